package dev.trialstream.orchestrator.http;

import dev.trialstream.protocol.Json;
import java.nio.ByteBuffer;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Formats errors of the server itself, such as a header that is too long, like all other errors. */
final class JsonErrors extends ErrorHandler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        byte[] body = Json.json().writeValueAsBytes(Map.of("error", HttpStatus.getMessage(response.getStatus())));
        response.write(true, ByteBuffer.wrap(body), callback);
        return true;
    }
}
