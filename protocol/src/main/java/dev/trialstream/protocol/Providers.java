package dev.trialstream.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** Providers named in {@code META-INF/services} on the class path, including the user's own. */
public final class Providers {
    private Providers() {}

    /**
     * Creates one instance of each provider of {@code port}, in class path order.
     *
     * @throws Broken if one cannot be created
     */
    public static <P> List<P> of(Class<P> port) {
        try {
            List<P> providers = new ArrayList<>();
            ServiceLoader.load(port, port.getClassLoader()).forEach(providers::add);
            return providers;
        } catch (ServiceConfigurationError e) {
            String cause = e.getCause() == null ? "" : " (" + e.getCause() + ")";
            throw new Broken(
                    "META-INF/services/" + e.getMessage() + cause
                            + "; expected on the class path a public class with a public constructor without arguments",
                    e);
        }
    }

    /** A provider on the class path that cannot be created; the message is one line. */
    public static final class Broken extends RuntimeException {
        Broken(String message, Throwable cause) {
            super(message.lines().findFirst().orElse(""), cause);
        }

        public Broken(String message) {
            super(message);
        }
    }
}
