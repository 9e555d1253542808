package dev.trialstream.protocol.curve;

import dev.trialstream.protocol.study.Objective.Direction;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The metrics that people report, by their usual names, and which way they are better. A name may begin with the part of
 * the data, as in {@code val_loss}, and may have capital letters.
 */
public final class KnownMetrics {
    private static final Pattern PART = Pattern.compile(
            "^(training|train|tr|validation|valid|val|dev|development|eval|evaluation|test|holdout|cv|mean"
                    + "|avg|average|best|final|epoch)[_.](?=.)");

    private static final Set<String> HIGHER = Set.of(
            "accuracy",
            "acc",
            "balanced_accuracy",
            "bal_acc",
            "top1",
            "top_1",
            "top5",
            "top_5",
            "top1_accuracy",
            "top5_accuracy",
            "top_1_accuracy",
            "top_5_accuracy",
            "top1_acc",
            "top5_acc",
            "top_k_accuracy",
            "auc",
            "roc_auc",
            "rocauc",
            "auroc",
            "auc_roc",
            "roc_auc_score",
            "pr_auc",
            "auprc",
            "prauc",
            "average_precision",
            "average_precision_score",
            "precision_average",
            "ap",
            "map",
            "map50",
            "map50_95",
            "map_50",
            "macro_f1",
            "micro_f1",
            "weighted_f1",
            "f1",
            "f1_score",
            "f1_macro",
            "f1_micro",
            "f1_weighted",
            "fbeta",
            "f2",
            "f05",
            "f_score",
            "fscore",
            "precision",
            "recall",
            "sensitivity",
            "specificity",
            "tpr",
            "tnr",
            "ppv",
            "npv",
            "r2",
            "r2_score",
            "r_squared",
            "rsquared",
            "explained_variance",
            "mcc",
            "matthews_corrcoef",
            "kappa",
            "cohen_kappa",
            "quadratic_kappa",
            "iou",
            "miou",
            "mean_iou",
            "jaccard",
            "dice",
            "dice_score",
            "bleu",
            "rouge",
            "rouge1",
            "rouge2",
            "rougel",
            "meteor",
            "cider",
            "psnr",
            "ssim",
            "ndcg",
            "mrr",
            "hit_rate",
            "hits_at_10",
            "reward",
            "mean_reward",
            "episode_reward",
            "reward_mean",
            "return",
            "episode_return",
            "returns",
            "success_rate",
            "win_rate",
            "log_likelihood",
            "loglikelihood",
            "elbo",
            "likelihood",
            "pearson",
            "spearman",
            "correlation",
            "corr",
            "concordance",
            "c_index",
            "throughput",
            "silhouette",
            "exact_match",
            "em",
            "inception_score",
            "profit",
            "revenue",
            "sharpe");

    private static final Set<String> LOWER = Set.of(
            "loss",
            "error",
            "err",
            "error_rate",
            "mse",
            "rmse",
            "mae",
            "mape",
            "smape",
            "wape",
            "mase",
            "rmsle",
            "msle",
            "medae",
            "median_absolute_error",
            "mean_absolute_error",
            "mean_squared_error",
            "root_mean_squared_error",
            "log_loss",
            "logloss",
            "nll",
            "nll_loss",
            "cross_entropy",
            "crossentropy",
            "xent",
            "bce",
            "ce",
            "perplexity",
            "ppl",
            "wer",
            "cer",
            "ter",
            "fid",
            "kid",
            "brier",
            "brier_score",
            "brier_score_loss",
            "ece",
            "calibration_error",
            "kl",
            "kl_divergence",
            "regret",
            "cost",
            "latency",
            "inference_time",
            "lpips",
            "eer",
            "fpr",
            "fnr",
            "hamming",
            "hamming_loss",
            "bpc",
            "bpb",
            "bits_per_byte",
            "bits_per_char",
            "crps",
            "deviance",
            "chamfer",
            "mmd",
            "pinball",
            "quantile_loss",
            "davies_bouldin",
            "aic",
            "bic");

    /** Recall of a class, as the network trainer reports it; the rest of the name is the class. */
    private static final Pattern RECALL_OF_CLASS = Pattern.compile("(training|validation|test)_recall_.+");

    /** A name and a cutoff or an average: recall_at_5, f1_weighted. */
    private static final Pattern HIGHER_FORM = Pattern.compile(
            "(recall|precision|f1|fbeta|ndcg|map|mrr|hits|hit_rate|auc"
                    + "|roc_auc|average_precision|accuracy|jaccard)(@|_at)?_?([0-9]+|macro|micro|weighted|binary|samples|score)");

    private static final Pattern HIGHER_END = Pattern.compile(".+_(accuracy|acc|auc|f1|f1_score|reward|iou|r2)");
    private static final Pattern LOWER_END = Pattern.compile(".+_(loss|error|err|rmse|mse|mae)");

    /** Turned round, or a spread. */
    private static final Pattern UNCLEAR = Pattern.compile(
            "(neg|negative|minus|inverse|inv|one_minus|log|delta|diff)_.+|.+_(se|sd|std|stderr|var|ci|low|high)");

    private KnownMetrics() {}

    /** Which way a metric is better; empty if its name does not say for certain. */
    public static Optional<Direction> direction(String metric) {
        if (RECALL_OF_CLASS.matcher(metric).matches()) {
            return Optional.of(Direction.MAXIMIZE);
        }
        String bare = metric.toLowerCase(Locale.ROOT);
        for (String before = ""; !bare.equals(before); ) {
            before = bare;
            if (HIGHER.contains(bare)) {
                return Optional.of(Direction.MAXIMIZE);
            } else if (LOWER.contains(bare)) {
                return Optional.of(Direction.MINIMIZE);
            }
            bare = PART.matcher(bare).replaceFirst("");
        }
        return UNCLEAR.matcher(bare).matches() ? Optional.empty() : byForm(bare);
    }

    private static Optional<Direction> byForm(String name) {
        boolean higher =
                HIGHER_FORM.matcher(name).matches() || HIGHER_END.matcher(name).matches();
        boolean lower = LOWER_END.matcher(name).matches();
        if (higher == lower || (lower && begins(name))) {
            return Optional.empty();
        }
        return Optional.of(higher ? Direction.MAXIMIZE : Direction.MINIMIZE);
    }

    /** f1_loss and precision_error may be either. */
    private static boolean begins(String name) {
        return HIGHER.contains(name.substring(0, name.lastIndexOf('_')));
    }
}
