package dev.trialstream.protocol.service;

import java.io.ObjectInputFilter;

/** Switches Java deserialisation off. Nothing here needs it, and foreign bytes could run code through it. */
public final class Deserialization {
    private Deserialization() {}

    /** Refuses it in this process, unless {@code -Djdk.serialFilter} or other code has set a filter. */
    public static void refuse() {
        if (ObjectInputFilter.Config.getSerialFilter() == null) {
            ObjectInputFilter.Config.setSerialFilter(ObjectInputFilter.Config.createFilter("!*"));
        }
    }
}
