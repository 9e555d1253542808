package dev.trialstream.training.network;

/** A training diverged: its values are not finite, or beyond recovery. The message is one line. */
final class Diverged extends RuntimeException {
    Diverged(String reason) {
        super(reason);
    }
}
