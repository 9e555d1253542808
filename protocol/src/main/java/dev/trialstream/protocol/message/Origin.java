package dev.trialstream.protocol.message;

/** The record of an inbox that a message came in as: what has to be found again, should the message be turned down. */
public record Origin(String topic, int partition, long offset) {}
