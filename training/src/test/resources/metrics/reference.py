"""Writes reference.csv: metrics and standard errors of 200 generated cases, by scikit-learn and by plain formulas.

Run with scikit-learn 1.2 or newer: python3 reference.py > reference.csv
Columns: case, metric, value, standard error (empty: none). MetricsReferenceTest generates the same cases.
"""
import math
import sys

import numpy as np
from sklearn import metrics as sk


class Generator:
    """The linear congruential generator of java.util.Random's constants, without its scrambling."""

    def __init__(self, seed):
        self.state = (seed * 0x5DEECE66D + 0xB) % (1 << 48)

    def below(self, bound):
        self.state = (self.state * 0x5DEECE66D + 0xB) % (1 << 48)
        return (self.state >> 17) % bound


def jackknife(derivatives, groups, value):
    d = np.array(derivatives, dtype=float)
    if groups is not None:
        d = np.array([d[np.array(groups) == g].sum() for g in sorted(set(groups))])
    if len(d) < 2:
        return None
    error = math.sqrt((d**2).sum() * len(d) / (len(d) - 1))
    return None if error <= 1e-12 * abs(value) else error


def mean(values, groups):
    v = np.array(values)
    return v.mean(), jackknife((v - v.mean()) / len(v), groups, abs(v).max())


def laplace(hits, counts):
    p = [(k + 1) / (n + 2) for k, n in zip(hits, counts)]
    return math.sqrt(sum(q * (1 - q) / n for q, n in zip(p, counts))) / len(counts)


def larger(a, b):
    return a if b is None else max(a, b)


def auc_derivatives(y, s):
    pos, neg = np.where(y)[0], np.where(~y)[0]
    wins = (s[pos][:, None] > s[neg][None, :]) + 0.5 * (s[pos][:, None] == s[neg][None, :])
    auc = wins.mean()
    d = np.zeros(len(y))
    d[pos] = (wins.mean(axis=1) - auc) / len(pos)
    d[neg] = (wins.mean(axis=0) - auc) / len(neg)
    return d


def ap_derivatives(y, s):
    n, m = len(y), y.sum()
    at_least = s[None, :] >= s[:, None]  # [i, j]: j scores at least as high as i
    a = (at_least & y[None, :]).sum(axis=1)
    b = at_least.sum(axis=1)
    ap = (a / b)[y].mean()
    d = np.zeros(n)
    for l in range(n):
        for i in np.where(y)[0]:
            if s[l] >= s[i]:
                d[l] += ((1 / b[i] if y[l] else 0) - a[i] / b[i] ** 2) / m
        if y[l]:
            d[l] += (a[l] / b[l] - ap) / m
    return d


def classification(case, random):
    kind = case % 6
    classes = 2 + random.below(4)
    rows = 1 if kind == 5 and case % 4 == 1 else 2 + random.below(60)
    labels = [random.below(classes) for _ in range(rows)]
    if kind == 1:  # one class is missing
        labels = [0 if label == classes - 1 else label for label in labels]
    if kind == 2 and case % 4 == 2:  # one class only
        labels = [0] * rows
    logits = np.zeros((rows, classes))
    for row in range(rows):
        for label in range(classes):
            value = random.below(4001 if kind != 3 else 5)
            logits[row, label] = {4: 0, 3: value / 4}.get(kind, value / 512)
            if kind == 0 and label == labels[row]:
                logits[row, label] += 4
    groups = [random.below(1 + rows // 3) for _ in range(rows)] if case % 3 == 0 else None

    y = np.array(labels)
    top = logits.max(axis=1, keepdims=True)
    sums = np.exp(logits - top).sum(axis=1, keepdims=True)
    logp = logits - top - np.log(sums)
    p = np.exp(logp)
    given = logits.argmax(axis=1)
    wrong = given != y
    out = {}
    out["error"] = (wrong.mean(), larger(laplace([wrong.sum()], [rows]), None if groups is None else mean(wrong, groups)[1]))
    present = sorted(set(labels))
    counts = [(y == c).sum() for c in present]
    hits = [((y == c) & ~wrong).sum() for c in present]
    recalls = [h / n for h, n in zip(hits, counts)]
    d = np.array([((0 if wrong[i] else 1) - recalls[present.index(labels[i])]) / counts[present.index(labels[i])] / len(present) for i in range(rows)])
    out["balanced_error"] = (
        1 - sk.recall_score(y, given, labels=present, average="macro", zero_division=0),
        larger(laplace(hits, counts), None if groups is None else jackknife(d, groups, 1)))
    for c in range(classes):
        if c in present:
            i = present.index(c)
            d = np.where(y == c, ((~wrong).astype(float) - recalls[i]) / counts[i], 0)
            out["recall_%d" % c] = (recalls[i], larger(laplace([hits[i]], [counts[i]]), None if groups is None else jackknife(d, groups, 1)))
    seen = [c for c in range(classes) if (y == c).any() or (given == c).any()]
    d = np.zeros(rows)
    for c in seen:
        n = (y == c).sum() + (given == c).sum()
        f = 2 * ((y == c) & (given == c)).sum() / n
        d += (2 * ((y == c) & (given == c)) - f * ((y == c).astype(float) + (given == c))) / n / len(seen)
    out["macro_f1"] = (sk.f1_score(y, given, labels=seen, average="macro", zero_division=0), jackknife(d, groups, 1))
    out["log_loss"] = mean(-logp[np.arange(rows), y], groups)
    # scikit-learn clips probabilities in log_loss; without saturated ones both are the same
    if p[np.arange(rows), y].min() > 1e-9:
        reference = sk.log_loss(y, p / p.sum(axis=1, keepdims=True), labels=list(range(classes)))
        assert abs(reference - out["log_loss"][0]) < 1e-9
    onehot = np.eye(classes)[y]
    brier = ((p - onehot) ** 2).sum(axis=1) / (2 if classes == 2 else 1)
    if classes == 2:
        assert abs(sk.brier_score_loss(y == 1, p[:, 1], pos_label=True) - brier.mean()) < 1e-9
    out["brier_score"] = mean(brier, groups)
    confidence = p[np.arange(rows), given]
    bins = np.clip(np.ceil(confidence * 15 - 1e-9).astype(int) - 1, 0, 14)
    off = (~wrong).astype(float) - confidence
    signs = {b: np.sign(np.round(off[bins == b].sum(), 9)) for b in set(bins)}
    out["calibration_error"] = mean([signs[b] * o for b, o in zip(bins, off)], groups)
    ranked = [1] if classes == 2 else range(classes)
    ranked = [c for c in ranked if (y == c).any() and (y != c).any()]
    if ranked:
        auc, ap = [], []
        dauc, dap = np.zeros(rows), np.zeros(rows)
        for c in ranked:
            others = np.delete(logits, c, axis=1)
            most = others.max(axis=1)
            odds = logits[:, c] - most - np.log(np.exp(others - most[:, None]).sum(axis=1))
            odds = np.round(odds, 9)  # equal logits are equal scores, whatever the order of the sum
            auc.append(sk.roc_auc_score(y == c, odds))
            ap.append(sk.average_precision_score(y == c, odds))
            dauc += auc_derivatives(y == c, odds) / len(ranked)
            dap += ap_derivatives(y == c, odds) / len(ranked)
        out["roc_auc"] = (np.mean(auc), jackknife(dauc, groups, 1))
        out["average_precision"] = (np.mean(ap), jackknife(dap, groups, 1))
    return out


def regression(case, random):
    kind = case % 5
    rows = 1 if kind == 4 else 2 + random.below(60)
    targets = [random.below(2001) / 64 - 10 for _ in range(rows)]
    if kind == 1:
        targets = [targets[0]] * rows
    predictions = [t if kind == 2 else t + random.below(1001) / 128 - 4 for t in targets]
    groups = [random.below(1 + rows // 3) for _ in range(rows)] if case % 3 == 0 else None
    t, q = np.array(targets), np.array(predictions)
    e = np.abs(q - t)
    out = {}
    square, error = mean(e**2, groups)
    rmse = math.sqrt(sk.mean_squared_error(t, q))
    out["rmse"] = (rmse, None if error is None else error / (2 * rmse))
    out["mae"] = (sk.mean_absolute_error(t, q), mean(e, groups)[1])
    z = 2.5758293035489004
    rank = max(1, math.floor((rows + 1) / 2 - z * math.sqrt(rows / 4) + 0.5))
    s = np.sort(e)
    spread = (s[rows - rank] - s[rank - 1]) / (2 * z)
    if groups is not None and spread > 0:
        above = mean((e > np.median(e)).astype(float), groups)[1]
        spread = None if above is None else spread * max(1, above / (0.5 / math.sqrt(rows)))
    out["median_absolute_error"] = (sk.median_absolute_error(t, q), None if rows < 2 or not spread else spread)
    if len(set(targets)) > 1:
        r2 = sk.r2_score(t, q)
        sst = ((t - t.mean()) ** 2).sum()
        out["r2"] = (r2, jackknife(((1 - r2) * (t - t.mean()) ** 2 - e**2) / sst, groups, 1))
    return out


for case in range(200):
    random = Generator(case)
    for metric, (value, error) in sorted((classification if case < 120 else regression)(case, random).items()):
        print("%d,%s,%r,%s" % (case, metric, float(value), "" if error is None else repr(float(error))))
