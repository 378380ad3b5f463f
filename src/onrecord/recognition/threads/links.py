"""Who answers whom: each comment answers one above it or stands on the article, decided down the whole page."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from onrecord.recognition.threads.features import STRAIGHT, History, answer_features, candidates, pair_features
from onrecord.recognition.threads.voices import Room, Voice

BEAM = 2
"""Readings of the thread kept side by side. One was no worse on the public threads, four no better."""


DOUBT = 0.2
"""Logits that every answer must bring more than a comment on the article: on new sites links are rather too many.

Of 0.15, 0.2 and 0.3 tried on sites not fitted on, more raised accuracy (flattened .796, .800, .803) and cost replies
(.688, .687, .677)."""


@dataclass(frozen=True, slots=True)
class Weights:
    """A weight in logits for each named feature.

    `link_table` and `root_table` turn the raw chance of an answer, or of a comment on the article, into a calibrated
    one, by steps.
    """

    features: Mapping[str, float]
    link_table: Sequence[tuple[float, float]]
    root_table: Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Link:
    """The comment that another answers (None: none) with the calibrated chance that this is right."""

    parent: int | None
    confidence: float
    features: tuple[str, ...] = ()


@cache
def weights() -> Weights:
    """Return the shipped weights."""
    data = json.loads(files("onrecord.recognition.threads").joinpath("weights.json").read_text(encoding="utf-8"))
    tables = data["calibration"]
    return Weights(
        features=data["features"],
        link_table=[(a, b) for a, b in tables["answer"]],
        root_table=[(a, b) for a, b in tables["article"]],
    )


Features = tuple[str, ...]


def options(room: Room, voice: Voice, history: History) -> tuple[Features, list[tuple[int, Features]]]:
    """Return what speaks for or against an answer at all, and for each comment that `voice` may answer what speaks."""
    if voice.number == 0:
        return (), []
    path = history.path()
    found = [(j, tuple(pair_features(room, voice, j, path, history))) for j in candidates(room, voice, path)]
    return tuple(answer_features(room, voice, history)), found


def links(room: Room, given: Mapping[int, int | None], fitted: Weights) -> list[Link]:
    """Return a link for each comment, in order. `given` links stand and are not asked again."""
    beams: list[tuple[float, History, tuple[Link, ...]]] = [(0.0, History(), ())]
    for voice in room.voices:
        if voice.number in given:
            sure = Link(given[voice.number], 1.0)
            beams = [(score, History((*h.parents, sure.parent)), (*done, sure)) for score, h, done in beams]
            continue
        grown = []
        for score, history, done in beams:
            for link, chance in _choices(room, voice, history, fitted):
                grown.append(
                    (score + math.log(max(chance, 1e-9)), History((*history.parents, link.parent)), (*done, link))
                )
        grown.sort(key=lambda item: -item[0])
        beams = grown[:BEAM]
    return _doubted(list(beams[0][2]))


CROSSED = 0.25
"""Share of the links by name or quotation, from which a page is taken not to put answers below what they answer.

It was 0.6 and 0.3 on the two public pages of this kind, and 0 on 14 of the 16 others with three such links; on two
short ones a single link reached so far."""
SURE_AT_MOST = 0.7
"""Confidence of links on such a page: its own reply links then often are where its readers' calls are not."""


def _doubted(found: list[Link]) -> list[Link]:
    """Return the links, none of them sure where readers often call or quote comments that the talk has gone past.

    Where answers stand below what they answer, whoever is called has just spoken or is being answered.
    """
    if not crosses(found):
        return found
    return [
        link
        if link.parent is None or not link.features
        else replace(link, confidence=min(link.confidence, SURE_AT_MOST))
        for link in found
    ]


def crosses(found: Sequence[Link]) -> bool:
    """Return whether links by name or quotation often reach past the talk that is open where they stand."""
    told = [
        link for link in found if any(name in STRAIGHT or name.startswith("calls its author") for name in link.features)
    ]
    past = sum("closed" in link.features for link in told)
    return past >= 2 and len(told) >= 3 and past >= CROSSED * len(told)


def _choices(room: Room, voice: Voice, history: History, fitted: Weights) -> list[tuple[Link, float]]:
    """Return the three likeliest readings of one comment with their chances."""
    scored: list[tuple[float, int | None, Features]] = [(DOUBT, None, ())]
    weight_of = fitted.features.get
    shared, found_above = options(room, voice, history)
    base = sum([weight_of(name, 0.0) for name in shared])
    for j, features in found_above:
        scored.append((base + sum([weight_of(name, 0.0) for name in features]), j, features))
    top = max(score for score, _, _ in scored)
    total = sum(math.exp(score - top) for score, _, _ in scored)
    scored.sort(key=lambda item: -item[0])
    found = []
    for score, parent, names in scored[:3]:
        chance = math.exp(score - top) / total
        table = fitted.root_table if parent is None else fitted.link_table
        told = names if parent is None else shared + names
        found.append((Link(parent, calibrated(chance, table), told), chance))
    return found


def calibrated(chance: float, table: Sequence[tuple[float, float]]) -> float:
    """Return the chance after calibration: straight lines between the steps of `table`."""
    before = (0.0, 0.0)
    for raw, true in table:
        if chance <= raw:
            width = raw - before[0]
            return round(before[1] + (true - before[1]) * ((chance - before[0]) / width if width else 1.0), 3)
        before = (raw, true)
    return round(before[1], 3)
