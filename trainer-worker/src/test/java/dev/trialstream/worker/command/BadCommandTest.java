package dev.trialstream.worker.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trialstream.worker.train.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a command does, its trial ends with the reason in one line, and no process is left. */
@Timeout(60)
class BadCommandTest {
    @TempDir
    Path folder;

    private Trial trial;

    @BeforeEach
    void open() {
        trial = new Trial(folder);
    }

    @Test
    void garbage_is_talk_and_no_result() {
        assertThat(reason(trial.sh("head -c 3000000 /dev/urandom; echo; echo 'epoch 1: 0.5'")))
                .startsWith("command try ");
        assertThat(trial.epochs()).isEmpty();
        assertThat(reason(trial.sh("echo 'epoch 1: 0.5'"))).isEqualTo("command try ended without reporting an epoch");
    }

    @Test
    void nothing_is_no_result() {
        assertThat(reason(trial.sh(""))).isEqualTo("command try ended without reporting an epoch");
    }

    @Test
    void exit_0_without_a_result_tells_the_last_error() {
        assertThat(reason(trial.sh("echo 'no GPU found' >&2")))
                .isEqualTo("command try ended without reporting an epoch; it said: no GPU found");
    }

    @Test
    void another_exit_code_tells_the_last_error() {
        assertThat(reason(trial.python("import nowhere_to_be_found")))
                .isEqualTo("command try ended with exit code 1: ModuleNotFoundError: No module named"
                        + " 'nowhere_to_be_found'");
        assertThat(reason(trial.sh("kill -9 $$"))).contains("exit code 137 (signal 9)");
        assertThat(trial.said()).doesNotContain("nowhere");
    }

    @Test
    void half_a_line_at_the_end_is_named() {
        assertThat(reason(trial.sh("echo '{\"epoch\": 1, \"error\": 1}'; printf '{\"epoch\": 2, \"err'")))
                .isEqualTo("command try said the last line is cut short: {\"epoch\": 2, \"err");
        assertThat(trial.epochs()).containsExactly(1);
    }

    @Test
    void a_whole_line_without_its_end_is_an_epoch() {
        assertThat(trial.sh("printf '{\"epoch\": 1, \"error\": 1}'")).isEqualTo(new Outcome.Completed(1));
    }

    @Test
    void what_is_meant_to_be_json_and_is_none_is_named() {
        assertThat(reason(trial.python("print({'epoch': 1, 'error': 0.5})")))
                .isEqualTo("command try said a line that is no JSON: {'epoch': 1, 'error': 0.5}");
        assertThat(reason(trial.sh("echo '{\"epoch\": \"first\", \"error\": 1}'")))
                .startsWith("command try said expected a whole number as epoch");
        assertThat(reason(trial.sh("echo '{\"epoch\": 1, \"metrics\": {\"error\": \"low\"}}'")))
                .startsWith("command try said expected a number as error");
    }

    @Test
    void a_hundred_megabytes_harm_nothing() {
        String lines = "head -c 50000000 /dev/zero | tr '\\0' 'x' | fold -w 1000";
        Outcome outcome = trial.with("log_mb: 1")
                .sh(lines + "; " + lines + " >&2; head -c 5000000 /dev/zero; echo\n"
                        + "echo '{\"epoch\": 1, \"error\": 1}'");

        assertThat(outcome).isEqualTo(new Outcome.Completed(1));
        assertThat(trial.log().toFile().length()
                        + OutputLog.older(trial.log()).toFile().length())
                .isBetween(500_000L, 1_600_000L);
    }

    @Test
    void an_epoch_of_a_hundred_megabytes_is_refused() {
        assertThat(reason(trial.sh("printf '{\"epoch\": 1, \"error\": '; head -c 100000000 /dev/zero | tr '\\0' '1'")))
                .startsWith("command try said a line of more bytes than an epoch may have: {\"epoch\": 1");
    }

    @Test
    void what_is_no_number_ends_the_trial_as_diverged() {
        for (String value : new String[] {"NaN", "Infinity", "-Infinity", "null", "1e999"}) {
            Trial other = new Trial(folder);
            assertThat(reason(other.sh("echo '{\"epoch\": 1, \"error\": 1}'\necho '{\"epoch\": 2, \"error\": " + value
                            + "}'\nexec sleep 60")))
                    .as(value)
                    .startsWith("diverged in epoch 2: error is ");
            assertThat(other.epochs()).containsExactly(1);
        }
    }

    @Test
    void epochs_out_of_order_are_refused() {
        assertThat(reason(trial.sh("echo '{\"epoch\": 2, \"error\": 1}'; exec sleep 60")))
                .isEqualTo("command try expected epoch 1 next, got 2");
        assertThat(reason(trial.sh("for e in 1 1; do echo \"{\\\"epoch\\\": $e, \\\"error\\\": 1}\"; done")))
                .isEqualTo("command try expected epoch 2 next, got 1");
        assertThat(reason(trial.sh("for e in 1 2 3 4; do echo \"{\\\"epoch\\\": $e, \\\"error\\\": 1}\"; done")))
                .isEqualTo("command try reported epoch 4 after its last, 3");
    }

    @Test
    void a_command_that_begins_anew_though_it_is_to_go_on_is_refused() throws Exception {
        Files.createDirectories(folder.resolve("1/epoch-2"));
        assertThat(reason(trial.behind(2).sh("echo '{\"epoch\": 1, \"error\": 1}'")))
                .isEqualTo("command try expected epoch 3 next, got 1");
    }

    @Test
    void an_objective_that_the_first_epoch_lacks_is_named_with_what_there_was() {
        assertThat(reason(trial.sh("echo '{\"epoch\": 1, \"accuracy\": 1}'")))
                .isEqualTo("command try epoch 1 has no metric error, which is the objective; it reported accuracy");
    }

    @Test
    void who_ignores_sigterm_is_killed_after_the_grace() {
        CompletableFuture<Outcome> outcome = trial.with("grace: 500ms").beginSh("""
                trap '' TERM
                echo $$ > pid
                echo '{"epoch": 1, "error": 1}'
                while true; do sleep 0.05; done
                """);
        await().until(() -> trial.epochs().size() == 1);
        long began = System.nanoTime();
        trial.decide();

        assertThat(outcome.join()).isEqualTo(new Outcome.Stopped(1, Trial.STOP));
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(450));
        assertThat(isAlive("pid")).isFalse();
    }

    @Test
    void what_it_has_forked_ends_with_it_also_where_the_parents_are_gone() {
        trial.with("grace: 500ms").python("""
                import os, signal, subprocess, sys
                signal.signal(signal.SIGTERM, signal.SIG_IGN)
                def leave(name):
                    open(name + ".part", "w").write(str(os.getpid()))
                    os.rename(name + ".part", name)
                    while True: signal.pause()
                if os.fork() == 0: leave("child")
                if os.fork() == 0:  # its parent ends at once
                    if os.fork() == 0: leave("grandchild")
                    os._exit(0)
                if os.fork() == 0:  # and this one has a session of its own
                    os.setsid()
                    if os.fork() == 0: leave("daemon")
                    os._exit(0)
                import time
                while not all(map(os.path.exists, ["child", "grandchild", "daemon"])): time.sleep(0.01)
                print('{"epoch": 1, "error": 1}', flush=True)
                """);

        assertThat(trial.epochs()).containsExactly(1);
        for (String name : new String[] {"child", "grandchild", "daemon"}) {
            assertThat(folder.resolve(name)).isRegularFile();
            assertThat(isAlive(name)).as(name).isFalse();
        }
    }

    @Test
    void a_program_that_is_not_there_is_named() {
        Map<String, CommandSpec> commands = CommandsFile.parse("commands: {try: {run: [no-such-program]}}", folder);
        assertThat(reason(trial.train(commands))).contains("no-such-program").contains("No such file");
    }

    @Test
    void a_command_that_the_worker_does_not_have_is_named_with_those_it_has() {
        assertThat(reason(trial.train(Map.of())))
                .isEqualTo("no command try in the configuration of this worker, it has none");
        assertThat(reason(trial.train(CommandsFile.parse("commands: {b: {run: [x]}, a: {run: [x]}}", folder))))
                .isEqualTo("no command try in the configuration of this worker, expected one of [a, b]");
    }

    @Test
    void a_parameter_that_the_trial_does_not_have_is_named() {
        assertThat(reason(trial.sh("", "'{momentum}'")))
                .startsWith("command try: no value for {momentum}, expected a parameter of the study or one of study,");
        assertThat(reason(trial.sh("", "'{data}'"))).startsWith("command try: no value for {data}");
    }

    @Test
    void a_checkpoint_folder_that_cannot_be_made_is_named() throws Exception {
        Files.writeString(folder.resolve("1"), "a file in its place");
        assertThat(reason(trial.sh("exit 0")))
                .startsWith("command try: ")
                .contains(folder.resolve("1").toString());
    }

    @Test
    void a_checkpoint_folder_that_is_full_is_the_command_s_own_last_error() {
        assertThat(reason(trial.python("""
                import os
                os.symlink("/dev/full", os.environ["TRIALSTREAM_CHECKPOINT_DIR"] + "/epoch-1")
                with open(os.environ["TRIALSTREAM_CHECKPOINT_DIR"] + "/epoch-1", "w") as state: state.write("weights")
                """)))
                .isEqualTo("command try ended with exit code 1: OSError: [Errno 28] No space left on device");
    }

    @Test
    void a_log_that_cannot_be_written_harms_no_trial() throws Exception {
        Files.writeString(folder.resolve("logs"), "a file in its place");
        assertThat(trial.sh("echo '{\"epoch\": 1, \"error\": 1}'; echo talk")).isEqualTo(new Outcome.Completed(1));
    }

    private boolean isAlive(String pidFile) {
        try {
            long pid = Long.parseLong(Files.readString(folder.resolve(pidFile)).strip());
            return ProcFile.of(pid).filter(file -> !file.zombie()).isPresent();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String reason(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        String reason = ((Outcome.Failed) outcome).reason();
        assertThat(reason).doesNotContain("\n");
        return reason;
    }
}
