package dev.trialstream.policy.search;

import dev.trialstream.protocol.space.Parameters;

/** A point of the search space, without the parameters that the study fixes. */
public record Suggestion(Parameters parameters) {}
