package dev.trialstream.protocol.message;

/**
 * What a training was made of, beside its parameters and its seed: two trainings that agree in all of it come to the same
 * numbers on the same kind of processor.
 *
 * @param data SHA-256 of the data, in hexadecimal
 * @param preparation SHA-256 of what was fitted on the training rows, of all folds together, in hexadecimal
 * @param engine name and version of what trained
 */
public record Provenance(String data, String preparation, String engine) {}
