"""Floors under the figures: what a change must not fall below, pinned with the digests of the gold it was measured on.

python -m evaluation floors attributions times     compare with floors.json
python -m evaluation floors all --set              measure anew and set each floor a little under what came out
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from pathlib import Path
from typing import Any

from evaluation.score import SCORES

FLOORS = Path(__file__).with_name("floors.json")
SLACK = 0.01
"""A floor lies this far under the figure measured: other processors round int8 products otherwise."""
WATCHED: dict[str, tuple[str, ...]] = {
    "attributions": ("relaxed F1", "exact F1"),
    "pages": (
        "attribution F1",
        "speaker accuracy",
        "via carriers F1",
        "act accuracy",
        "said_at where gold has one accuracy",
        "addressees F1",
        "time value F1",
        "quantity F1",
        "block kind by character accuracy",
        "comment segmentation F1",
        "comment parent accuracy",
    ),
    "articles": ("f1",),
    "threads": ("segmentation f1", "author", "parent"),
    "times": ("value F1",),
    "coref": ("overall f1", "all f1", "all precision"),
    "replies": ("link f1",),
    "conduct": ("macro auc", "group counter_quote_nh accuracy", "group derog_dehum_h accuracy"),
    "agree": ("macro_f1",),
}


def measured(task: str, shared: Path) -> dict[str, dict[str, float]]:
    """Return the watched figures of `task` by the data they were measured on."""
    with tempfile.TemporaryDirectory() as folder:
        runs = list(SCORES[task](shared, Path(folder)))
    return {
        name: {measure: value for measure, value in figures if measure in WATCHED[task] and value is not None}
        for name, figures in runs
    }


def digest(task: str, shared: Path) -> str:
    """Return one digest of all the gold of `task`, so that a changed gold is not taken for a changed tool."""
    places = {"attributions": ["polnear"], "pages": ["pages", "../seed"], "times": ["time"]}.get(task, [task])
    files = sorted(path for place in places for path in (shared / "corpora" / place).resolve().rglob("*.*"))
    whole = hashlib.sha256()
    for path in files:
        if path.is_file():
            whole.update(path.name.encode() + hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()


def below(task: str, shared: Path) -> list[str]:
    """Return a line for each figure of `task` that fell below its floor; an empty list where all hold."""
    pinned = json.loads(FLOORS.read_text(encoding="utf-8"))[task]
    if pinned["gold"] != digest(task, shared):
        return [f"{task}: the gold is not the one that the floors were measured on: measure anew with --set"]
    found = measured(task, shared)
    return [
        f"{task}, {name}: {measure} is {found.get(name, {}).get(measure)}, its floor {floor}"
        for name, floors in pinned["floors"].items()
        for measure, floor in floors.items()
        if found.get(name, {}).get(measure, -1.0) < floor
    ]


def set_floors(tasks: list[str], shared: Path) -> None:
    """Measure `tasks` and write their floors; those of other tasks stay."""
    kept: dict[str, Any] = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.is_file() else {}
    for task in tasks:
        floors = {
            name: {measure: round(value - SLACK, 3) for measure, value in figures.items()}
            for name, figures in measured(task, shared).items()
        }
        kept[task] = {"gold": digest(task, shared), "floors": floors}
    FLOORS.write_text(json.dumps(dict(sorted(kept.items())), indent=1) + "\n", encoding="utf-8")
