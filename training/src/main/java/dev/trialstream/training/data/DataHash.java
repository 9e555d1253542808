package dev.trialstream.training.data;

import dev.trialstream.protocol.study.DataSpec;
import dev.trialstream.protocol.study.Split;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/** SHA-256 of data, in hexadecimal: of a file's bytes, or of several files' hashes. */
public final class DataHash {
    private DataHash() {}

    /**
     * The hash that reading {@code spec} computes.
     *
     * @param file path on this machine
     * @throws BadData if it cannot be read
     */
    public static String sha256(Path file, DataSpec spec) {
        return with(spec.split(), ofData(file, spec));
    }

    private static String ofData(Path file, DataSpec spec) {
        if (spec.idx() != null) {
            return IdxFiles.sha256(file, Path.of(spec.idx().labels()));
        } else if (spec.images() != null) {
            return ofFolder(
                    file,
                    ImageFolder.files(file).stream()
                            .map(each -> file.relativize(each).toString())
                            .toList());
        }
        return spec.sequences() == null ? ofFile(file) : ofFolder(file, SeriesFolder.files(file));
    }

    /** From the files' hashes and names, in this order. */
    static String ofFolder(Path folder, List<String> names) {
        return ofText(names.stream()
                .map(name -> ofFile(folder.resolve(name)) + "  " + name.replace('\\', '/') + "\n")
                .collect(Collectors.joining()));
    }

    /** A file that fixes the split is part of the data. */
    static String with(Split split, String sha256) {
        return split.rows() == null ? sha256 : ofText(sha256 + "\n" + ofFile(Path.of(split.rows())) + "\n");
    }

    /** Hash of the text in UTF-8. */
    public static String ofText(String text) {
        return HexFormat.of().formatHex(digest().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    static String ofFile(Path file) {
        MessageDigest digest = digest();
        try (InputStream bytes = Files.newInputStream(file)) {
            bytes.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
        } catch (IOException e) {
            throw new BadData(file.toString(), Files.exists(file) ? "cannot be read" : "no such file");
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
