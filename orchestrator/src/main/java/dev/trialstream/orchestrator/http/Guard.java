package dev.trialstream.orchestrator.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javalin.http.Context;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** Lets those in who bear the token. */
final class Guard {
    private Guard() {}

    /**
     * @param token null lets everybody in
     * @param open a path that needs none
     */
    static void check(Context context, @Nullable String token, String open) {
        if (token == null || context.path().equals(open)) {
            return;
        }
        String header = context.header("Authorization");
        byte[] given = (header == null ? "" : header).getBytes(UTF_8);
        // in constant time, so that nobody learns the token by how long a refusal takes
        if (!MessageDigest.isEqual(given, ("Bearer " + token).getBytes(UTF_8))) {
            context.header("WWW-Authenticate", "Bearer");
            throw new HttpFailure(401, "Authorization", "expected Bearer and the token of this server");
        }
    }
}
