package dev.trialstream.protocol.curve;

import dev.trialstream.protocol.study.Objective.Direction;
import java.util.List;
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
            "time",
            "duration",
            "seconds",
            "runtime",
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
            "bic",
            "energy",
            "memory");

    private KnownMetrics() {}

    /** Which way a metric is better; empty if its name does not say. */
    public static Optional<Direction> direction(String metric) {
        String name = metric.toLowerCase(Locale.ROOT);
        String bare = name;
        for (String before = ""; !bare.equals(before); ) {
            before = bare;
            if (isHigher(bare)) {
                return Optional.of(Direction.MAXIMIZE);
            } else if (isLower(bare)) {
                return Optional.of(Direction.MINIMIZE);
            }
            bare = PART.matcher(bare).replaceFirst("");
        }
        return Optional.empty();
    }

    private static boolean isHigher(String name) {
        return HIGHER.contains(name)
                || List.of("recall_", "precision_", "f1_", "ndcg_", "map_", "hits_").stream()
                        .anyMatch(name::startsWith)
                || List.of("_accuracy", "_acc", "_auc", "_f1", "_reward", "_iou").stream()
                        .anyMatch(name::endsWith);
    }

    private static boolean isLower(String name) {
        return LOWER.contains(name)
                || List.of("_loss", "_error", "_err", "_rmse", "_mse", "_mae").stream()
                        .anyMatch(name::endsWith);
    }
}
