package dev.trialstream.metrics.judge;

import dev.trialstream.protocol.kafka.Topics;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** The place of the judges in the topology. Each time Kafka Streams opens the task, their memory starts empty. */
final class JudgeProcessor implements Processor<byte[], byte[], byte[], byte[]> {
    private final Topics topics;
    private @Nullable Bench bench;

    JudgeProcessor(Topics topics) {
        this.topics = topics;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        bench = new Bench(topics, context);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        Objects.requireNonNull(bench, "process before init").hear(record);
    }
}
