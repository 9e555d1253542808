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

/** What data are, as a SHA-256 in hexadecimal: of a file its bytes, of several files their hashes. */
public final class DataHash {
    private DataHash() {}

    /**
     * The hash that reading {@code spec} finds.
     *
     * @param file where it lies on this machine
     * @throws BadData where it cannot be read
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

    /** Of the files' hashes and names, in this order. */
    static String ofFolder(Path folder, List<String> names) {
        return ofText(names.stream()
                .map(name -> ofFile(folder.resolve(name)) + "  " + name.replace('\\', '/') + "\n")
                .collect(Collectors.joining()));
    }

    /** Which rows are in which part is a part of the data where a file says it. */
    static String with(Split split, String sha256) {
        return split.rows() == null ? sha256 : ofText(sha256 + "\n" + ofFile(Path.of(split.rows())) + "\n");
    }

    /** Of the text in UTF-8. */
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
