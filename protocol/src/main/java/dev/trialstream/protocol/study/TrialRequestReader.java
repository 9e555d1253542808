package dev.trialstream.protocol.study;

import dev.trialstream.protocol.message.Command;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.space.SearchSpace;
import dev.trialstream.protocol.study.key.Settings;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads requests for single trials. {@code {"study": ID, "parameters": {...}}} is a trial for that study. With
 * {@code data} or {@code trainer} the trial is standalone: a study of one trial with fixed parameters.
 */
final class TrialRequestReader {
    private TrialRequestReader() {}

    static boolean standsAlone(JsonNode root) {
        return root.has("data") || root.has("trainer");
    }

    static Command ofStudy(JsonNode root) {
        Fields fields = new Fields(root, "");
        String study = CommandReader.study(fields);
        Parameters parameters = parameters(fields);
        fields.nothingElse();
        return new Command.Enqueue(study, parameters);
    }

    static StudyRequest alone(JsonNode root) {
        Fields fields = new Fields(root, "");
        TrainerSpec trainer = TrainerReader.trainer(fields.object("trainer"));
        Parameters parameters = parameters(fields);
        if (trainer.hasKnobs()) {
            KnobCheck.check(trainer, "parameters", parameters);
        } else {
            UnknownTrainer.checkTrial(fields, trainer);
        }
        long seed = fields.get(StudyKeys.SEED);
        StudyRequest request = StudyRequest.builder(trainer, new SearchSpec(SearchSpec.AUTO, seed))
                .study(fields.find(StudyKeys.STUDY))
                .data(DataReader.data(fields.object("data"), trainer, seed))
                .objective(new ObjectiveReader(trainer).first(fields))
                .space(new SearchSpace(Map.of()))
                .fixed(parameters)
                .stopping(StoppingSpec.NONE)
                .budget(budget(fields.find(Budget.EPOCHS)))
                .enqueue(List.of(Parameters.none()))
                .promotion(Promotion.NONE)
                .build();
        fields.nothingElse();
        return request;
    }

    private static Settings budget(@Nullable Integer epochs) {
        Settings one = Settings.none().with(Budget.TRIALS, 1).with(Budget.PARALLEL, 1);
        return epochs == null ? one : one.with(Budget.EPOCHS, epochs);
    }

    /** @throws InvalidStudy if there are none, or a name is invalid */
    static Parameters parameters(Fields fields) {
        Fields given = fields.object("parameters");
        if (given == null) {
            throw new InvalidStudy(fields.pathOf("parameters"), "expected names with values, but it is missing");
        }
        Parameters parameters = SpaceReader.parameters(given);
        if (parameters.values().isEmpty()) {
            throw new InvalidStudy(fields.pathOf("parameters"), "expected at least one");
        }
        return parameters;
    }
}
