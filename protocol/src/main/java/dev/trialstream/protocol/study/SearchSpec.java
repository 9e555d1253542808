package dev.trialstream.protocol.study;

/** Which sampler proposes, and the root of every seed of the study's search and training. */
public record SearchSpec(String algorithm, long seed) {}
