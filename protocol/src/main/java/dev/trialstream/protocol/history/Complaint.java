package dev.trialstream.protocol.history;

import dev.trialstream.protocol.message.Origin;
import org.jspecify.annotations.Nullable;

/**
 * Why something that was asked of a study is to be turned down.
 *
 * @param submission id of the request
 * @param origin record of an inbox that it came in as; null where it came over HTTP
 */
public record Complaint(String submission, @Nullable Origin origin, String field, String reason) {}
