package dev.trialstream.training.predict;

import dev.trialstream.training.metric.Logits;
import dev.trialstream.training.prepare.OutputMeaning;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Formats a network's output for a row as fields of a table. */
final class Answer {
    private Answer() {}

    /** The target, and for classes the probability of each. */
    static List<String> header(OutputMeaning outputs) {
        List<String> header = new ArrayList<>(List.of(outputs.target()));
        if (outputs instanceof OutputMeaning.Classes classes) {
            classes.labels().forEach(label -> header.add("probability_" + label));
        }
        return header;
    }

    /** @param numbers of one row */
    static Prediction of(OutputMeaning outputs, float[] numbers) {
        List<String> fields = fields(outputs, numbers, 0);
        Map<String, Double> probabilities = new LinkedHashMap<>();
        if (outputs instanceof OutputMeaning.Classes classes) {
            for (int label = 0; label < classes.width(); label++) {
                probabilities.put(classes.labels().get(label), Double.valueOf(fields.get(label + 1)));
            }
        }
        return new Prediction(fields.get(0), probabilities);
    }

    /** @param numbers row by row; those of this row start at {@code at} */
    static List<String> fields(OutputMeaning outputs, float[] numbers, int at) {
        return outputs instanceof OutputMeaning.Classes classes
                ? fields(classes, numbers, at)
                : List.of(String.valueOf(
                        ((OutputMeaning.Quantity) outputs).scale().invert(numbers[at])));
    }

    /** Whether the answer is made of numbers, neither infinite nor NaN. */
    static boolean isSound(OutputMeaning outputs, float[] numbers, int at) {
        for (int i = at; i < at + outputs.width(); i++) {
            if (!Float.isFinite(numbers[i])) {
                return false;
            }
        }
        return outputs instanceof OutputMeaning.Classes
                || Double.isFinite(((OutputMeaning.Quantity) outputs).scale().invert(numbers[at]));
    }

    private static List<String> fields(OutputMeaning.Classes classes, float[] logits, int at) {
        int count = classes.width();
        double sum = Logits.logSum(logits, at, count);
        List<String> fields = new ArrayList<>(List.of(classes.labels().get(Logits.likeliest(logits, at, count))));
        for (int label = 0; label < count; label++) {
            fields.add(String.valueOf(Math.exp(logits[at + label] - sum)));
        }
        return fields;
    }
}
