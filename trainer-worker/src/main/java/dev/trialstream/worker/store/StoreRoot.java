package dev.trialstream.worker.store;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.spi.FileSystemProvider;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Parses a store's location: a folder, or a URI of an installed NIO provider. */
public final class StoreRoot {
    /** At least two letters, because {@code C:} is a drive. */
    private static final Pattern URI_WITH_SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.*");

    private StoreRoot() {}

    /**
     * The root of the store; opens its file system if necessary.
     *
     * @param text {@code DIR}, {@code file:///DIR}, or a URI such as {@code s3://BUCKET/PREFIX}
     * @throws IllegalArgumentException if there is no such place; the message is one line with advice
     */
    public static Path of(String text) {
        try {
            return URI_WITH_SCHEME.matcher(text).matches() ? of(new URI(folder(text)), text) : Path.of(text);
        } catch (URISyntaxException e) {
            throw nowhere(text, e.getReason(), e);
        } catch (InvalidPathException e) {
            throw nowhere(text, e.getReason(), e);
        }
    }

    private static IllegalArgumentException nowhere(String text, String why, Exception cause) {
        return new IllegalArgumentException(
                text + ": neither a folder nor a URI such as s3://BUCKET/PREFIX (" + why + ")", cause);
    }

    /** Object stores distinguish a folder from an object by a final slash. */
    private static String folder(String uri) {
        return uri.endsWith("/") ? uri : uri + "/";
    }

    private static Path of(URI uri, String text) {
        FileSystemProvider provider = FileSystemProvider.installedProviders().stream()
                .filter(it -> it.getScheme().equalsIgnoreCase(uri.getScheme()))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException(text + ": no file system provider for " + uri.getScheme()
                                + ": is installed, only for " + installed()
                                + "; put the jars of one on TRIALSTREAM_CLASSPATH (see docs/store.md)"));
        try {
            return open(provider, uri);
        } catch (IOException | RuntimeException e) {
            String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            throw new IllegalArgumentException(
                    text + ": cannot be used as a store, its provider says: "
                            + why.lines().findFirst().orElse(""),
                    e);
        }
    }

    private static Path open(FileSystemProvider provider, URI uri) throws IOException {
        try {
            return provider.getPath(uri);
        } catch (FileSystemNotFoundException notOpenYet) {
            provider.newFileSystem(uri, Map.of());
            return provider.getPath(uri);
        }
    }

    private static String installed() {
        return FileSystemProvider.installedProviders().stream()
                .map(FileSystemProvider::getScheme)
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .map(scheme -> scheme + ":")
                .collect(Collectors.joining(", "));
    }
}
