package dev.trialstream.training.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.training.plan.Head;
import dev.trialstream.training.plan.Plan;
import dev.trialstream.training.plan.Plans;
import dev.trialstream.training.prepare.OutputMeaning;
import dev.trialstream.training.prepare.Preparation;
import dev.trialstream.training.prepare.PreparedData;
import dev.trialstream.training.prepare.Scaling;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EnginesTest {
    private static final Plan PLAN = Plans.mlp(Parameters.none(), 4, new Head.Softmax(2), 60, 3, 1);

    private final Engine dl4j = new Named("dl4j", Support.FULL);
    private final Engine apt = new Named("apt", Support.FULL);
    private final Engine bare = new Named("bare", Support.lacks("activation", "maxout"));
    private final Engines all = new Engines(List.of(bare, apt, dl4j));

    @Test
    void dl4j_is_tried_first_and_the_others_by_name() {
        assertThat(all.names()).containsExactly("dl4j", "apt", "bare");
        assertThat(all.choose(Optional.empty(), PLAN)).isSameAs(dl4j);
    }

    @Test
    void left_open_the_first_that_supports_the_plan_is_chosen() {
        Engines two = new Engines(List.of(new Named("dl4j", Support.lacks("cell", "gru")), apt));
        assertThat(two.choose(Optional.empty(), PLAN)).isSameAs(apt);
    }

    @Test
    void an_engine_that_is_named_is_chosen() {
        assertThat(all.choose(Optional.of("apt"), PLAN)).isSameAs(apt);
    }

    @Test
    void a_training_goes_on_with_the_engine_that_began_it_unless_another_is_named() {
        byte[] state = state("apt");
        assertThat(all.choose(Optional.empty(), PLAN, state)).isSameAs(apt);
        assertThat(all.choose(Optional.of("dl4j"), PLAN, state)).isSameAs(dl4j);
        assertThat(all.choose(Optional.empty(), PLAN, new byte[9])).isSameAs(dl4j);
    }

    @Test
    void what_the_engine_lacks_is_named_with_the_engines_that_have_it() {
        assertThatThrownBy(() -> all.choose(Optional.of("bare"), PLAN))
                .isInstanceOf(NoEngine.class)
                .hasMessage("engine bare has no activation maxout; choose another value or engine: dl4j, apt");
        assertThatThrownBy(() -> new Engines(List.of(bare)).choose(Optional.of("bare"), PLAN))
                .hasMessage("engine bare has no activation maxout; choose another value");
        assertThatThrownBy(() -> new Engines(List.of(bare)).choose(Optional.empty(), PLAN))
                .hasMessage("engine bare has no activation maxout; choose another value");
    }

    @Test
    void an_engine_that_is_not_there_is_refused_with_those_that_are() {
        assertThatThrownBy(() -> all.choose(Optional.of("torch"), PLAN))
                .isInstanceOf(NoEngine.class)
                .hasMessage("no engine torch is on the class path, expected one of dl4j, apt, bare");
        assertThatThrownBy(() -> new Engines(List.of()).choose(Optional.empty(), PLAN))
                .hasMessage("no engine is on the class path, expected a jar with one");
    }

    private static byte[] state(String engine) {
        Preparation preparation =
                new Preparation(new OutputMeaning.Classes("y", List.of("no", "yes")), Scaling.STANDARD, List.of());
        Checkpoint.Header header = new Checkpoint.Header(engine, "cafe", 1, 1, 1, 1, 0, preparation);
        return new Checkpoint(header, new float[1], new float[0]).bytes();
    }

    /** An engine that is never asked to train. */
    private record Named(String name, Support support) implements Engine {
        @Override
        public String version() {
            return "1";
        }

        @Override
        public Support supports(Plan plan) {
            return support;
        }

        @Override
        public Session open(Plan plan, PreparedData data, byte @Nullable [] checkpoint) {
            throw new UnsupportedOperationException();
        }

        @Override
        public TrainedModel load(Path file) {
            throw new UnsupportedOperationException();
        }
    }
}
