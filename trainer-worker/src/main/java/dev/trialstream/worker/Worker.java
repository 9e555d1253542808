package dev.trialstream.worker;

import dev.trialstream.protocol.Version;
import dev.trialstream.protocol.kafka.ClientSettings;
import dev.trialstream.protocol.kafka.Topics;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.Job;
import dev.trialstream.protocol.message.PoolMessage;
import dev.trialstream.protocol.service.Health;
import dev.trialstream.protocol.service.ServiceLoops;
import dev.trialstream.protocol.service.TopicWatch;
import dev.trialstream.protocol.study.TrainerSpec;
import dev.trialstream.training.engine.Engines;
import dev.trialstream.worker.command.CommandTrainer;
import dev.trialstream.worker.job.DataRoots;
import dev.trialstream.worker.job.JobRunner;
import dev.trialstream.worker.kafka.DecisionTail;
import dev.trialstream.worker.kafka.DispatchLoop;
import dev.trialstream.worker.kafka.EventWriter;
import dev.trialstream.worker.kafka.HeartbeatLoop;
import dev.trialstream.worker.kafka.NameClaim;
import dev.trialstream.worker.kafka.Pulse;
import dev.trialstream.worker.store.CheckpointStore;
import dev.trialstream.worker.train.Trainer;
import dev.trialstream.worker.train.Trainers;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/**
 * The trainer-worker as a service. Its slots are a fixed pool of threads, because the math library keeps memory for
 * every thread that ever trained.
 */
public final class Worker implements AutoCloseable, MeterBinder {
    private final ServiceLoops loops = new ServiceLoops("worker");
    /** Continues heartbeats while the other loops end, because a leaving worker still holds its leases. */
    private final ServiceLoops beating = new ServiceLoops("worker");

    private final Pulse pulse = new Pulse(System::nanoTime);

    private final CountDownLatch gone = new CountDownLatch(1);
    private final ClientSettings settings;
    private final Topics topics;
    private final WorkerOptions options;
    private final EventWriter writer;
    private final DecisionTail decisions;
    private final Slots slots;
    private final HeartbeatLoop heartbeats;
    private final TopicWatch watch;
    /** False if another worker has its name, for which it does not say farewell. */
    private boolean named = true;

    public Worker(ClientSettings settings, Topics topics, WorkerOptions options, Clock clock) {
        this.settings = settings;
        this.topics = topics;
        this.options = options;
        this.writer = new EventWriter(settings, topics, options.name(), clock);
        this.watch = new TopicWatch(
                settings,
                topics,
                Set.of(topics.events(), topics.dispatch(options.device()), topics.decisions(), topics.workers()),
                Set.of(),
                false,
                loops::running);
        this.decisions = new DecisionTail(settings, topics, options.name(), loops::running);
        Map<String, Trainer> trainers = trainers(options);
        JobRunner runner = new JobRunner(
                options.name(),
                new DataRoots(options.dataRoots()),
                new CheckpointStore(options.store()),
                writer,
                pulse,
                trainers);
        this.slots = new Slots(options, runner, decisions);
        this.heartbeats = new HeartbeatLoop(
                writer,
                options,
                repertoire(trainers, options),
                Version.current(),
                slots::held,
                slots::isLeaving,
                gone,
                pulse,
                clock);
    }

    /**
     * Makes sure that no other worker has this one's name; to be called before {@link #start}. Takes a few seconds for
     * a name that was not made by {@link WorkerOptions#freshName}.
     *
     * @return false if another one has it
     */
    public boolean hasNameForItself() {
        named = WorkerOptions.isFresh(options.name())
                || new NameClaim(settings, topics, options.name()).isGranted(heartbeats::first);
        return named;
    }

    public void start() {
        loops.start("topics", () -> watch);
        loops.start("decisions", () -> decisions);
        beating.start("heartbeat", () -> heartbeats);
        loops.start(
                "dispatch",
                () -> new DispatchLoop(
                        settings,
                        topics,
                        options,
                        decisions,
                        slots.free(),
                        slots::isNew,
                        this::claim,
                        slots::start,
                        loops::running));
    }

    /** Ready while its heartbeats arrive and it can be given work. */
    public Health health() {
        boolean heard = pulse.isHeard();
        Optional<String> trouble =
                writer.refusal().map(why -> "its events are refused: " + why).or(watch::trouble);
        boolean ready = heard && decisions.isReady() && !slots.isLeaving() && trouble.isEmpty();
        String state = slots.isLeaving() ? "leaving" : heard ? trouble.orElse("takes work") : "not heard by the broker";
        return loops.stuck().map(Health::dead).orElseGet(() -> Health.of(ready, state));
    }

    /** Its slots, and the number of written events by type. */
    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("trialstream.worker.slots", options, WorkerOptions::slots)
                .description("Jobs that this worker does at once")
                .tag("device", options.device())
                .register(registry);
        Gauge.builder("trialstream.worker.slots.busy", slots, it -> it.held().size())
                .description("Jobs in its slots now")
                .tag("device", options.device())
                .register(registry);
        writer.bindTo(registry, options.device());
    }

    /** Completes exceptionally if a loop cannot recover. */
    public CompletableFuture<Void> failure() {
        return CompletableFuture.anyOf(loops.failure(), beating.failure()).thenRun(() -> {});
    }

    /** Takes no more work, gives back its jobs, and leaves. */
    @Override
    public void close() {
        slots.giveBack();
        loops.close();
        slots.close();
        gone.countDown();
        beating.close();
        if (named) {
            heartbeats.farewell();
        }
        writer.close();
    }

    /** A cleanup is not claimed, because doing it twice does no harm. */
    private void claim(Job job) {
        if (job instanceof Job.Cleanup) {
            return;
        }
        writer.writeOnce(job.study(), new Fact.Claimed(job.job(), job.attempt(), options.name()));
    }

    /** The trainers on the class path, and the command trainer, which needs the allowed commands. */
    private static Map<String, Trainer> trainers(WorkerOptions options) {
        Map<String, Trainer> trainers = new HashMap<>(Trainers.onClassPath());
        trainers.put(TrainerSpec.COMMAND, new CommandTrainer(options.commands()));
        return trainers;
    }

    /** Older services know the network trainer by the name of its first engine. */
    private static PoolMessage.Repertoire repertoire(Map<String, Trainer> trainers, WorkerOptions options) {
        Set<String> types = new TreeSet<>(trainers.keySet());
        if (types.contains(TrainerSpec.NETWORK) && Engines.onClassPath().names().contains(TrainerSpec.DL4J)) {
            types.add(TrainerSpec.DL4J);
        }
        return new PoolMessage.Repertoire(
                List.copyOf(types), List.copyOf(options.commands().keySet()));
    }
}
