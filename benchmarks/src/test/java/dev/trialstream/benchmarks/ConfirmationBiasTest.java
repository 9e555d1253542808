package dev.trialstream.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConfirmationBiasTest {
    static List<ConfirmationBias> settings() {
        return ConfirmationBias.ALL;
    }

    @ParameterizedTest
    @MethodSource("settings")
    void in_studies_of_known_truth_the_confirmed_figure_is_right_to_a_tenth_of_its_standard_error(
            ConfirmationBias setting) {
        int studies = 2000;
        ConfirmationBias.Bias bias = setting.of(studies, 1);
        double error = 1 / Math.sqrt(studies);

        assertThat(bias.confirmed()).as("%s", bias).isCloseTo(0, within(0.1));
        // the winner is chosen by one repeat more, so it is a little better than the figure says; up to chance
        assertThat(bias.ofWinner()).as("%s", bias).isCloseTo(0, within(0.1 + 2 * error));
        assertThat(bias.old()).as("the mean of best epochs: %s", bias).isLessThan(-0.3);
    }
}
