"""One's own PyTorch loop: parameters come from the JSON file, and a state that is gone on from is loaded."""
import csv
import json
import os

import torch

trial = json.load(open(os.environ["TRIALSTREAM_PARAMETERS"]))
parameters = trial["parameters"]
torch.set_num_threads(1)
torch.manual_seed(trial["seed"])

rows = list(csv.reader(open(trial["data"])))
target = rows[0].index(trial["target"])
y = torch.tensor([int(row[target]) for row in rows[1:]])
x = torch.tensor([[float(v) for i, v in enumerate(row) if i != target] for row in rows[1:]]) / 16
unseen = torch.arange(len(y)) % 4 == 0

model = torch.nn.Sequential(
    torch.nn.Linear(x.shape[1], parameters["units"]), torch.nn.ReLU(), torch.nn.Linear(parameters["units"], 10))
optimizer = torch.optim.SGD(
    model.parameters(), lr=parameters["learning_rate"], momentum=parameters.get("momentum", 0))
if trial["resume_epoch"]:
    state = torch.load(f"{trial['checkpoint_dir']}/epoch-{trial['resume_epoch']}")
    model.load_state_dict(state["model"])
    optimizer.load_state_dict(state["optimizer"])
    torch.set_rng_state(state["random"])

for epoch in range(trial["resume_epoch"] + 1, trial["epochs"] + 1):
    order = torch.nonzero(~unseen).flatten()
    for batch in order[torch.randperm(len(order))].split(32):
        optimizer.zero_grad()
        loss = torch.nn.functional.cross_entropy(model(x[batch]), y[batch])
        loss.backward()
        optimizer.step()
    state = {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "random": torch.get_rng_state()}
    torch.save(state, f"{trial['checkpoint_dir']}/epoch-{epoch}")  # before the epoch is told
    with torch.no_grad():
        error = (model(x[unseen]).argmax(1) != y[unseen]).double().mean().item()
    print(json.dumps({"epoch": epoch, "validation_error": error, "loss": loss.item()}), flush=True)
