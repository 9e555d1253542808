package dev.trialstream.training.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Recognises files that are no CSV by their first bytes, and says how to convert them. */
final class FileForm {
    private static final int HEAD = 4096;
    private static final int MOST_ENTRIES = 50;
    private static final String SAVE = "save it as CSV in UTF-8";

    /** Signatures in hexadecimal at the beginning of a file. */
    private static final List<Signature> SIGNATURES = List.of(
            new Signature("1F8B", "compressed with gzip", "unpack it with gunzip"),
            new Signature("425A68", "compressed with bzip2", "unpack it with bunzip2"),
            new Signature("FD377A585A00", "compressed with xz", "unpack it with unxz"),
            new Signature("28B52FFD", "compressed with zstd", "unpack it with unzstd"),
            new Signature("377ABCAF271C", "a 7z archive", "unpack it"),
            new Signature("526172211A07", "a RAR archive", "unpack it"),
            new Signature("50415231", "a Parquet file", "write it as CSV, in pandas with read_parquet and to_csv"),
            new Signature("4152524F5731", "an Arrow file", "write it as CSV, in pandas with read_feather and to_csv"),
            new Signature(
                    "53514C69746520666F726D6174203300",
                    "an SQLite database",
                    "export a table with sqlite3 -csv -header"),
            new Signature("D0CF11E0A1B11AE1", "an old Excel or Office file", SAVE),
            new Signature("255044462D", "a PDF", "export the table as CSV in UTF-8"),
            new Signature("894844460D0A1A0A", "an HDF5 file", "write it as CSV, in pandas with read_hdf and to_csv"),
            new Signature("934E554D5059", "a NumPy array", "write it with numpy.savetxt, a header and commas"),
            new Signature("89504E47", "a PNG image", "name a folder of images as data.images"),
            new Signature("FFD8FF", "a JPEG image", "name a folder of images as data.images"),
            new Signature("7B5C727466", "an RTF document", SAVE),
            new Signature("8004", "a Python pickle", "write it as CSV, in pandas with to_csv"),
            new Signature("8005", "a Python pickle", "write it as CSV, in pandas with to_csv"),
            new Signature("0000FEFF", "text in UTF-32", "convert it with iconv -f UTF-32 -t UTF-8"),
            new Signature("FFFE0000", "text in UTF-32", "convert it with iconv -f UTF-32 -t UTF-8"),
            new Signature("FFFE", "text in UTF-16", "convert it with iconv -f UTF-16 -t UTF-8"),
            new Signature("FEFF", "text in UTF-16", "convert it with iconv -f UTF-16 -t UTF-8"));

    private record Signature(String hex, String named, String wayOut) {
        /** Whether a header could begin with these letters. */
        boolean mayBeText() {
            return List.of("425A68", "50415231", "4152524F5731").contains(hex);
        }
    }

    private FileForm() {}

    /**
     * The complaint about a file that is no text in UTF-8 with separated fields; empty if nothing speaks against it.
     *
     * @throws IOException if it cannot be read
     */
    static Optional<String> complaint(Path file) throws IOException {
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(HEAD);
        }
        String hex = HexFormat.of().withUpperCase().formatHex(head, 0, Math.min(32, head.length));
        if (hex.startsWith("504B0304")) {
            return Optional.of(zipped(file));
        }
        boolean binary = isBinary(head);
        for (Signature each : SIGNATURES) {
            if (hex.startsWith(each.hex) && (binary || !each.mayBeText())) {
                return Optional.of(refused(each.named, each.wayOut));
            }
        }
        if (head.length > 262 && new String(head, 257, 5, StandardCharsets.ISO_8859_1).equals("ustar")) {
            return Optional.of(refused("a tar archive", "unpack it"));
        }
        return withoutMark(head).or(() -> marked(head));
    }

    private static boolean isBinary(byte[] head) {
        for (byte each : head) {
            if (each >= 0 && each < ' ' && each != '\t' && each != '\n' && each != '\r') {
                return true;
            }
        }
        return false;
    }

    private static String refused(String named, String wayOut) {
        return "is " + named + ", expected a CSV file in UTF-8: " + wayOut;
    }

    private static String zipped(Path file) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            for (int i = 0; i < MOST_ENTRIES; i++) {
                ZipEntry entry = zip.getNextEntry();
                if (entry == null) {
                    break;
                }
                if (entry.getName().startsWith("xl/")) {
                    return refused("an Excel workbook", SAVE);
                } else if (entry.getName().startsWith("word/")) {
                    return refused("a Word document", SAVE);
                } else if (entry.getName().equals("content.xml")
                        || entry.getName().equals("mimetype")) {
                    return refused("an OpenDocument file", SAVE);
                } else if (entry.getName().endsWith(".npy")) {
                    return refused("an archive of NumPy arrays", "write it with numpy.savetxt, a header and commas");
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            return refused("a broken ZIP archive", "unpack it");
        }
        return refused("a ZIP archive", "unpack it");
    }

    /** Text in UTF-16 without a byte order mark has a zero byte at every other place where it is ASCII. */
    private static Optional<String> withoutMark(byte[] head) {
        int pairs = Math.min(head.length, 512) / 2;
        if (pairs < 4) {
            return Optional.empty();
        }
        int even = 0;
        int odd = 0;
        for (int i = 0; i < pairs; i++) {
            even += head[2 * i] == 0 ? 1 : 0;
            odd += head[2 * i + 1] == 0 ? 1 : 0;
        }
        if (odd * 10 >= pairs * 7 && even * 10 <= pairs) {
            return Optional.of(
                    refused("text in UTF-16 without a byte order mark", "convert it with iconv -f UTF-16LE -t UTF-8"));
        } else if (even * 10 >= pairs * 7 && odd * 10 <= pairs) {
            return Optional.of(
                    refused("text in UTF-16 without a byte order mark", "convert it with iconv -f UTF-16BE -t UTF-8"));
        }
        return Optional.empty();
    }

    private static Optional<String> marked(byte[] head) {
        String text = new String(head, StandardCharsets.ISO_8859_1)
                .replaceFirst("^\u00EF\u00BB\u00BF", "")
                .strip()
                .toLowerCase(Locale.ROOT);
        if (text.startsWith("<!doctype html") || text.startsWith("<html") || text.startsWith("<head")) {
            return Optional.of(refused("a web page (HTML)", "download the file itself"));
        } else if (text.startsWith("<?xml") || text.startsWith("<svg")) {
            return Optional.of(refused("XML", SAVE));
        } else if (text.startsWith("{\"")
                || text.startsWith("[{")
                || text.startsWith("{\n")
                || text.startsWith("[\n")) {
            return Optional.of(refused("JSON", "write it as CSV, in pandas with read_json and to_csv"));
        } else if (text.startsWith("@relation")) {
            return Optional.of(refused("an ARFF file", "write it as CSV with a header"));
        } else if (text.startsWith("version https://git-lfs")) {
            return Optional.of(refused("a pointer of Git LFS", "fetch the file with git lfs pull"));
        }
        return Optional.empty();
    }
}
