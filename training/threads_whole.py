"""Pages of sites not fitted on, read from text alone: segments and links both by weights of other sites."""

from __future__ import annotations

import importlib.util
import random
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import threads_lines_fit
import threads_links_fit
from threads_corpora import flattened, sheets, threads

from onrecord.intake.pages import read_page, take_snapshot
from onrecord.intake.text import comments as text_comments
from onrecord.intake.text.chain import Weights as LineWeights
from onrecord.recognition.threads import reading
from onrecord.recognition.threads.links import Weights as LinkWeights
from onrecord.recognition.threads.reading import read_threads
from onrecord.terms import Span

FORMS = ("", "seed", "hard", "nogap")
SHUFFLES = (7, 19, 31, 43)
SURE = 0.9
Row = dict[str, Any]


def run(shared: Path, *, folds: int) -> None:
    """Print the figures of the score on pages each read without its site, for each shuffle of the sites."""
    score = _score(shared)
    pages = threads(shared)
    for seed in SHUFFLES:
        predicted = unseen(shared, pages, folds, seed)
        for form in FORMS:
            field = f"flattened_{form}".rstrip("_")
            for language in (None, "en"):
                gold = {page["id"]: page for page in pages if language in (None, page["language"])}
                found = told(score.score(gold, predicted[form], field))
                right, sure = surely_right(score, gold, predicted[form])
                print(f"shuffle {seed}, {field}, {language or 'all'}: {found}, links at {SURE} {right} of {sure} right")


def told(found: Mapping[str, Any]) -> str:
    """Return the figures of a score in a line."""
    named = {"segmentation": found["segmentation"]["f1"], "authors": found["author"], "parents": found["parent"]}
    named |= {"of replies": found["reply_parent"], "whole threads": found["exact"]}
    return ", ".join(f"{name} {value:.3f}" for name, value in named.items() if value is not None)


def surely_right(score: Any, gold: Mapping[str, Row], predicted: Mapping[str, list[Row]]) -> tuple[int, int]:
    """Return how many links given at a confidence of `SURE` are right on threaded pages, and how many there are."""
    right = sure = 0
    for name, page in gold.items():
        if page["structure"] == "threaded":
            back = {j: i for i, j in score.align(page["comments"], predicted[name]).items()}
            for j, row in enumerate(predicted[name]):
                if row["parent"] is not None and row["confidence"] >= SURE:
                    sure += 1
                    right += j in back and page["comments"][back[j]]["parent"] == back.get(row["parent"], -1)
    return right, sure


def unseen(shared: Path, pages: Sequence[Row], folds: int, seed: int) -> dict[str, dict[str, list[Row]]]:
    """Return for each form and page the comments found by weights fitted without the page's site."""
    found: dict[str, dict[str, list[Row]]] = {form: {} for form in FORMS}
    for fold, for_lines, for_links in fitted(shared, folds, seed):
        with weighed(for_lines, for_links):
            for page in pages:
                if page["site"] in fold:
                    for form in FORMS:
                        found[form][page["id"]] = comments_of(flattened(page, form)[0])
    return found


def fitted(shared: Path, folds: int, seed: int) -> Iterator[tuple[frozenset[str], LineWeights, LinkWeights]]:
    """Yield the sites of each fold with the weights for lines and links that all other sites give."""
    line_sheets, rooms = sheets(shared), threads_links_fit.rooms(shared)
    sites = sorted({one.site for one in line_sheets})
    random.Random(seed).shuffle(sites)
    for k in range(folds):
        fold = frozenset(sites[k::folds])
        for_lines = threads_lines_fit.fit([one for one in line_sheets if one.site not in fold])
        others = [one for one in rooms if one.site not in fold]
        features, tables = threads_links_fit.fit(others), threads_links_fit.calibration(others)
        yield fold, for_lines, LinkWeights(features, tables["answer"], tables["article"])


@contextmanager
def weighed(for_lines: LineWeights, for_links: LinkWeights) -> Iterator[None]:
    """Read pages with these weights instead of those shipped."""
    with (
        patch.object(text_comments, "weights", lambda: for_lines),
        patch.object(reading, "weights", lambda: for_links),
    ):
        yield


def comments_of(text: str) -> list[Row]:
    """Return the comments of a page as the score takes them: their words less the furniture between."""
    page = read_page(take_snapshot(text.encode(), name="page", media_type="text/plain"))
    shown = [(one, one.span) for one in read_threads(page) if one.span]
    place = {one.id: number for number, (one, _) in enumerate(shown)}
    site = [block.span for block in page.blocks if block.kind == "furniture"]
    return [
        {
            "text": "".join(span.of(text) for span in _without(own, [at for at in site if own.holds(at)])),
            "author": one.author,
            "parent": place.get(one.parent or ""),
            "confidence": one.parent_confidence,
        }
        for one, own in shown
    ]


def _without(span: Span, holes: Sequence[Span]) -> Iterator[Span]:
    at = span.start
    for hole in holes:
        if at < hole.start:
            yield Span(at, hole.start)
        at = hole.end
    if at < span.end:
        yield Span(at, span.end)


def _score(shared: Path) -> Any:
    """Return the score of the data's owners."""
    spec = importlib.util.spec_from_file_location("threads_score", shared / "score" / "threads.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
