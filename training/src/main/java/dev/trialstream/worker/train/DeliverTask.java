package dev.trialstream.worker.train;

import dev.trialstream.protocol.message.Job;
import java.nio.file.Path;

/**
 * A model to deliver.
 *
 * @param data where the job's data lie on this machine
 * @param checkpoint to deliver
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record DeliverTask(Job.Deliver job, Path data, byte[] checkpoint) {}
