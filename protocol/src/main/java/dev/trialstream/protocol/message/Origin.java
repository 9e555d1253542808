package dev.trialstream.protocol.message;

/** The inbox record of a message, needed to fetch it again if the message is refused. */
public record Origin(String topic, int partition, long offset) {}
