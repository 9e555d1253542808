package dev.trialstream.orchestrator.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;

/**
 * Tells whether the client of a request is still there. While a request is handled, the server does not read from its
 * connection, so the end of the input goes unnoticed; this looks for it. A client that closes only its sending side
 * counts as gone, as it does for most proxies.
 */
interface ClientPresence {
    /** Whether the client has closed its connection. It stays so once it is. */
    boolean isGone();

    /** The client of {@code context}, whose body must have been read. */
    static ClientPresence of(Context context) {
        EndPoint connection = ServletContextRequest.getServletContextRequest(context.req())
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint();
        return new OfConnection(connection, context);
    }

    /**
     * A connection of HTTP/1.1. What it reads besides the end is a further request of a client that did not wait for
     * the answer: it is lost, so the connection is closed with the answer, and the client repeats it (RFC 9112, 9.3.2).
     */
    final class OfConnection implements ClientPresence {
        private final EndPoint connection;
        private final Context context;
        private boolean gone;
        private boolean pipelined;

        private OfConnection(EndPoint connection, Context context) {
            this.connection = connection;
            this.context = context;
        }

        @Override
        public boolean isGone() {
            if (!gone && !pipelined) {
                try {
                    int read = connection.fill(ByteBuffer.allocate(1).flip());
                    gone = read < 0 || !connection.isOpen();
                    pipelined = read > 0;
                } catch (IOException e) {
                    gone = true;
                }
                if (pipelined) {
                    context.header("Connection", "close");
                }
            }
            return gone;
        }
    }
}
