package dev.trialstream.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One run of {@link Digits}; values that a variant lacks are NaN.
 *
 * @param testError of the delivered model
 * @param search validation error of the search's winner
 * @param confirmed mean error of the winner over fresh seeds
 * @param confirmedSd its standard deviation
 * @param searchEpochs trained by the search
 * @param confirmationEpochs trained afterwards, with the refit
 */
record DigitsRun(
        String variant,
        int seed,
        double testError,
        double search,
        double confirmed,
        double confirmedSd,
        double searchEpochs,
        double confirmationEpochs,
        double seconds) {
    static final String HEADER =
            "variant,seed,test_error,search_error,confirmed_mean,confirmed_sd,search_epochs,confirmation_epochs,seconds";

    static DigitsRun parsed(String line) {
        String[] fields = line.split(",", -1);
        double[] figures = new double[7];
        for (int i = 0; i < figures.length; i++) {
            figures[i] = fields[i + 2].isEmpty() ? Double.NaN : Double.parseDouble(fields[i + 2]);
        }
        return new DigitsRun(
                fields[0],
                Integer.parseInt(fields[1]),
                figures[0],
                figures[1],
                figures[2],
                figures[3],
                figures[4],
                figures[5],
                figures[6]);
    }

    String row() {
        List<String> fields = new ArrayList<>(List.of(variant, String.valueOf(seed)));
        for (double figure :
                new double[] {testError, search, confirmed, confirmedSd, searchEpochs, confirmationEpochs, seconds}) {
            fields.add(Double.isNaN(figure) ? "" : String.format(Locale.ROOT, "%.6g", figure));
        }
        return String.join(",", fields);
    }

    double allEpochs() {
        return searchEpochs + confirmationEpochs;
    }
}
