"""Your own PyTorch loop, tuned: weak trials are stopped early, interrupted ones go on. Start any number of these, with
the same study: python3 ask_tell_pytorch.py STUDY"""
import json, os, sys, urllib.error, urllib.request, torch

SERVER, study = os.environ.get("TRIALSTREAM", "http://127.0.0.1:8080"), sys.argv[1]

def call(path, body=None):
    request = urllib.request.Request(SERVER + path, json.dumps(body).encode() if body else b"", method="POST")
    try:
        return json.loads(urllib.request.urlopen(request).read() or "null")
    except urllib.error.HTTPError as error:
        if error.code in (409, 410):
            return {"decision": "stop", "ended": error.code == 410, "taken": True}
        raise

call("/v1/studies", {"study": study, "trainer": {"type": "external", "lease": "10s"},
     "objective": {"metric": "loss"}, "budget": {"trials": 12, "epochs": 9}, "stopping": {"rule": "median"},
     "space": {"lr": {"type": "float", "min": 1e-4, "max": 1, "scale": "log"}, "units": {"type": "int", "min": 4, "max": 64}}})
x = torch.linspace(-3, 3, 256).unsqueeze(1)
while not (trial := call(f"/v1/studies/{study}/ask?wait=20s") or {}).get("ended"):
    if not trial:
        continue  # nothing to do just now: others hold the last trials
    p, name, attempt = trial["parameters"], trial["trial"], trial["attempt"]
    torch.manual_seed(trial["number"])
    model = torch.nn.Sequential(torch.nn.Linear(1, p["units"]), torch.nn.Tanh(), torch.nn.Linear(p["units"], 1))
    optimizer = torch.optim.Adam(model.parameters(), p["lr"])
    resume = trial.get("resume") or {"epoch": 0}
    if resume.get("checkpoint"):
        saved = torch.load(resume["checkpoint"]); model.load_state_dict(saved[0]); optimizer.load_state_dict(saved[1])
    answer = {"decision": "continue"}
    for epoch in range(resume["epoch"] + 1, trial["epochs"] + 1):
        for _ in range(50):
            optimizer.zero_grad(); loss = ((model(x) - torch.sin(x)) ** 2).mean(); loss.backward(); optimizer.step()
        torch.save((model.state_dict(), optimizer.state_dict()), f"{name}.pt")
        answer = call(f"/v1/trials/{name}/epochs", {"attempt": attempt, "epoch": epoch, "checkpoint": f"{name}.pt",
                                                    "metrics": {"loss": float(loss.detach())}})
        if answer["decision"] != "continue":
            break  # stopped early, paused, or taken over by someone else
    else:
        call(f"/v1/trials/{name}/tell", {"attempt": attempt, "state": "completed"})
    print(name, p, "epochs", epoch, answer["decision"], flush=True)
