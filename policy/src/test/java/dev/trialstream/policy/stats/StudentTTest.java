package dev.trialstream.policy.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StudentTTest {
    /** The expected values are those of scipy.stats.t 1.17. */
    @ParameterizedTest(name = "{0} degrees of freedom, t = {1}: {2}")
    @CsvSource({
        "1, -6, 0.0525684567112534",
        "1, -1.3, 0.208714400160153",
        "1, 0, 0.5",
        "1, 0.7, 0.694400112214215",
        "1, 2.5, 0.878881058409157",
        "2, -6, 0.0133357366077124",
        "2, -1.3, 0.16162351590802",
        "2, 0, 0.5",
        "2, 0.7, 0.721803487683567",
        "2, 2.5, 0.935194139889245",
        "3, -6, 0.00463635744614233",
        "3, -1.3, 0.142233754363949",
        "3, 0, 0.5",
        "3, 0.7, 0.732836500847618",
        "3, 2.5, 0.956146676495967",
        "4, -6, 0.00194126852348026",
        "4, -1.3, 0.131725798235612",
        "4, 0, 0.5",
        "4, 0.7, 0.738749917203275",
        "4, 2.5, 0.966616727594006",
        "5, -6, 0.000923069144797007",
        "5, -1.3, 0.125150317085339",
        "5, 0, 0.5",
        "5, 0.7, 0.742425525842592",
        "5, 2.5, 0.972754950328812",
        "8, -6, 0.000161696610942574",
        "8, -1.3, 0.114901812459263",
        "8, 0, 0.5",
        "8, 0.7, 0.748114473990728",
        "8, 2.5, 0.981528981143188",
        "25, -6, 1.44266382944943e-06",
        "25, -1.3, 0.102729860183813",
        "25, 0, 0.5",
        "25, 0.7, 0.754804731606935",
        "25, 2.5, 0.990328436215029",
        "100, -6, 1.58624575140143e-08",
        "100, -1.3, 0.0982947317111831",
        "100, 0, 0.5",
        "100, 0.7, 0.757223696772813",
        "100, 2.5, 0.992977105437961",
        "1000, -6, 1.37768458668874e-09",
        "1000, -1.3, 0.0969502642077287",
        "1000, 0, 0.5",
        "1000, 0.7, 0.757954943003699",
        "1000, 2.5, 0.993710716099455"
    })
    void it_is_that_of_a_reference(int freedom, double t, double expected) {
        assertThat(StudentT.cdf(t, freedom)).isCloseTo(expected, within(1e-14));
    }

    @Test
    void at_the_ends_it_is_nothing_or_everything() {
        assertThat(StudentT.cdf(Double.NEGATIVE_INFINITY, 3)).isZero();
        assertThat(StudentT.cdf(Double.POSITIVE_INFINITY, 3)).isEqualTo(1);
        assertThat(StudentT.cdf(1e300, 4)).isEqualTo(1);
    }

    @Test
    void no_degree_of_freedom_is_refused() {
        assertThatThrownBy(() -> StudentT.cdf(0, 0)).hasMessage("degrees of freedom: expected at least 1, got 0");
    }
}
