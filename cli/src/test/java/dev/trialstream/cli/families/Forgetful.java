package dev.trialstream.cli.families;

/** A handler of {@link Signal} that forgets {@link Signal.Amber}. */
final class Forgetful {
    private Forgetful() {}

    static String order(Signal signal) {
        if (signal instanceof Signal.Green) {
            return "go";
        } else if (signal instanceof Signal.Red red) {
            return "stop at " + red;
        } else if (Signal.OutOfOrder.class.isInstance(signal)) {
            return "look";
        }
        return "nothing";
    }
}
