"""python -m evaluation: predict a task, score it on the data beside the project, or measure speed."""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path

from evaluation.predict import TASKS, rows_of

ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m evaluation", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    predict = commands.add_parser("predict", help="a task's input on standard input to predictions on standard output")
    predict.add_argument("task", choices=TASKS)
    predict.add_argument("--field", default="text", help="the field of a row that holds its text (default: text)")
    score = commands.add_parser("score", help="run a task's score on the data and keep the figures in RESULTS.md")
    score.add_argument("task", choices=[*TASKS, "all"])
    place = os.environ.get("ONRECORD_SHARED", ROOT.parent / "shared")
    score.add_argument("--shared", type=Path, default=Path(place), help="the folder of data and scores")
    speed = commands.add_parser("speed", help="words or pages per CPU-second beside a peer, into RESULTS.md")
    speed.add_argument("task", choices=["attributions", "everything", "articles"])
    speed.add_argument("--peer-python", required=True, help="the Python that has spaCy (articles: trafilatura)")
    speed.add_argument("--shared", type=Path, default=Path(place), help="the folder of data and scores")
    floors = commands.add_parser("floors", help="compare figures with the floors they must not fall below")
    floors.add_argument("tasks", nargs="+", choices=[*TASKS, "all"])
    floors.add_argument("--set", action="store_true", help="measure anew and set the floors")
    floors.add_argument("--shared", type=Path, default=Path(place), help="the folder of data and scores")
    given = parser.parse_args()
    if given.command == "predict":
        for row in TASKS[given.task](rows_of(sys.stdin), given.field):
            print(json.dumps(row, ensure_ascii=False))
        return
    from evaluation.floors import below, set_floors
    from evaluation.score import score as run
    from evaluation.score import speed as race

    if given.command == "floors":
        tasks = list(TASKS) if "all" in given.tasks else given.tasks
        if given.set:
            set_floors(tasks, given.shared)
        elif fallen := [line for task in tasks for line in below(task, given.shared)]:
            sys.exit("\n".join(fallen))
        return
    if given.command == "speed":
        print(race(given.task, given.shared, given.peer_python))
        return
    for task in TASKS if given.task == "all" else [given.task]:
        print(run(task, given.shared))


if __name__ == "__main__":
    main()
