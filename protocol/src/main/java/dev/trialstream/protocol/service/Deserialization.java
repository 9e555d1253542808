package dev.trialstream.protocol.service;

import java.io.ObjectInputFilter;

/** Java deserialisation, which nothing here needs and which runs code of whoever wrote the bytes. */
public final class Deserialization {
    private Deserialization() {}

    /** Refuses it in this process, unless {@code -Djdk.serialFilter} or other code has set a filter. */
    public static void refuse() {
        if (ObjectInputFilter.Config.getSerialFilter() == null) {
            ObjectInputFilter.Config.setSerialFilter(ObjectInputFilter.Config.createFilter("!*"));
        }
    }
}
