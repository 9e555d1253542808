package dev.trialstream.worker.train;

import dev.trialstream.protocol.message.Job;
import java.nio.file.Path;

/**
 * A model to deliver.
 *
 * @param data path of the job's data on this machine
 * @param checkpoint to deliver
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record DeliverTask(Job.Deliver job, Path data, byte[] checkpoint) {}
