package dev.trialstream.protocol.study;

/** Who trains, and what kind of model: {@code {type: dl4j, model: mlp}}. */
public record TrainerSpec(String type, String model) {
    public static final TrainerSpec MLP = new TrainerSpec("dl4j", "mlp");
}
