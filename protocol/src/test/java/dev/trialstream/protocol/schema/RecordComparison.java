package dev.trialstream.protocol.schema;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.trialstream.protocol.study.Study;
import dev.trialstream.protocol.study.StudyRequest;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.node.ObjectNode;

/**
 * Walks a Java type and a schema side by side: records against properties, sealed families against {@code oneOf}, enums
 * against {@code enum}, down to the numbers.
 */
final class RecordComparison {
    /** Never null in Java, but missing in messages that were written before they existed. */
    private static final Set<String> ADDED_LATER = Set.of(
            "Study.promotion",
            "Study.attempts",
            "TimeExpired.searchOnly",
            "Searched.confirm",
            "Train.rows",
            "Train.curve",
            "Deliver.rows");

    /** An enum of which only some values are allowed here. */
    private static final Set<String> NARROWER = Set.of("Ended.state");

    /** How empty values are left out. */
    private static final Set<JsonInclude.Include> LEFT_OUT =
            Set.of(JsonInclude.Include.NON_EMPTY, JsonInclude.Include.NON_DEFAULT);

    private final boolean requiredAlike;
    private final List<String> differences = new ArrayList<>();
    private final Set<String> compared = new HashSet<>();

    private RecordComparison(boolean requiredAlike) {
        this.requiredAlike = requiredAlike;
    }

    /** Differences between {@code type}, as services write it, and the schema: in names, types and required fields. */
    static List<String> ofWritten(Class<?> type, JsonNode schema) {
        return of(true, type, schema);
    }

    /** Differences between {@code type}, as users send it, and the schema; the readers check required fields. */
    static List<String> ofSent(Class<?> type, JsonNode schema) {
        return of(false, type, schema);
    }

    private static List<String> of(boolean requiredAlike, Class<?> type, JsonNode schema) {
        RecordComparison comparison = new RecordComparison(requiredAlike);
        comparison.compare(type.getSimpleName(), type, schema);
        return comparison.differences;
    }

    /**
     * Differences between a record and an object that also has {@code more}, all of which are required.
     *
     * @param without components that are not fields of it
     */
    static List<String> ofRecord(Class<?> type, JsonNode schema, Map<String, Boolean> more, Set<String> without) {
        RecordComparison comparison = new RecordComparison(true);
        comparison.compareRecord(type.getSimpleName(), type, Schemas.resolved(schema), more, without);
        return comparison.differences;
    }

    /** The branches of a family by what they are called. */
    static Map<String, ObjectNode> branches(JsonNode family, String discriminator) {
        Map<String, ObjectNode> branches = new LinkedHashMap<>();
        for (JsonNode branch : family.path("oneOf")) {
            ObjectNode resolved = Schemas.resolved(branch);
            JsonNode name = Schemas.resolved(resolved.path("properties").path(discriminator));
            branches.put(name.path("const").asString(""), resolved);
        }
        return branches;
    }

    /** The members of a sealed family by the names that Jackson gives them. */
    static Map<String, Class<?>> members(Class<?> family) {
        return Stream.of(family.getAnnotation(JsonSubTypes.class).value())
                .collect(Collectors.toMap(JsonSubTypes.Type::name, JsonSubTypes.Type::value));
    }

    private void compare(String path, Type type, JsonNode reference) {
        ObjectNode schema = merged(Schemas.resolved(reference));
        if (type instanceof ParameterizedType generic) {
            boolean list = generic.getRawType().equals(List.class);
            expectType(path, schema, list ? "array" : "object");
            Type element = generic.getActualTypeArguments()[list ? 0 : 1];
            JsonNode elements = schema.path(list ? "items" : "additionalProperties");
            if (!elements.isObject()) {
                differences.add(path + ": nothing is said of what is in it");
            } else {
                compare(path + "[]", element, elements);
            }
        } else if (type instanceof Class<?> plain) {
            compareClass(path, plain, schema);
        } else {
            differences.add(path + ": cannot be compared with " + type);
        }
    }

    private void compareClass(String path, Class<?> type, ObjectNode schema) {
        Method value = jsonValue(type);
        if (type.equals(Study.class)) {
            expectType(path, schema, "object");
            compareRecord(path, StudyRequest.class, schema, Map.of(), Set.of(), Study.class);
        } else if (value != null) {
            compare(path, value.getGenericReturnType(), schema);
        } else if (type.isAnnotationPresent(JsonTypeInfo.class) && type.isInterface()) {
            compareFamily(path, type, schema);
        } else if (type.isRecord()) {
            expectType(path, schema, "object");
            compareRecord(path, type, schema, Map.of(), Set.of());
        } else if (type.isEnum()) {
            compareEnum(path, type, schema);
        } else if (type.equals(ObjectNode.class)) {
            expectType(path, schema, "object"); // its reader interprets the content
        } else if (!type.equals(Object.class)) {
            expectType(path, schema, scalar(type));
        }
    }

    /** A member may have others of its family within. */
    private void compareFamily(String path, Class<?> family, ObjectNode schema) {
        if (!compared.add(family.getName() + " " + schema)) {
            return;
        }
        String discriminator = family.getAnnotation(JsonTypeInfo.class).property();
        Map<String, Class<?>> members = members(family);
        Map<String, ObjectNode> branches = branches(schema, discriminator);
        same(path + " by " + discriminator, members.keySet(), branches.keySet());
        members.forEach((name, member) -> {
            if (branches.containsKey(name)) {
                compareRecord(
                        member.getSimpleName(), member, branches.get(name), Map.of(discriminator, true), Set.of());
            }
        });
    }

    private void compareRecord(
            String path, Class<?> type, ObjectNode schema, Map<String, Boolean> more, Set<String> without) {
        compareRecord(path, type, schema, more, without, type);
    }

    /** @param owner whose accessors show what is never null */
    private void compareRecord(
            String path,
            Class<?> type,
            ObjectNode schema,
            Map<String, Boolean> more,
            Set<String> without,
            Class<?> owner) {
        Set<String> names = new TreeSet<>(more.keySet());
        Set<String> required = more.keySet().stream().filter(more::get).collect(Collectors.toCollection(TreeSet::new));
        for (RecordComponent component : type.getRecordComponents()) {
            if (without.contains(component.getName())) {
                continue;
            }
            String name = PropertyNamingStrategies.SNAKE_CASE.nameForField(null, null, component.getName());
            names.add(name);
            if (isAlwaysWritten(component, owner)) {
                required.add(name);
            }
            JsonNode property = schema.path("properties").get(name);
            if (property != null) {
                compare(type.getSimpleName() + "." + name, component.getGenericType(), property);
            }
        }
        same(path, names, new TreeSet<>(schema.path("properties").propertyNames()));
        if (requiredAlike) {
            same(path + ", required", required, texts(schema.path("required")));
        }
    }

    private static boolean isAlwaysWritten(RecordComponent component, Class<?> owner) {
        JsonInclude include = component.getAccessor().getAnnotation(JsonInclude.class);
        String name = owner.getSimpleName() + "." + component.getName();
        return !accessor(component, owner).getAnnotatedReturnType().isAnnotationPresent(Nullable.class)
                && (include == null || !LEFT_OUT.contains(include.value()))
                && !ADDED_LATER.contains(name);
    }

    private static Method accessor(RecordComponent component, Class<?> owner) {
        try {
            return owner.getMethod(component.getName());
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    private void compareEnum(String path, Class<?> type, ObjectNode schema) {
        Set<String> names = Arrays.stream(type.getFields())
                .filter(java.lang.reflect.Field::isEnumConstant)
                .map(field -> {
                    JsonProperty name = field.getAnnotation(JsonProperty.class);
                    return name == null ? field.getName() : name.value();
                })
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> allowed = texts(schema.path("enum"));
        if (NARROWER.contains(path)) {
            names.retainAll(allowed);
        }
        same(path, names, allowed);
    }

    /** Merges alternatives that are one type in Java: the fields of any of them. */
    private static ObjectNode merged(ObjectNode schema) {
        if (!schema.has("oneOf") || schema.has("type")) {
            return schema;
        }
        List<ObjectNode> objects = new ArrayList<>();
        for (JsonNode branch : schema.get("oneOf")) {
            ObjectNode resolved = Schemas.resolved(branch);
            if (resolved.path("type").asString("").equals("object")) {
                objects.add(resolved);
            }
        }
        schema.put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        objects.forEach(object -> properties.setAll((ObjectNode) object.path("properties")));
        return schema;
    }

    private void expectType(String path, ObjectNode schema, String expected) {
        JsonNode type = schema.path("type");
        boolean named = type.isArray()
                ? texts(type).contains(expected)
                : type.asString("").equals(expected);
        boolean listed = expected.equals("string") && (schema.has("enum") || schema.has("const"));
        if (!named && !listed) {
            differences.add(path + ": expected " + expected + ", the schema says " + type);
        }
    }

    private static String scalar(Class<?> type) {
        if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
            return "integer";
        } else if (type == double.class || type == Double.class) {
            return "number";
        } else if (type == boolean.class) {
            return "boolean";
        } else if (type == String.class || type == Instant.class || type == Duration.class) {
            return "string";
        }
        throw new IllegalArgumentException("no schema is known for " + type);
    }

    private static @Nullable Method jsonValue(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.isAnnotationPresent(JsonValue.class))
                .findFirst()
                .orElse(null);
    }

    private void same(String path, Set<String> java, Set<String> schema) {
        if (!java.equals(schema)) {
            differences.add(path + ": Java has " + java + ", the schema " + schema);
        }
    }

    private static Set<String> texts(JsonNode list) {
        Set<String> texts = new TreeSet<>();
        list.forEach(item -> texts.add(item.asString()));
        return texts;
    }
}
