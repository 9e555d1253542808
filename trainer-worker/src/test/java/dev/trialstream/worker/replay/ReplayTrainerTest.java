package dev.trialstream.worker.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.protocol.curve.Curve;
import dev.trialstream.protocol.message.Decision;
import dev.trialstream.protocol.message.Grounds;
import dev.trialstream.protocol.message.Job;
import dev.trialstream.protocol.message.Role;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.study.Objective;
import dev.trialstream.protocol.study.RowUse;
import dev.trialstream.protocol.study.TrainerSpec;
import dev.trialstream.worker.train.EpochReport;
import dev.trialstream.worker.train.EpochSink;
import dev.trialstream.worker.train.Outcome;
import dev.trialstream.worker.train.TrainTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class ReplayTrainerTest {
    private static final String CURVES = """
            trial,log10_learning_rate,optimizer,epoch,validation_error,cumulative_seconds
            0,-4,sgd,1,0.9,10
            0,-4,sgd,2,0.8,30
            0,-4,sgd,3,0.7,60
            7,-1,adam,1,0.5,1
            7,-1,adam,2,0.25,2
            """;
    private static final Decision STOP =
            new Decision.Stop("d", "s", "s.1", 1, 1, new Grounds("asha", Map.of(), "weak", "e", Instant.EPOCH));

    @TempDir
    Path folder;

    private final List<EpochReport> reports = new ArrayList<>();
    private BooleanSupplier stop = () -> false;
    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("curves.csv"), CURVES);
    }

    @Test
    void a_curve_is_named_by_the_parameter_curve() {
        assertThat(train(Map.of("curve", 7), 0)).isEqualTo(new Outcome.Completed(2));
        assertThat(reports)
                .extracting(report -> report.metrics().get("validation_error"))
                .containsExactly(0.5, 0.25);
        assertThat(reports).extracting(EpochReport::seconds).containsExactly(1.0, 1.0);
    }

    @Test
    void otherwise_the_nearest_configuration_is_played_for_as_many_epochs_as_wanted() {
        assertThat(train(Map.of("log10_learning_rate", -3.1, "optimizer", "sgd"), 0))
                .isEqualTo(new Outcome.Completed(3));
        assertThat(reports).hasSize(3);
        reports.clear();
        assertThat(train(Map.of("log10_learning_rate", -1.5), 0)).isEqualTo(new Outcome.Completed(2));
        assertThat(reports).hasSize(2);
    }

    @Test
    void a_name_that_was_recorded_again_is_the_first_one_and_the_other_is_found_by_its_parameters() throws IOException {
        Files.writeString(file, CURVES + "0,9,adam,1,0.1,1\n");
        assertThat(train(Map.of("curve", 0), 0)).isEqualTo(new Outcome.Completed(3));
        assertThat(train(Map.of("curve", "0#2"), 0)).isEqualTo(new Outcome.Completed(1));
        assertThat(train(Map.of("log10_learning_rate", 8), 0)).isEqualTo(new Outcome.Completed(1));
    }

    @Test
    void at_a_speed_an_epoch_takes_its_share_of_the_recorded_time() {
        long began = System.nanoTime();
        train(Map.of("curve", 0), 200);
        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isBetween(Duration.ofMillis(300), Duration.ofMillis(3000));
    }

    @Test
    void a_verdict_is_obeyed_in_the_middle_of_an_epoch() {
        long began = System.nanoTime();
        stop = () -> Duration.ofNanos(System.nanoTime() - began).toMillis() > 50;
        assertThat(train(Map.of("curve", 0), 0.001)).isEqualTo(new Outcome.Stopped(0, STOP));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            curve               | no curve 3 is recorded, expected one of 2 from 0
            units               | no parameter units is recorded, expected curve or some of log10_learning_rate, optimizer
            """)
    void what_is_not_recorded_is_named(String parameter, String complaint) {
        assertThat(train(Map.of(parameter, 3), 0)).isEqualTo(new Outcome.Failed(complaint));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            trial,loss/1,2                         | curves.csv: expected a column that names the curve
            trial,epoch,loss/1,2,3                 | curves.csv line 2: expected epoch 1 of curve 1, found 2
            trial,epoch,loss/1,1,3/2,1,3/1,2,3     | curves.csv line 4: expected epoch 1 of curve 1, found 2
            trial,epoch,loss/1,one,3               | curves.csv line 2: expected a number as epoch, found one
            trial,epoch,loss/1,1,low               | curves.csv line 2: expected a number as loss, found low
            trial,epoch,loss                       | curves.csv: has a header alone
            trial,epoch,loss/1,1,NaN               | diverged in epoch 1: loss is NaN
            """)
    void curves_that_cannot_be_played_fail_the_trial_with_the_line(String csv, String complaint) throws IOException {
        Files.writeString(file, csv.replace('/', '\n') + "\n");
        Outcome outcome = train(Map.of("curve", 1), 0);
        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        assertThat(((Outcome.Failed) outcome).reason()).contains(complaint);
    }

    private Outcome train(Map<String, Object> parameters, double speed) {
        Job.Train job = new Job.Train(
                "s.1",
                "s",
                1,
                1,
                Role.SEARCH,
                new Parameters(parameters),
                1,
                40,
                null,
                null,
                TrainerSpec.replay("curves.csv", speed),
                Objective.VALIDATION_ERROR,
                RowUse.AS_SPLIT,
                Curve.empty());
        return new ReplayTrainer().train(new TrainTask(job, file, null), new EpochSink() {
            @Override
            public void epoch(EpochReport report) {
                reports.add(report);
            }

            @Override
            public Optional<Decision> verdict() {
                return stop.getAsBoolean() ? Optional.of(STOP) : Optional.empty();
            }
        });
    }
}
