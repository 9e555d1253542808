package dev.trialstream.policy.search;

import dev.trialstream.protocol.space.Parameters;

/** A point of the search space, without the study's fixed parameters. */
public record Suggestion(Parameters parameters) {}
