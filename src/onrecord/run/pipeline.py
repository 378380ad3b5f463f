"""One snapshot through intake and recognition: a page in, a record out."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord import __version__
from onrecord.intake.pages import Hints, read_page
from onrecord.model.runtime import Model, load
from onrecord.recognition.attribution import find_attributions, find_mentions, passages_of, read_passages
from onrecord.recognition.conduct import read_conduct
from onrecord.recognition.people import read_people
from onrecord.recognition.quantities import read_quantities
from onrecord.recognition.threads import read_threads
from onrecord.recognition.times import read_times, resolve_in_quotations, said_at
from onrecord.terms import (
    ARTICLE_BODY,
    LAYERS,
    Attribution,
    Clash,
    Comment,
    Entity,
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
    """What to find and how: the layers to fill, the least confidence of an attribution kept (None: the
    model card's threshold), cores used (None: all)."""

    layers: frozenset[Layer] = frozenset(LAYERS)
    min_confidence: float | None = None
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
    if not page.blocks_of(ARTICLE_BODY):
        notes.append("no article was found on the page" + ("; its comments were read" if page.comments else ""))
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


def _findings(page: Page, model: Model | None, options: Options) -> tuple[Page, Findings]:
    """Return what was found in the words of `page`, and the page with the day it was published, where that was found.

    Of attributions, the spans come from the model alone; who speaks, on whose word and to whom comes with the layer
    `entities`, when it was said with `times`.
    """
    asked = options.layers
    times: tuple[TimeExpression, ...] = ()
    published: Published | None = page.published
    if "times" in asked:
        published, times = read_times(page)
        page = dataclasses.replace(page, published=published)
    attributions: Sequence[Attribution] = ()
    mentions: Sequence[Mention] | None = None
    entities: tuple[Entity, ...] = ()
    clashes: tuple[Clash, ...] = ()
    if model is not None:
        readings = read_passages(passages_of(page), page.text, model)
        attributions = find_attributions(readings, min_confidence=options.min_confidence)
        mentions = find_mentions(readings) if "entities" in asked else None
    if "times" in asked and attributions:
        attributions = [_with_day(page, one, times, published) for one in attributions]
        times, clashes = resolve_in_quotations(page, attributions, times, published)
    if "entities" in asked:
        entities, attributions = read_people(page, attributions, mentions)
    seen = times if "times" in asked else None
    quantities = read_quantities(page, attributions, times=seen) if "quantities" in asked else ()
    return page, Findings(
        entities=entities if "entities" in asked else (),
        attributions=tuple(attributions) if "attributions" in asked else (),
        times=times,
        quantities=quantities,
        clashes=clashes,
    )


def _with_day(
    page: Page, one: Attribution, times: Sequence[TimeExpression], published: Published | None
) -> Attribution:
    day, reason = said_at(page, one, times, published)
    return dataclasses.replace(one, said_at=day, reasons={**one.reasons, "said_at": reason}) if day else one
