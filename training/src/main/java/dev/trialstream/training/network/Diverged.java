package dev.trialstream.training.network;

/** A training came to no number, or to one that no training comes back from; the message is one line. */
final class Diverged extends RuntimeException {
    Diverged(String reason) {
        super(reason);
    }
}
