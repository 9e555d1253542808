package dev.trialstream.orchestrator.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javalin.http.Context;
import java.security.MessageDigest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lets those in who bear the token. Where there is none only this machine is served, and of it no page that somebody
 * else has put into a browser here: neither by a request from another origin nor by a name that was made to mean this
 * machine.
 */
final class Guard {
    private static final Pattern LOCAL =
            Pattern.compile("(localhost|127(\\.\\d{1,3}){3}|\\[::1\\])(:\\d{1,5})?", Pattern.CASE_INSENSITIVE);

    private final HttpOptions options;
    private final String open;

    /** @param open a path that needs no token */
    Guard(HttpOptions options, String open) {
        this.options = options;
        this.open = open;
    }

    void check(Context context) {
        String token = options.token();
        if (token == null) {
            checkLocal(context);
        } else if (!context.path().equals(open)) {
            checkToken(context, token);
        }
    }

    private void checkLocal(Context context) {
        String host = text(context.header("Host"));
        if (!isLocal(host)) {
            throw new HttpFailure(
                    403, "Host", "expected localhost or " + options.host() + ", got " + host + "; or set a token");
        }
        String origin = context.header("Origin");
        if (origin != null && !origin.equalsIgnoreCase(options.scheme() + "://" + host)) {
            throw new HttpFailure(403, "Origin", "expected none or this server, got " + origin + "; or set a token");
        }
    }

    private boolean isLocal(String host) {
        return LOCAL.matcher(host).matches() || host.replaceFirst(":\\d+$", "").equalsIgnoreCase(options.host());
    }

    private static void checkToken(Context context, String token) {
        byte[] given = text(context.header("Authorization")).getBytes(UTF_8);
        // in constant time, so that nobody learns the token by how long a refusal takes
        if (!MessageDigest.isEqual(given, ("Bearer " + token).getBytes(UTF_8))) {
            context.header("WWW-Authenticate", "Bearer");
            throw new HttpFailure(401, "Authorization", "expected Bearer and the token of this server");
        }
    }

    private static String text(@Nullable String header) {
        return header == null ? "" : header;
    }
}
