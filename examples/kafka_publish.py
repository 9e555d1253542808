"""Publishes a study and watches it, over Kafka alone: python3 kafka_publish.py HOST:PORT (needs confluent-kafka)"""
import json, sys, time, uuid
from confluent_kafka import Consumer, Producer

bootstrap, study = sys.argv[1], "published-" + uuid.uuid4().hex[:8]
watch = Consumer({"bootstrap.servers": bootstrap, "group.id": study, "auto.offset.reset": "earliest",
                  "isolation.level": "read_committed", "enable.auto.commit": False})
watch.subscribe(["trialstream.trials.events.v1", "trialstream.best.v1"])
producer = Producer({"bootstrap.servers": bootstrap, "enable.idempotence": True})
producer.produce("trialstream.studies.v1", key=study, headers={"ce_id": str(uuid.uuid4())}, value=json.dumps({
    "study": study,
    "data": {"csv": "digits.csv", "target": "digit"},  # in a data folder of the workers
    "budget": {"trials": 3, "epochs": 3}, "promotion": {"confirm": "none"},
}))
producer.flush()
deadline = time.time() + 300
while time.time() < deadline:
    record = watch.poll(1)
    if record is None or record.error() or record.key() != study.encode() or record.value() is None:
        continue
    message = json.loads(record.value())
    if record.topic().endswith("best.v1"):
        print("best so far:", message["trial"], message["value"], message["status"], flush=True)
    elif message["type"] == "epoch":
        print(message["job"], "epoch", message["epoch"], message["metrics"]["validation_error"], flush=True)
    elif message["type"] in ("rejected", "ended"):
        print(message["type"], message.get("state", ""), message.get("reason", ""), flush=True)
        break
watch.close()
