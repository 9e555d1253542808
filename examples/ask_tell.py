"""Tunes a function by ask/tell over HTTP. Needs Python 3 alone, and a server: ./trialstream up --http 8080"""
import json, os, sys, urllib.error, urllib.request

SERVER = os.environ.get("TRIALSTREAM", "http://127.0.0.1:8080")

def call(path, body=None):
    request = urllib.request.Request(SERVER + path, json.dumps(body).encode() if body else b"", method="POST")
    try:
        with urllib.request.urlopen(request) as answer:
            return json.loads(answer.read() or "null")  # 204: there is nothing to do now
    except urllib.error.HTTPError as error:
        if error.code == 410:
            raise StopIteration  # the study has ended
        sys.exit(f"{path}: {error.read().decode()}")

study = call("/v1/studies", {
    "trainer": {"type": "external"},
    "objective": {"metric": "loss", "direction": "minimize"},
    "space": {"x": {"type": "float", "min": -10, "max": 10}, "y": {"type": "float", "min": -10, "max": 10}},
    "budget": {"trials": 40},
})["study"]
try:
    while True:
        trial = call(f"/v1/studies/{study}/ask?wait=10s")
        if trial:
            x, y = trial["parameters"]["x"], trial["parameters"]["y"]
            call(f"/v1/trials/{trial['trial']}/tell", {
                "attempt": trial["attempt"], "state": "completed", "metrics": {"loss": (x - 3) ** 2 + (y + 2) ** 2}})
except StopIteration:
    with urllib.request.urlopen(f"{SERVER}/v1/studies/{study}") as answer:
        print(json.dumps(json.loads(answer.read())["best"], indent=2))
