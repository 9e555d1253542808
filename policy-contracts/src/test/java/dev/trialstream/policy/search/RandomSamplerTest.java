package dev.trialstream.policy.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trialstream.policy.contracts.SamplerContractTest;
import dev.trialstream.policy.contracts.Studies;
import dev.trialstream.policy.search.tpe.TpeSampler;
import dev.trialstream.protocol.study.InvalidStudy;
import dev.trialstream.protocol.study.Study;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class RandomSamplerTest extends SamplerContractTest {

    @Override
    protected Sampler sampler() {
        return new RandomSampler();
    }

    @Test
    void it_draws_a_rate_evenly_in_its_logarithm() {
        Study study = Studies.withSeed("s", 3);
        double below = IntStream.rangeClosed(1, 4000)
                .mapToDouble(number -> sampler()
                        .suggest(study, new SearchHistory(List.of()), number)
                        .parameters()
                        .number("learning_rate"))
                .filter(rate -> rate < 1e-2)
                .count();
        // half of [1e-4, 1] on a log scale; four standard errors of a fair coin
        assertThat(below / 4000).isCloseTo(0.5, within(4 * 0.5 / Math.sqrt(4000)));
    }

    @Test
    void samplers_are_found_by_name_and_an_unknown_one_is_refused() {
        Samplers samplers = Samplers.onClassPath();
        assertThat(samplers.named("random")).isInstanceOf(RandomSampler.class);
        assertThat(samplers.named("tpe")).isInstanceOf(TpeSampler.class);
        Assertions.assertThatThrownBy(() -> samplers.named("oracle"))
                .isInstanceOf(InvalidStudy.class)
                .hasMessage("search.algorithm: no sampler oracle, expected one of auto, random, tpe");
    }
}
