"""A scikit-learn network that is trained epoch by epoch: parameters are arguments, the rest is in the environment."""
import argparse
import csv
import json
import os
import pickle

import numpy
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier

arguments = argparse.ArgumentParser()
arguments.add_argument("--alpha", type=float)
arguments.add_argument("--learning-rate", type=float)
arguments.add_argument("--data")
arguments = arguments.parse_args()
folder = os.environ["TRIALSTREAM_CHECKPOINT_DIR"]
resume = int(os.environ["TRIALSTREAM_RESUME_EPOCH"])

rows = list(csv.reader(open(arguments.data)))
target = rows[0].index(os.environ["TRIALSTREAM_TARGET"])
y = numpy.array([int(row[target]) for row in rows[1:]])
x = numpy.array([[float(v) for i, v in enumerate(row) if i != target] for row in rows[1:]]) / 16
x, unseen_x, y, unseen_y = train_test_split(x, y, test_size=0.25, random_state=1, stratify=y)

if resume:
    model = pickle.load(open(f"{folder}/epoch-{resume}", "rb"))
else:
    model = MLPClassifier(
        (64,), alpha=arguments.alpha, learning_rate_init=arguments.learning_rate,
        random_state=int(os.environ["TRIALSTREAM_SEED"]))

for epoch in range(resume + 1, int(os.environ["TRIALSTREAM_EPOCHS"]) + 1):
    model.partial_fit(x, y, classes=range(10))
    pickle.dump(model, open(f"{folder}/epoch-{epoch}", "wb"))  # before the epoch is told
    error = 1 - model.score(unseen_x, unseen_y)
    print(json.dumps({"epoch": epoch, "metrics": {"validation_error": error, "loss": model.loss_}}), flush=True)
