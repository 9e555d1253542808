package dev.trialstream.cli.families;

/** A family as an example. */
sealed interface Signal {
    Type type();

    enum Type {
        GREEN,
        AMBER,
        RED,
        OUT_OF_ORDER
    }

    sealed interface Lit extends Signal {}

    record Green() implements Lit {
        @Override
        public Type type() {
            return Type.GREEN;
        }
    }

    record Amber() implements Lit {
        @Override
        public Type type() {
            return Type.AMBER;
        }
    }

    record Red() implements Lit {
        @Override
        public Type type() {
            return Type.RED;
        }
    }

    record OutOfOrder() implements Signal {
        @Override
        public Type type() {
            return Type.OUT_OF_ORDER;
        }
    }
}
