package dev.trialstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.protocol.study.Budget;
import dev.trialstream.protocol.study.DataSpec;
import dev.trialstream.protocol.study.Promotion;
import dev.trialstream.protocol.study.StudyKeys;
import dev.trialstream.protocol.study.key.EnumChoice;
import dev.trialstream.protocol.study.key.Key;
import dev.trialstream.protocol.study.key.TimeSpan;
import dev.trialstream.protocol.study.key.WholeNumber;
import dev.trialstream.protocol.study.key.WordOr;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** The options of {@code tune} that are keys of a study have the same help as the keys, and accept the same values. */
class TuneHelpTest {
    private static final Map<String, Key<?>> KEYS = Map.of(
            "--trials", Budget.TRIALS,
            "--epochs", Budget.EPOCHS,
            "--time", Budget.TIME,
            "--parallel", Budget.PARALLEL,
            "--seed", StudyKeys.SEED,
            "--task", DataSpec.TASK,
            "--confirm", Promotion.CONFIRM);

    @TempDir
    Path folder;

    static List<String> options() {
        return List.copyOf(KEYS.keySet());
    }

    @ParameterizedTest
    @MethodSource("options")
    void the_help_says_the_default_of_the_key(String option) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        CommandLine tune = new CommandLine(new TuneCommand(new Streams(nowhere, nowhere)));
        String help = String.join("", tune.getCommandSpec().findOption(option).description());
        assertThat(help).contains("(default: ");
        KEYS.get(option).byDefault().ifPresent(standard -> assertThat(help).contains("(default: " + standard + ")"));
    }

    @ParameterizedTest
    @MethodSource("options")
    void what_the_key_refuses_the_option_refuses(String option) throws Exception {
        Path data = Files.writeString(folder.resolve("a.csv"), "x,y\n1,a\n2,b\n");
        for (String value : beyond(KEYS.get(option))) {
            Cli tune = Cli.run("tune", data.toString(), "--target", "y", option + "=" + value);
            assertThat(tune.exitCode()).as(value).isEqualTo(2);
            assertThat(tune.errLines()).as(value).singleElement().asString().contains(option + ": expected ");
        }
    }

    private static List<String> beyond(Key<?> key) {
        List<String> values = new ArrayList<>(List.of("wobble", "[1]"));
        if (key.type() instanceof WholeNumber it) {
            values.addAll(
                    List.of(String.valueOf(it.least() - 1L), String.valueOf(it.most() + 1L), "1.5", "0x10", "1e1"));
        } else if (key.type() instanceof WordOr<?> it && it.numbers() instanceof WholeNumber numbers) {
            values.addAll(List.of(String.valueOf(numbers.least() - 1L), String.valueOf(numbers.most() + 1L)));
        } else if (key.type() instanceof TimeSpan) {
            values.addAll(List.of("0s", "999999h", "5"));
        } else if (!(key.type() instanceof EnumChoice<?>)) {
            values.add("9223372036854775808");
        }
        return values;
    }
}
