package dev.trialstream.worker.train;

import dev.trialstream.protocol.message.Job;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A trial to train.
 *
 * @param data where the job's data lie on this machine
 * @param resume the checkpoint of an epoch of this trial to go on from, or null to begin
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record TrainTask(Job.Train job, Path data, byte @Nullable [] resume) {}
