"""Run the scores on the data beside the project, and keep the figures in RESULTS.md."""

from __future__ import annotations

import gzip
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from evaluation.predict import TASKS, Row
from evaluation.speed import compare
from onrecord.intake.decoding import decoded
from onrecord.intake.pages import take_snapshot

RESULTS = Path(__file__).with_name("RESULTS.md")
Figures = list[tuple[str, float | int | None]]
Run = tuple[str, Figures]  # the data scored, and what came out


def read_rows(path: Path) -> list[Row]:
    """Return the rows of a JSON Lines file, gzipped or not."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def without(rows: Iterable[Row], *answers: str) -> list[Row]:
    """Return the rows less the fields that hold the gold answers."""
    return [{name: value for name, value in row.items() if name not in answers} for row in rows]


def predicted(task: str, rows: list[Row], folder: Path, field: str = "text") -> Path:
    """Write the predictions of `task` for `rows` to a file in `folder` and return its path."""
    path = folder / "predicted.jsonl"
    with path.open("w", encoding="utf-8") as out:
        for row in TASKS[task](rows, field):
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
    return path


def scored(shared: Path, script: str, *arguments: str | Path) -> Any:
    """Return what a score says, as JSON; stop with its own message where it refuses."""
    command = [sys.executable, str(shared / "score" / script), *map(str, arguments), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{script}: {done.stderr.strip() or 'failed'}")
    return json.loads(done.stdout)


def attributions(shared: Path, folder: Path) -> Iterator[Run]:
    gold = shared / "corpora" / "polnear" / "dev.jsonl.gz"
    result = scored(
        shared, "attributions.py", gold, predicted("attributions", without(read_rows(gold), "attributions"), folder)
    )
    figures: Figures = [(f"{name} F1", row["f1"]) for name, row in result["matched"].items()]
    figures += [(f"token {name} F1", row["f1"]) for name, row in result["tokens"].items()]
    figures += [(f"relaxed recall, {name}", row["relaxed"]) for name, row in result["recall_by_kind"].items()]
    yield "PolNeAR dev", figures


def pages(shared: Path, folder: Path) -> Iterator[Run]:
    whole = shared / "corpora" / "pages"
    for name, place, dated in (
        ("57 public pages, each with its day", whole, True),
        ("the same, days only where the page told them", whole, False),
        ("the seed page", shared / "seed", False),
    ):
        found = [place] if (place / "page.txt").is_file() else sorted(path for path in place.iterdir() if path.is_dir())
        rows = [_page_row(path, dated=dated) for path in found]
        out = folder / re.sub(r"\W+", "-", name)
        out.mkdir()
        for row in TASKS["pages"](rows, "text"):
            (out / f"{row['id']}.json").write_text(json.dumps(row, ensure_ascii=False), encoding="utf-8")
        result = scored(shared, "pages.py", place, out)["overall"]
        yield name, [(f"{label} {row['measure']}", row["value"]) for label, row in result.items()]


def _page_row(path: Path, *, dated: bool) -> Row:
    """What a page's reader is given: its text, address and outlet, and its day.

    Of 21 pages the gold's day was worked out by the labeller, some from what a reader of news knows and the text does
    not say; with `dated`, the day is given for these too, as a feed or an archive would.
    """
    gold = json.loads((path / "gold.json").read_text(encoding="utf-8"))["page"]
    row = {"id": path.name, "text": (path / "page.txt").read_bytes().decode("utf-8")}
    if gold.get("published") and (dated or not gold.get("published_inferred")):
        row["date"] = gold["published"]
    return {**row, **{name: gold[key] for name, key in (("url", "url"), ("site", "outlet")) if gold.get(key)}}


def articles(shared: Path, folder: Path) -> Iterator[Run]:
    place = shared / "corpora" / "articles"
    gold = json.loads((place / "gold.json").read_text(encoding="utf-8"))
    rows = [{"id": name, "html": _html(place / row["html_file"]), "url": row.get("url")} for name, row in gold.items()]
    result = scored(shared, "articles.py", place, predicted("articles", rows, folder))
    yield (
        "91 public pages, seen in fitting (unseen sites: docs/intake.md)",
        list(result.items()),
    )


def _html(path: Path) -> str:
    return decoded(take_snapshot(gzip.decompress(path.read_bytes()), name=path.name))


def threads(shared: Path, folder: Path) -> Iterator[Run]:
    place = shared / "corpora" / "threads"
    gold = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(place.glob("*.json"))]
    for field in ("flattened", "flattened_seed", "flattened_hard", "flattened_nogap", "html"):
        if field == "html":
            rows = [{"id": row["id"], "html": _html(place / row["html_file"]), "url": row["url"]} for row in gold]
            answer = predicted("threads", rows, folder)
        else:
            answer = predicted("threads", [{"id": row["id"], "text": row[field]} for row in gold], folder)
        for language in ((), ("--language", "en")):
            shown = "flattened" if field == "html" else field
            result = scored(shared, "threads.py", place, answer, "--field", shown, *language)
            kept = ("segmentation f1", "author", "parent", "reply_parent", "is_reply f1", "exact", "coverage", "purity")
            figures = dict(_flat(result))
            yield f"{field}, {'English' if language else 'all languages'}", [(n, figures.get(n)) for n in kept]


def times(shared: Path, folder: Path) -> Iterator[Run]:
    for part in ("train", "dev", "meantime_public"):
        gold = shared / "corpora" / "time" / f"{part}.jsonl.gz"
        result = scored(shared, "timex.py", gold, predicted("times", without(read_rows(gold), "timexes"), folder))
        yield part, [(f"{name} F1", result[name]["f1"]) for name in ("value", "type", "strict", "relaxed")]


def coref(shared: Path, folder: Path) -> Iterator[Run]:
    for part in ("gap_dev", "gap_validation", "gum_public"):
        gold = shared / "corpora" / "coref" / f"{part}.jsonl.gz"
        rows = without(read_rows(gold), "a_coref", "b_coref")
        for row in rows:
            row.get("items") and row.update(items=without(row["items"], "names"))
        yield part, _flat(scored(shared, "coref.py", gold, predicted("coref", rows, folder)))


def _jsonl_task(
    task: str, data: str, answers: tuple[str, ...], parts: tuple[str, ...], *options: str
) -> Callable[..., Any]:
    def run(shared: Path, folder: Path) -> Iterator[Run]:
        for part in parts:
            gold = shared / "corpora" / data / f"{part}.jsonl.gz"
            answer = predicted(task, without(read_rows(gold), *answers), folder)
            extra = options if "hatecheck" in part or task != "conduct" else ()
            yield part, _flat(scored(shared, f"{task}.py", gold, answer, *extra))

    return run


def _flat(result: dict[str, Any], above: str = "") -> Figures:
    """The numbers of a nested result, named by their way down; counts are left out."""
    figures: Figures = []
    for name, value in result.items():
        label = f"{above}{name}"
        if isinstance(value, dict):
            figures += _flat(value, f"{label} ")
        elif isinstance(value, float):
            figures.append((label, value))
    return figures


SCORES: dict[str, Callable[[Path, Path], Iterator[Run]]] = {
    "attributions": attributions,
    "pages": pages,
    "articles": articles,
    "threads": threads,
    "times": times,
    "coref": coref,
    "replies": _jsonl_task("replies", "replies", ("links",), ("irc_dev",)),
    "conduct": _jsonl_task(
        "conduct",
        "conduct",
        ("labels", "group"),
        ("hatecheck_public", "ucc_public", "ethos_public"),
        "--by-group",
        "hateful",
    ),
    "agree": _jsonl_task("agree", "agree", ("label",), ("public_mask",)),
}


def score(task: str, shared: Path) -> str:
    """Score `task` on the data in `shared`; return the section of RESULTS.md, which is written too."""
    with tempfile.TemporaryDirectory() as folder:
        runs = list(SCORES[task](shared, Path(folder)))
    return _kept(task, f"python -m evaluation score {task}", runs)


def speed(task: str, shared: Path, peer_python: str) -> str:
    """Measure the speed of `task` beside a peer; return the section of RESULTS.md, which is written too."""
    if task == "articles":
        place = shared / "corpora" / "articles"
        gold = json.loads((place / "gold.json").read_text(encoding="utf-8"))
        rows = [{"html": _html(place / row["html_file"])} for row in gold.values()]
        what, name = "pages", "trafilatura, with comments"
    else:
        rows = read_rows(shared / "corpora" / "polnear" / "dev.jsonl.gz")
        what, name = "words", "spaCy's small English pipeline"
    found = compare(task, rows, peer_python)
    figures: Figures = [
        (f"onrecord, {what} per CPU-second", round(found["ours"])),
        (f"{name}, {what} per CPU-second", round(found["peer"])),
        ("ratio, median of 3 rounds", found["ratio"]),
        ("onrecord's peak memory, MB", round(found["peak_mb"])),
        ("the peer's peak memory, MB", round(found["peer_peak_mb"])),
    ]
    data = "91 public pages" if task == "articles" else "PolNeAR dev"
    return _kept(f"speed, {task}", f"python -m evaluation speed {task} --peer-python PYTHON", [(data, figures)])


def _kept(title: str, command: str, runs: list[Run]) -> str:
    """Return the section of RESULTS.md that shows `runs`, a column each, and put it there."""
    measures = list(dict.fromkeys(name for _, figures in runs for name, _ in figures))
    columns, rows = [name for name, _ in runs], [[dict(figures).get(name) for _, figures in runs] for name in measures]
    if len(runs) > 3:  # more data than a page is wide: a row each
        measures, columns, rows = columns, measures, [list(row) for row in zip(*rows, strict=True)]
    lines = [f"## {title}", "", f"{datetime.now(UTC):%Y-%m-%d}, {_machine()}, `{command}`", ""]
    lines += ["| | " + " | ".join(columns) + " |", "|---" * (len(columns) + 1) + "|"]
    lines += [f"| {name} | " + " | ".join(map(_shown, row)) + " |" for name, row in zip(measures, rows, strict=True)]
    section = "\n".join(lines) + "\n"
    _keep(title, section)
    return section


def _shown(value: float | int | None) -> str:
    return "" if value is None else str(value) if isinstance(value, int) else f"{value:.3f}"


def _machine() -> str:
    return f"{os.cpu_count()} cores {platform.machine()}, Python {platform.python_version()}"


def _keep(title: str, section: str) -> None:
    """Put `section` in the place of the old one of that title in RESULTS.md, or at its end."""
    text = RESULTS.read_text(encoding="utf-8") if RESULTS.is_file() else "# What was measured\n"
    parts = re.split(r"(?m)^(?=## )", text)
    old = [number for number, part in enumerate(parts) if part.startswith(f"## {title}\n")]
    for number in old or [len(parts)]:
        parts[number : number + 1] = [section]
    RESULTS.write_text("\n".join(part.strip("\n") + "\n" for part in parts), encoding="utf-8")
