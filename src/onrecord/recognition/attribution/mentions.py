"""Who is mentioned: names, descriptions and pronouns, out of the same pass of the model."""

from __future__ import annotations

from typing import Final, Literal

import numpy as np

from onrecord.recognition.attribution.decoding import best_labels, segments
from onrecord.recognition.attribution.reading import Readings, columns_of
from onrecord.terms import Mention

LEVELS: Final[tuple[Literal["name", "description", "pronoun"], ...]] = ("name", "description", "pronoun")
KINDS: Final[tuple[Literal["person", "organization", "place", "other"], ...]] = (
    "person",
    "organization",
    "place",
    "other",
)


def find_mentions(readings: Readings) -> list[Mention]:
    """Return the mentions of a page in the order of its words: names, descriptions, pronouns, with kind and score."""
    model = readings.model
    settings = model.decode
    bias = np.array(settings["level_bias"], np.float32)
    levels = [columns_of(window, model, "levels") for window in readings.windows]
    moves, start = np.array(settings["level_moves"], np.float32), np.array(settings["level_start"], np.float32)
    found: list[Mention] = []
    for window, scores, labels in zip(
        readings.windows, levels, best_labels([one + bias for one in levels], moves, start), strict=True
    ):
        kinds = np.exp(columns_of(window, model, "kinds"))
        for one in segments(labels, np.exp(scores), window.breaks):
            if one.start in window.foreign:
                continue
            kind = int(kinds[one.start : one.end].mean(0).argmax())
            found.append(
                Mention(span=window.span(one), level=LEVELS[one.label], kind=KINDS[kind], score=round(one.score, 4))
            )
    return sorted(found, key=lambda mention: mention.span)
