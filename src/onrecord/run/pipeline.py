"""One snapshot through intake and recognition: a page in, a record out."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord import __version__
from onrecord.intake.pages import Hints, read_page
from onrecord.model.runtime import Model, load
from onrecord.recognition.attribution import read_statements
from onrecord.recognition.conduct import read_conduct
from onrecord.recognition.people import read_people
from onrecord.recognition.quantities import read_quantities
from onrecord.recognition.threads import read_threads
from onrecord.recognition.times import read_times, resolve_in_quotations, said_at
from onrecord.terms import (
    LAYERS,
    Attribution,
    Clash,
    Comment,
    Findings,
    Layer,
    Mention,
    Page,
    Provenance,
    Published,
    Record,
    Snapshot,
    TimeExpression,
)

LANGUAGE = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What to find and how: the layers to fill, the least confidence of an attribution kept, cores (None: all)."""

    layers: frozenset[Layer] = frozenset(LAYERS)
    min_confidence: float = 0.0
    threads: int | None = None


def read_snapshot(snapshot: Snapshot, hints: Hints | None = None, options: Options | None = None) -> Record:
    """Return the record of the page that `snapshot` holds; `hints` are what is known of it besides.

    Raises `InputError` where there is no page in it, `ModelError` where the model cannot be used.
    """
    return read_record(read_page(snapshot, hints), options or Options())


def read_record(page: Page, options: Options) -> Record:
    """Return the record of a page that intake has read. Layers that `options` does not name are left empty."""
    asked, notes = options.layers, []
    if "threads" in asked:
        page = dataclasses.replace(page, comments=_comments(page))
    model: Model | None = None
    found = Findings()
    if page.language not in (LANGUAGE, None):
        notes.append(f"the page is in another language than English ({page.language}): statements were not sought")
    elif asked & {"attributions", "entities", "times", "quantities"}:
        if asked & {"attributions", "entities"}:
            model = load(threads=options.threads)
        page, found = _findings(page, model, options)
    return Record(
        page=page,
        findings=found,
        made_by=Provenance(
            onrecord=__version__,
            model=model.version if model else None,
            model_sha256=model.sha256 if model else None,
        ),
        notes=tuple(notes),
    )


def _comments(page: Page) -> tuple[Comment, ...]:
    """The comments of `page` with their thread and what in them was flagged."""
    threaded = read_threads(page)
    return tuple(
        dataclasses.replace(
            comment,
            conduct=read_conduct(page.text, comment.span, quoted=[quote.span for quote in comment.quotes]),
        )
        if comment.span
        else comment
        for comment in threaded
    )
