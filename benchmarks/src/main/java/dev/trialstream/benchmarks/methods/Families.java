package dev.trialstream.benchmarks.methods;

import static dev.trialstream.benchmarks.methods.Arm.BY_RATE;
import static dev.trialstream.benchmarks.methods.Arm.PLAIN;
import static dev.trialstream.benchmarks.methods.Arm.cnn;
import static dev.trialstream.benchmarks.methods.Arm.mlp;
import static dev.trialstream.benchmarks.methods.Arm.rnn;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The comparisons. For imbalanced classes, {@code long-tail-deeper}, the default network, was measured first. Then came
 * {@code long-tail-once}, one layer of 512, chosen on pairs 101 to 107, of which no figure is reported. Then came
 * {@code long-tail}, which depends less on the chance of a single validation row of the rarest class.
 */
final class Families {
    private Families() {}

    static List<Family> all() {
        return List.of(
                family(
                        "long-tail",
                        "Classes out of balance (D1 to D5)",
                        Form.LONG_TAIL_FOLDS,
                        60,
                        Looks.MOST,
                        imbalance().map(Families::wide)),
                family(
                        "long-tail-once",
                        "The same, validated and tested once",
                        "The same, validated and tested once",
                        Form.LONG_TAIL,
                        60,
                        Looks.MOST,
                        imbalance().map(Families::wide)),
                family(
                        "long-tail-deeper",
                        "The same, validated and tested once, with two layers of 128",
                        "Once, with two layers of 128",
                        Form.LONG_TAIL,
                        60,
                        Looks.MOST,
                        imbalance()),
                family(
                        "long-tail-knobs",
                        "Knobs of D4 and D5, validated and tested once",
                        "Of their knobs, once",
                        Form.LONG_TAIL,
                        60,
                        Looks.LEAST,
                        imbalanceKnobs().map(Families::wide)),
                digits("initializer", "Initial weights (A6)", initializers()),
                digits("activation", "Activations (A8)", activations()),
                digits("size", "Sizes and shapes (A3, A4, A5)", sizes()),
                digits("regularisation", "Batch normalisation, dropout, weight decay (H7), clipping", regularisation()),
                digits("optimizer", "Optimizers (A9)", optimizers()),
                digits("schedule", "Schedules (H2), momentum against the rate (H6)", schedules()),
                digits("batch", "Batch size and rate (H4, H5)", batches()),
                digits("scaling", "Scaling and reshaping (D7, D8, D10)", scaling()),
                family("stopping", "Early stopping (A10)", Form.DIGITS, 60, Looks.LEAST, stopping()),
                digits("loss", "Other losses", losses()),
                family(
                        "heat",
                        "A regression: losses, missing values, data, network",
                        Form.HEAT,
                        40,
                        Looks.LEAST,
                        regression()),
                family(
                        "images",
                        "A convolutional network, and augmentation",
                        Form.IMAGES,
                        10,
                        Looks.LEAST,
                        convolutional()),
                family("series", "A recurrent network", Form.SERIES, 10, Looks.LEAST, recurrent()));
    }

    /** @throws IllegalArgumentException if there is no such family */
    static Family named(String name) {
        return all().stream()
                .filter(family -> family.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no family " + name));
    }

    private static Stream<Arm> imbalance() {
        return Stream.of(
                mlp(PLAIN),
                mlp("oversample", "resample", "oversample"),
                mlp("undersample", "resample", "undersample"),
                mlp("mixed", "resample", "mixed"),
                mlp("inverse_sqrt", "class_weights", "inverse_sqrt"),
                mlp("effective_number", "class_weights", "effective_number"),
                mlp("ldam", "loss", "ldam"),
                deferred("ldam_drw"),
                mlp("focal", "loss", "focal"));
    }

    private static Arm deferred(String name) {
        return mlp(name, "loss", "ldam", "class_weights", "effective_number", "defer_weights", true);
    }

    private static Arm wide(Arm arm) {
        return arm.and("layers", 1, "units", 512);
    }

    private static Stream<Arm> imbalanceKnobs() {
        return Stream.of(
                mlp("effective_number", "class_weights", "effective_number").against("effective_number"),
                mlp("effective_beta 0.99", "class_weights", "effective_number", "effective_beta", 0.99)
                        .against("effective_number"),
                mlp("ldam", "loss", "ldam").against("ldam"),
                mlp("ldam_margin 0.3", "loss", "ldam", "ldam_margin", 0.3).against("ldam"),
                mlp("ldam_scale 10", "loss", "ldam", "ldam_scale", 10.0).against("ldam"),
                deferred("ldam_drw").against("ldam_drw"),
                deferred("deferred_rate 0.1").and("deferred_rate", 0.1).against("ldam_drw"));
    }

    private static Stream<Arm> initializers() {
        return Stream.concat(
                values(
                        "initializer",
                        "he_uniform",
                        "xavier_normal",
                        "xavier_uniform",
                        "lecun_normal",
                        "lecun_uniform",
                        "orthogonal"),
                Stream.of(
                        mlp("normal 0.05", "initializer", "normal"),
                        mlp("normal 1", "initializer", "normal", "weight_scale", 1.0),
                        mlp("normal 0.001", "initializer", "normal", "weight_scale", 0.001),
                        mlp("uniform 0.05", "initializer", "uniform")));
    }

    private static Stream<Arm> activations() {
        return values("activation", "leaky_relu", "maxout", "tanh", "sigmoid", "elu", "gelu", "swish");
    }

    private static Stream<Arm> sizes() {
        return Stream.concat(
                values("shape", "increasing", "decreasing"),
                Stream.of(
                        mlp("1 layer", "layers", 1),
                        mlp("4 layers", "layers", 4),
                        mlp("32 units", "units", 32),
                        mlp("512 units", "units", 512),
                        mlp("32 units, wider", "units", 32, "first_layer", "wider")
                                .against("32 units")));
    }

    private static Stream<Arm> regularisation() {
        return Stream.of(
                mlp("batch_norm", "batch_norm", true),
                mlp("dropout 0.2", "dropout", 0.2),
                mlp("dropout 0.5", "dropout", 0.5),
                mlp("input_dropout 0.1", "input_dropout", 0.1),
                mlp("L2 1e-4", "weight_decay", 1e-4),
                mlp("L2 1e-2", "weight_decay", 1e-2),
                mlp("adamw 0.01", "optimizer", "adamw", "weight_decay", 0.01),
                mlp("adamw 0.3", "optimizer", "adamw", "weight_decay", 0.3),
                mlp("clip_norm 1", "clip_norm", 1.0),
                mlp("clip_value 0.1", "clip_value", 0.1));
    }

    private static Stream<Arm> optimizers() {
        return Stream.concat(
                values("optimizer", "rmsprop", "nadam", "amsgrad"),
                Stream.of(
                        mlp("sgd", "optimizer", "sgd").at(0.1),
                        mlp("momentum", "optimizer", "momentum").at(0.01),
                        mlp("nesterov", "optimizer", "nesterov").at(0.01),
                        mlp("epsilon 0.1", "epsilon", 0.1),
                        mlp("beta1 0.5", "beta1", 0.5),
                        mlp("beta2 0.99", "beta2", 0.99),
                        mlp("no bias correction", "bias_correction", false),
                        mlp("rms_decay 0.99", "optimizer", "rmsprop", "rms_decay", 0.99)
                                .against("rmsprop"),
                        mlp("momentum 0.99", "optimizer", "momentum", "momentum", 0.99)
                                .at(0.01)
                                .against("momentum"),
                        mlp("momentum 0.99, the rate of 0.9", "optimizer", "momentum", "momentum", 0.99)
                                .untuned()
                                .against("momentum"),
                        mlp(
                                        "momentum 0.99, the effective rate of 0.9",
                                        "optimizer",
                                        "momentum",
                                        "momentum",
                                        0.99,
                                        "effective_rate",
                                        BY_RATE)
                                .untuned()
                                .against("momentum")));
    }

    private static Stream<Arm> schedules() {
        return Stream.concat(
                values(
                        "schedule",
                        "step",
                        "triangular",
                        "triangular2",
                        "exp_range",
                        "one_cycle",
                        "cosine",
                        "cosine_restarts"),
                Stream.of(
                        mlp("warm-up of 2", "warmup_epochs", 2.0),
                        mlp("triangular, fixed momentum", "schedule", "triangular", "momentum_cycle", false)
                                .against("triangular"),
                        mlp("one_cycle, fixed momentum", "schedule", "one_cycle", "momentum_cycle", false)
                                .against("one_cycle"),
                        mlp(
                                        "one_cycle, momentum 0.8 to 0.99",
                                        "schedule",
                                        "one_cycle",
                                        "momentum_low",
                                        0.8,
                                        "momentum_high",
                                        0.99)
                                .against("one_cycle"),
                        mlp("triangular, half_cycle 2", "schedule", "triangular", "half_cycle", 2.0)
                                .against("triangular"),
                        mlp("triangular, rate_floor 0.01", "schedule", "triangular", "rate_floor", 0.01)
                                .against("triangular"),
                        mlp("exp_range, range_gamma 0.998", "schedule", "exp_range", "range_gamma", 0.998)
                                .against("exp_range"),
                        mlp("step of 5 by 0.5", "schedule", "step", "step_epochs", 5.0, "step_factor", 0.5)
                                .against("step"),
                        mlp(
                                        "cosine_restarts of 3, then 6, 12",
                                        "schedule",
                                        "cosine_restarts",
                                        "restart_epochs",
                                        3.0,
                                        "restart_growth",
                                        2.0)
                                .against("cosine_restarts")));
    }

    private static Stream<Arm> batches() {
        return Stream.of(
                mlp("16", "batch_size", 16),
                mlp("64", "batch_size", 64),
                mlp("128", "batch_size", 128),
                mlp("256", "batch_size", 256),
                mlp("128, the rate of 32", "batch_size", 128).untuned(),
                mlp("128, rate by the root", "batch_size", 128, "rate_per_batch", BY_RATE)
                        .untuned());
    }

    private static Stream<Arm> scaling() {
        return Stream.concat(
                values("scaling", "none", "min_max", "min_max_symmetric"),
                Stream.concat(
                        values("reshape", "log1p", "yeo_johnson", "quantile", "auto"),
                        Stream.of(
                                mlp("auto, uniform", "reshape", "auto", "reshape_aim", "uniform")
                                        .against("auto"),
                                mlp("sigmoid", "activation", "sigmoid").against("sigmoid"),
                                mlp("sigmoid, scaled to match", "activation", "sigmoid", "scaling", "auto")
                                        .against("sigmoid"),
                                mlp("tanh", "activation", "tanh").against("tanh"),
                                mlp("tanh, scaled to match", "activation", "tanh", "scaling", "auto")
                                        .against("tanh"))));
    }

    private static Stream<Arm> stopping() {
        return Stream.of(
                mlp(PLAIN),
                mlp("the best epoch").best(),
                mlp("patience 5", "patience", 5).best(),
                mlp("patience 15", "patience", 15).best(),
                mlp("patience 15, min_improvement 0.003", "patience", 15, "min_improvement", 0.003)
                        .best()
                        .against("patience 15"));
    }

    private static Stream<Arm> losses() {
        return Stream.of(
                mlp("focal", "loss", "focal"),
                mlp("focal_gamma 1", "loss", "focal", "focal_gamma", 1.0).against("focal"),
                mlp("ldam", "loss", "ldam"));
    }

    private static Stream<Arm> regression() {
        return Stream.of(
                        Stream.of(
                                mlp(PLAIN),
                                mlp("mae", "loss", "mae"),
                                mlp("huber", "loss", "huber"),
                                mlp("huber_delta 0.1", "loss", "huber", "huber_delta", 0.1)
                                        .against("huber"),
                                mlp("most_frequent", "missing", "most_frequent"),
                                mlp("max_categories 2", "max_categories", 2)),
                        values("scaling", "none", "min_max", "min_max_symmetric"),
                        values("reshape", "log1p", "yeo_johnson", "quantile", "auto"),
                        values("activation", "tanh", "swish"),
                        Stream.of(
                                mlp("batch_norm", "batch_norm", true),
                                mlp("one_cycle", "schedule", "one_cycle"),
                                mlp("adamw 0.01", "optimizer", "adamw", "weight_decay", 0.01),
                                mlp("momentum", "optimizer", "momentum").at(0.01)))
                .flatMap(arms -> arms);
    }

    private static Stream<Arm> convolutional() {
        return Stream.of(
                cnn(PLAIN),
                cnn("augment_shift", "augment_shift", 0.1),
                cnn("augment_crop", "augment_crop", 0.1),
                cnn("augment_flip", "augment_flip", true),
                cnn("image_size 12", "image_size", 12),
                cnn("batch_norm", "batch_norm", true),
                cnn("block_dropout", "block_dropout", 0.2),
                cnn("average pooling", "pooling", "average"),
                cnn("2 convolutions", "convolutions", 2),
                cnn("1 block", "blocks", 1),
                cnn("32 filters", "filters", 32),
                cnn("kernel 5", "kernel", 5),
                cnn("increasing", "shape", "increasing"),
                cnn("no dense layer", "head_layers", 0),
                cnn("head_units 256", "head_units", 256),
                cnn("maxout", "activation", "maxout"),
                mlp("mlp"));
    }

    private static Stream<Arm> recurrent() {
        return Stream.of(
                rnn(PLAIN),
                rnn("simple", "cell", "simple"),
                rnn("simple, clip_norm 1", "cell", "simple", "clip_norm", 1.0),
                rnn("2 layers", "layers", 2),
                rnn("batch_norm", "batch_norm", true),
                rnn("dropout 0.2", "dropout", 0.2),
                rnn("relu", "activation", "relu"),
                rnn("maxout", "activation", "maxout"),
                rnn("orthogonal", "initializer", "orthogonal", "weight_scale", 1.0),
                mlp("mlp"));
    }

    /** An arm for each value of a knob, with the value as its name. */
    private static Stream<Arm> values(String knob, String... values) {
        return Arrays.stream(values).map(value -> mlp(value, knob, value));
    }

    private static Family digits(String name, String title, Stream<Arm> arms) {
        return family(name, title, Form.DIGITS, 20, Looks.LEAST, Stream.concat(Stream.of(mlp(PLAIN)), arms));
    }

    private static Family family(String name, String title, Form form, int epochs, int leastPairs, Stream<Arm> arms) {
        return family(name, title, form.inWords(), form, epochs, leastPairs, arms);
    }

    private static Family family(
            String name, String title, String words, Form form, int epochs, int leastPairs, Stream<Arm> arms) {
        return new Family(
                name,
                title,
                words,
                form,
                epochs,
                leastPairs,
                arms.map(arm -> arm.name().equals(PLAIN) ? arm.against(PLAIN) : arm)
                        .toList());
    }
}
