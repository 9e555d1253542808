package dev.trialstream.cli.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trialstream.cli.UserError;
import dev.trialstream.orchestrator.http.HttpOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Address and access of a process's HTTP API. */
final class HttpServing {
    private static final String TOKEN = "TRIALSTREAM_HTTP_TOKEN";
    private static final String PASSWORD = "TRIALSTREAM_HTTP_KEYSTORE_PASSWORD";

    @Option(
            names = "--http-host",
            paramLabel = "ADDRESS",
            description = "Address that the HTTP API listens on (default: ${DEFAULT-VALUE}); others need a token.")
    String host = HttpOptions.LOOPBACK;

    @Option(
            names = "--http-token-file",
            paramLabel = "FILE",
            description = "File with the token that requests have to bear (or " + TOKEN + ").")
    @Nullable
    Path tokenFile;

    @Option(
            names = "--http-keystore",
            paramLabel = "FILE",
            description = "PKCS#12 file with key and certificate, for TLS; its password in " + PASSWORD + ".")
    @Nullable
    Path keyStore;

    /** @throws UserError if the API could not be served with these options */
    HttpOptions options(int port) {
        Ports.check("--http", port);
        String token = token();
        HttpOptions options = new HttpOptions(host, port, token, keyStore, System.getenv(PASSWORD));
        if (token == null && !options.isLocal()) {
            throw UserError.badInput("--http-host " + host
                    + ": expected a token for an address beyond this machine; give --http-token-file or " + TOKEN);
        }
        if (keyStore != null && !Files.isReadable(keyStore)) {
            throw UserError.badInput("--http-keystore " + keyStore + ": no such file; expected one in PKCS#12");
        }
        return options;
    }

    private @Nullable String token() {
        if (tokenFile == null) {
            String token = System.getenv(TOKEN);
            return token == null || token.isBlank() ? null : token.strip();
        }
        try {
            String token = Files.readString(tokenFile, UTF_8).strip();
            if (token.isEmpty()) {
                throw UserError.badInput("--http-token-file " + tokenFile + ": is empty; expected a token");
            }
            return token;
        } catch (IOException e) {
            throw UserError.badInput("--http-token-file " + tokenFile + ": could not be read (" + e + ")");
        }
    }
}
