package dev.trialstream.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trialstream.training.engine.BadModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A delivered model, with what someone who can write to the store might add to it. */
class ModelArchiveTest {
    private static final Path DELIVERED = Path.of("src", "test", "resources", "earlier", "model.zip");
    private static final String CONFIGURATION = "configuration.json";

    /** Set by {@link Payload} when it is deserialised. */
    private static boolean ran;

    @TempDir
    Path folder;

    @Test
    void a_delivered_model_is_let_through() {
        assertThatCode(() -> ModelArchive.check(DELIVERED)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"preprocessor.bin", "normalizer.bin", "../configuration.json", "objects/x", "CONFIGURATION.JSON"
            })
    void an_entry_that_no_delivered_model_has_is_named_and_never_read(String name) throws Exception {
        Map<String, byte[]> entries = entries();
        entries.put(name, serialized());
        Path file = written(entries);
        ran = false;
        assertThatThrownBy(() -> Dl4jModel.load(file))
                .isInstanceOf(BadModel.class)
                .hasMessageContaining("holds " + name);
        assertThat(ran).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"javax.script.ScriptEngineManager", "com.sun.rowset.JdbcRowSetImpl", "", "org.deeplearning4jx.A"
            })
    void a_class_that_no_delivered_model_names_is_refused(String name) throws Exception {
        Map<String, byte[]> entries = entries();
        String configuration = new String(entries.get(CONFIGURATION), StandardCharsets.UTF_8);
        assertThat(configuration).contains("dev.trialstream.worker.dl4j.UnitLength");
        entries.put(
                CONFIGURATION,
                configuration
                        .replace("dev.trialstream.worker.dl4j.UnitLength", name)
                        .getBytes(StandardCharsets.UTF_8));
        Path file = written(entries);
        assertThatThrownBy(() -> Dl4jModel.load(file))
                .isInstanceOf(BadModel.class)
                .hasMessageContaining("names the class " + name);
    }

    /** What the entry would do if it were read. */
    private static final class Payload implements Serializable {
        private static final long serialVersionUID = 1;

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            ran = true;
        }
    }

    private static byte[] serialized() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(new Payload());
        }
        return bytes.toByteArray();
    }

    private static Map<String, byte[]> entries() throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(DELIVERED.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
            }
        }
        return entries;
    }

    private Path written(Map<String, byte[]> entries) throws IOException {
        Path file = folder.resolve("model.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        return file;
    }
}
