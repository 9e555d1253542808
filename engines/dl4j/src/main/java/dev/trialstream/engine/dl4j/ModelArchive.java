package dev.trialstream.engine.dl4j;

import dev.trialstream.protocol.Json;
import dev.trialstream.training.engine.BadModel;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import tools.jackson.databind.JsonNode;

/**
 * Checks a file before DL4J reads it. DL4J accepts truncated files and altered bytes, deserialises Java objects from
 * the entry {@code preprocessor.bin}, and makes objects of any class that {@code configuration.json} names. A model may
 * come from a store that others can write to, so only what a delivered model consists of is let through.
 */
final class ModelArchive {
    private static final String CONFIGURATION = "configuration.json";
    private static final Set<String> ENTRIES =
            Set.of(CONFIGURATION, "coefficients.bin", "updaterState.bin", "noParams.marker");
    private static final List<String> PACKAGES =
            List.of("org.deeplearning4j.nn.", "org.nd4j.linalg.", "dev.trialstream.");
    private static final String CLASS = "@class";

    private ModelArchive() {}

    /**
     * @throws BadModel if it has an entry or names a class that no delivered model has
     * @throws IOException if it is broken
     */
    static void check(Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                if (!ENTRIES.contains(entry.getName())) {
                    throw new BadModel(file, "holds " + shown(entry.getName()) + ", which no delivered model has");
                }
                checkWhole(zip, entry);
            }
            ZipEntry configuration = zip.getEntry(CONFIGURATION);
            if (configuration == null) {
                throw new IOException("no " + CONFIGURATION);
            }
            try (InputStream json = zip.getInputStream(configuration)) {
                checkClasses(file, Json.json().readTree(json));
            }
        }
    }

    private static void checkWhole(ZipFile zip, ZipEntry entry) throws IOException {
        CRC32 crc = new CRC32();
        try (InputStream bytes = new CheckedInputStream(zip.getInputStream(entry), crc)) {
            bytes.transferTo(OutputStream.nullOutputStream());
        }
        if (crc.getValue() != entry.getCrc()) {
            throw new IOException(entry.getName() + " does not have the checksum it should have");
        }
    }

    private static void checkClasses(Path file, JsonNode node) {
        for (JsonNode named : node.findValues(CLASS)) {
            String name = named.asString("");
            if (PACKAGES.stream().noneMatch(name::startsWith)) {
                throw new BadModel(file, "names the class " + shown(name) + ", which no delivered model has");
            }
        }
        node.forEach(child -> checkClasses(file, child));
    }

    private static String shown(String name) {
        String printable = name.replaceAll("[^\\x20-\\x7e]", "?");
        return printable.length() > 100 ? printable.substring(0, 100) + "..." : printable;
    }
}
