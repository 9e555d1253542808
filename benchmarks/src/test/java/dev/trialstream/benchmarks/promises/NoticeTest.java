package dev.trialstream.benchmarks.promises;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code NOTICE} names every library on the class path of the launcher, which is also that of the image. */
class NoticeTest {
    private static final Path CLASS_PATH = Path.of("../cli/target/dependencies.txt");

    /** Artifact and version are folders of the local repository. */
    private static final Pattern LIBRARY = Pattern.compile("/([^/:]+)/([^/:]+)/\\1-\\2[^/:]*\\.jar");

    @Test
    void every_library_that_is_shipped_is_named() throws IOException {
        assumeTrue(Files.exists(CLASS_PATH), "the command line has not been packaged");
        Set<String> shipped = LIBRARY.matcher(Files.readString(CLASS_PATH).replace('\\', '/'))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
        Set<String> named =
                new HashSet<>(List.of(Files.readString(Path.of("../NOTICE")).split("[\\s,:]+")));
        assertThat(shipped).hasSizeGreaterThan(50);
        assertThat(named).containsAll(shipped);
    }
}
