package dev.trialstream.metrics.judge;

import dev.trialstream.policy.stopping.StoppingRules;
import dev.trialstream.protocol.kafka.Topics;
import java.time.Duration;
import java.util.Objects;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Runs the judges within the topology. Each time Kafka Streams opens the task, their memory starts empty. */
final class JudgeProcessor implements Processor<byte[], byte[], byte[], byte[]> {
    private static final Duration NOW_AND_THEN = Duration.ofMillis(10);

    private final Topics topics;
    private final StoppingRules rules;
    private final Duration shortest;
    private final PastEvents past;
    private @Nullable JudgeRecordHandler bench;

    /**
     * @param shortest between transactions
     * @param past reads the history again if the memory is lost
     */
    JudgeProcessor(Topics topics, StoppingRules rules, Duration shortest, PastEvents past) {
        this.past = past;
        this.topics = topics;
        this.rules = rules;
        this.shortest = shortest;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        JudgeRecordHandler opened = new JudgeRecordHandler(topics, rules, context, new CommitPace(shortest), past);
        bench = opened;
        context.schedule(NOW_AND_THEN, PunctuationType.WALL_CLOCK_TIME, any -> opened.commitWhereDue());
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        Objects.requireNonNull(bench, "process before init").hear(record);
    }
}
