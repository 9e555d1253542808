package dev.trialstream.cli.families;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A sealed family, and the kinds of it that classes name. A class names a kind by {@code instanceof}, by its class literal
 * or by the constant of the family's enum {@code Type}, which a switch uses.
 */
final class ClosedFamily {
    private final Class<?> family;
    private final Map<String, Class<?>> kinds;

    ClosedFamily(Class<?> family) {
        this.family = family;
        this.kinds = kinds(family)
                .collect(Collectors.toMap(Class::getSimpleName, Function.identity(), (one, same) -> one, TreeMap::new));
    }

    private static Stream<Class<?>> kinds(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(ClosedFamily::kinds)
                : Stream.of(type);
    }

    /** The kinds by their simple names. */
    Set<String> kinds() {
        return kinds.keySet();
    }

    /** The kinds that each class outside the family names, by the name of the outermost class; without those that name none. */
    Map<String, Set<String>> namedBy(JavaClasses classes) {
        Map<String, Set<String>> named = new TreeMap<>();
        for (JavaClass type : classes) {
            String outermost = type.getName().replaceFirst("\\$.*", "");
            Set<String> found = namedBy(type);
            if (!found.isEmpty() && !outermost.equals(family.getName())) {
                named.computeIfAbsent(outermost, any -> new TreeSet<>()).addAll(found);
            }
        }
        return named;
    }

    private Set<String> namedBy(JavaClass type) {
        Stream<String> tested = type.getInstanceofChecks().stream()
                .map(check -> check.getRawType().getName());
        Stream<String> literals = type.getReferencedClassObjects().stream()
                .map(literal -> literal.getRawType().getName());
        Stream<String> constants = type.getFieldAccessesFromSelf().stream()
                .filter(access -> access.getTargetOwner().getName().equals(family.getName() + "$Type"))
                .map(JavaFieldAccess::getName)
                .flatMap(this::kindOf);
        Set<String> names = kinds.values().stream().map(Class::getName).collect(Collectors.toSet());
        return Stream.concat(
                        Stream.concat(tested, literals)
                                .filter(names::contains)
                                .map(name -> name.substring(name.lastIndexOf('$') + 1)),
                        constants)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Stream<String> kindOf(String constant) {
        return kinds.keySet().stream().filter(kind -> constant(kind).equals(constant));
    }

    /** The constant of the enum {@code Type} that stands for {@code kind}. */
    static String constant(String kind) {
        return kind.replaceAll("([a-z])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT);
    }
}
