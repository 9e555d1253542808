package dev.trialstream.cli.survival;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.cli.Cli;
import dev.trialstream.protocol.history.JobLog;
import dev.trialstream.protocol.history.TrialLog;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.HistoryEvent;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Workers as processes, of which the one that runs a command is killed. */
@Tag("slow")
@Timeout(180)
class CommandSurvivalTest {
    private static final int EPOCHS = 40;
    private static final Duration SOON = Duration.ofSeconds(60);

    /** The state of an epoch follows from the one before; a helper process is left that nobody tells to end. */
    private static final String SCRIPT = """
            import json, os, subprocess, time
            folder, attempt = os.environ["TRIALSTREAM_CHECKPOINT_DIR"], os.environ["TRIALSTREAM_ATTEMPT"]
            begun = int(os.environ["TRIALSTREAM_RESUME_EPOCH"])
            helper = subprocess.Popen(["sleep", "600"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            open(f"helper-{attempt}", "w").write(str(helper.pid))
            state = int(open(f"{folder}/epoch-{begun}").read()) if begun else 1
            for epoch in range(begun + 1, int(os.environ["TRIALSTREAM_EPOCHS"]) + 1):
                time.sleep(0.15)
                state = state * 7 % 1009
                open(f"{folder}/epoch-{epoch}", "w").write(str(state))
                print(json.dumps({"epoch": epoch, "state": state}), flush=True)
            """;

    @TempDir
    Path folder;

    private final Deque<Service> started = new ArrayDeque<>();

    @AfterEach
    void end() {
        started.forEach(Service::close);
    }

    @Test
    void a_killed_worker_s_command_goes_on_elsewhere_from_its_last_state_and_leaves_no_process() throws Exception {
        Files.writeString(folder.resolve("train.py"), SCRIPT);
        Files.writeString(folder.resolve("commands.yaml"), "commands: {try: {run: [python3, train.py]}}\n");
        Path study = Files.writeString(folder.resolve("study.yaml"), """
                study: killed
                trainer: {type: command, name: try}
                objective: {metric: state, direction: minimize, at: last}
                space: {x: {type: boolean}}
                stopping: {rule: none}
                budget: {trials: 1, epochs: %d}
                """.formatted(EPOCHS));
        int port = freePort();
        String bootstrap = "127.0.0.1:" + port;
        start(List.of(), "broker", "broker", "--port", port + "", "--data-dir", folder.resolve("broker") + "");
        start(List.of(), "orchestrator", "orchestrator", "--bootstrap-servers", bootstrap);
        start(List.of(), "metrics", "metrics", "--bootstrap-servers", bootstrap);
        Path classes = folder.resolve("classes.log");
        Service first = worker(List.of("-Xlog:class+load:file=" + classes), bootstrap);
        assertThat(Cli.run("study", "submit", study.toString(), "--bootstrap-servers", bootstrap)
                        .exitCode())
                .isZero();
        try (Observer observer = new Observer(bootstrap, "killed")) {
            observer.await("an epoch", SOON, event -> event.fact() instanceof Fact.Epoch epoch && epoch.epoch() >= 5);
            first.killHard();
            worker(List.of(), bootstrap);
            HistoryEvent restored =
                    observer.await("the next attempt", SOON, event -> event.fact() instanceof Fact.Restored);
            assertThat(((Fact.Restored) restored.fact()).epoch()).isBetween(5, EPOCHS - 1);
            assertThat(isAlive("helper-1")).isFalse();
            observer.await("the end", SOON, event -> event.fact() instanceof Fact.Ended);
            TrialLog trial = observer.log().trial(1).orElseThrow();
            assertThat(trial.state()).isEqualTo(JobLog.State.COMPLETED);
            assertThat(trial.curve().epochs())
                    .extracting(point -> point.metric("state"))
                    .containsExactlyElementsOf(IntStream.iterate(7, state -> state * 7 % 1009)
                            .limit(EPOCHS)
                            .mapToObj(state -> (double) state)
                            .toList());
            assertThat(observer.log().promoted()).isPresent();
        }
        Awaitility.await().atMost(SOON).until(() -> !isAlive("helper-2"));
        assertThat(Files.readString(classes))
                .as("natives that a command does not need")
                .contains("dev.trialstream.worker.command.CommandRun")
                .doesNotContain("org.nd4j.", "org.deeplearning4j.", "org.bytedeco.");
    }

    private boolean isAlive(String helper) throws Exception {
        long pid = Long.parseLong(Files.readString(folder.resolve(helper)).strip());
        Optional<ProcessHandle> process = ProcessHandle.of(pid);
        return process.isPresent()
                && Files.exists(Path.of("/proc/" + pid + "/stat"))
                && !Files.readString(Path.of("/proc/" + pid + "/stat")).contains(") Z ");
    }

    private Service worker(List<String> options, String bootstrap) {
        return start(
                options,
                "worker",
                "worker",
                "--bootstrap-servers",
                bootstrap,
                "--slots",
                "1",
                "--store",
                folder.resolve("store").toString(),
                "--commands",
                folder.resolve("commands.yaml").toString());
    }

    private Service start(List<String> options, String name, String... args) {
        Service service = Service.startWith(options, folder, name, args);
        started.push(service);
        return service.ready();
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
