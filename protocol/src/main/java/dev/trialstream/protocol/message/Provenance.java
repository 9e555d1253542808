package dev.trialstream.protocol.message;

/**
 * The inputs of a training besides its parameters and its seed. Two trainings that agree in all of them give the same
 * numbers on the same kind of processor.
 *
 * @param data SHA-256 of the data, in hexadecimal
 * @param preparation SHA-256 of the preparation fitted on the training rows, of all folds together, in hexadecimal
 * @param engine name and version of the engine
 */
public record Provenance(String data, String preparation, String engine) {}
