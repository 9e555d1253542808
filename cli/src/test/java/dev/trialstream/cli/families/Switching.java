package dev.trialstream.cli.families;

/** A handler of {@link Signal} that switches over its type. */
final class Switching {
    private Switching() {}

    static boolean stops(Signal signal) {
        return switch (signal.type()) {
            case GREEN, OUT_OF_ORDER -> false;
            case AMBER, RED -> true;
        };
    }
}
