package dev.trialstream.protocol.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decides which HTTP requests a server answers. With a token, a request must carry it. Without one, the server answers
 * only this machine, under a local name, and refuses browser pages of another origin: a foreign page could send
 * requests to the loopback address, or use a name that its owner resolves to it.
 *
 * <p>It knows no web framework; each server adapts its own requests.
 */
public final class Guard {
    private static final Pattern LOCAL =
            Pattern.compile("(localhost|127(\\.\\d{1,3}){3}|\\[::1\\])(:\\d{1,5})?", Pattern.CASE_INSENSITIVE);

    private final String scheme;
    private final String host;
    private final @Nullable String token;

    /**
     * @param scheme {@code http} or {@code https}
     * @param host address that the server listens on
     * @param token that requests must carry; null: none
     */
    public Guard(String scheme, String host, @Nullable String token) {
        this.scheme = scheme;
        this.host = host;
        this.token = token;
    }

    /** Whether a token is required. */
    public boolean hasToken() {
        return token != null;
    }

    /**
     * Decides by three headers of a request.
     *
     * @param requestedHost the header {@code Host}; null if it is missing
     * @param origin the header {@code Origin}, which browsers send for pages; null if it is missing
     * @param authorization the header {@code Authorization}; null if it is missing
     * @return why the request is refused; empty if it is answered
     */
    public Optional<Refusal> check(
            @Nullable String requestedHost, @Nullable String origin, @Nullable String authorization) {
        return token == null ? checkLocal(text(requestedHost), origin) : checkToken(text(authorization), token);
    }

    private Optional<Refusal> checkLocal(String requestedHost, @Nullable String origin) {
        if (!isLocal(requestedHost)) {
            return refusal(
                    403, "Host", "expected localhost or " + host + ", got " + requestedHost + "; or set a token");
        }
        if (origin != null && !origin.equalsIgnoreCase(scheme + "://" + requestedHost)) {
            return refusal(403, "Origin", "expected none or this server, got " + origin + "; or set a token");
        }
        return Optional.empty();
    }

    private boolean isLocal(String requestedHost) {
        return LOCAL.matcher(requestedHost).matches()
                || requestedHost.replaceFirst(":\\d+$", "").equalsIgnoreCase(host);
    }

    private static Optional<Refusal> checkToken(String authorization, String token) {
        // in constant time, so that the duration of a refusal reveals nothing about the token
        boolean right = MessageDigest.isEqual(authorization.getBytes(UTF_8), ("Bearer " + token).getBytes(UTF_8));
        return right ? Optional.empty() : refusal(401, "Authorization", "expected Bearer and the token of this server");
    }

    private static Optional<Refusal> refusal(int status, String field, String reason) {
        return Optional.of(new Refusal(status, field, reason));
    }

    private static String text(@Nullable String header) {
        return header == null ? "" : header;
    }

    /**
     * A refused request.
     *
     * @param status 401: the token is missing, and the answer must name the scheme {@code Bearer}; 403: the request is
     *     foreign
     * @param field the wrong header
     * @param reason what was expected and what was found
     */
    public record Refusal(int status, String field, String reason) {
        /** Whether the answer must carry {@code WWW-Authenticate: Bearer}. */
        public boolean asksForToken() {
            return status == 401;
        }
    }
}
