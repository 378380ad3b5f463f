"""Who answers whom in chat: a choice among the messages above and the message itself, fitted with L-BFGS."""

from __future__ import annotations

import gzip
import json
import random
from pathlib import Path
from typing import Any

import numpy as np
import scipy.sparse as sp
from scipy.optimize import minimize

from onrecord.recognition.threads.chat import options_of_log

LOGS = 60  # of 153; more of them moved nothing


def run(shared: Path, out: Path) -> None:
    with gzip.open(shared / "corpora" / "replies" / "irc_train.jsonl.gz", "rt", encoding="utf8") as rows:
        logs = [json.loads(row) for row in rows]
    random.Random(1).shuffle(logs)
    places: dict[str, int] = {}
    columns: list[int] = []
    ends, starts, right, owner = [0], [], [], []
    for log in logs[:LOGS]:
        parents: dict[int, int] = {}
        for a, b in log["links"]:
            if max(a, b) >= log["first"]:
                parents[max(a, b)] = max(parents.get(max(a, b), 0), min(a, b))
        for number, found in options_of_log(log["messages"], parents, first=log["first"]):
            numbers = [n for n, _ in found]
            if number not in parents or parents[number] not in numbers:
                continue
            starts.append(len(ends) - 1)
            right.append(starts[-1] + numbers.index(parents[number]))
            for _, names in found:
                columns += [places.setdefault(name, len(places)) for name in names]
                ends.append(len(columns))
                owner.append(len(starts) - 1)
    table = sp.csr_matrix((np.ones(len(columns), np.float32), columns, ends), shape=(len(owner), len(places)))
    first, gold, whose = np.array(starts), np.array(right), np.array(owner)

    def loss(values: Any) -> tuple[float, Any]:
        scores = table @ values
        top = np.maximum.reduceat(scores, first)
        raised = np.exp(scores - top[whose])
        sums = np.add.reduceat(raised, first)
        off = raised / sums[whose]
        off[gold] -= 1
        return float((np.log(sums) + top - scores[gold]).sum() + values @ values / 2), table.T @ off + values

    values = minimize(loss, np.zeros(len(places)), jac=True, method="L-BFGS-B", options={"maxiter": 150}).x
    kept = sorted((name, round(float(values[i]), 3)) for name, i in places.items() if abs(values[i]) > 0.02)
    body = ",\n".join(f"{json.dumps(name)}: {value}" for name, value in kept)
    out.write_text(f'{{"made_by": "training/threads.py",\n"features": {{\n{body}\n}}}}\n', "utf8")
