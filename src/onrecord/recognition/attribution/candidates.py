"""From segments and links to attributions: contents to their cue, each cue to its source or to none.

What the links tell comes first; what stands on the page decides where it can only be read one way: a quotation with its
speaker right behind it, a line signed with a dash, a clause that somebody reports, a quotation on its own.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np

from onrecord.recognition.attribution.decoding import (
    CONTENT,
    CUE,
    SOURCE,
    TO_CUE,
    TO_SOURCE,
    Aim,
    Floats,
    Links,
    Segment,
    aims,
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """One attribution in words of its window; `features` say how sure."""

    source: Segment | None
    cue: Segment
    contents: tuple[Segment, ...]
    features: tuple[float, ...]


IDLE_CUE: Final = 0.85
IDLE_LINK: Final = 0.5
UNSURE_CUE: Final = 0.7
"""How sure a cue without content and its link to a source must be, and how unsure the cue of the clause before them,
for that clause to become their content. Set by hand after the seed page; in the 924 articles of PolNeAR and 454 written
texts it happens once, rightly."""
SENTENCE_EDGE: Final = frozenset('\n.!?”"')

OPENING: Final = frozenset('“"«„')
CLOSING: Final = frozenset('”"»“')
TURN_EDGE: Final = SENTENCE_EDGE | {";", ":"}
DASHES: Final = frozenset("-–—")
TAGGED: Final = 0.9
"""How sure the links of a quotation are at the least to what follows it: see `_tagged`. Of 2,577 quotations followed so
in PolNeAR, the pages and our own texts the links alone went elsewhere with seven, four of them wrongly."""

FLOATING: Final = 0.9
FLOATING_CUE: Final = 0.3
FLOATING_LINK: Final = 0.3
FLOATING_SOURCE: Final = 0.7
"""How sure a floating quotation must be a content, point at a word, and that word at its source."""

FEATURES: Final = (
    "cue",
    "content",
    "weakest content",
    "source or none",
    "content link",
    "source link",
    "cue first word",
    "pieces",
    "distance",
)
"""What `Candidate.features` holds, for the calibration that the card keeps."""


def candidates(
    found: Sequence[Segment],
    links: Links,
    chances: Floats,
    *,
    settings: Mapping[str, Any],
    before: Callable[[int], str],
    stands_alone: Callable[[Segment], bool],
) -> list[Candidate]:
    """Return the attributions that the segments `found` in one window make; `chances` of its words [words, labels].

    A content that points at a word which no cue holds tells of a cue that the roles alone missed, and so does a cue
    of its source: those are taken up where the link is sure. A content that points nowhere is dropped. `before` returns
    the sign before a word, a line feed where a paragraph begins; `stands_alone` whether a content is whole sentences
    in quotation marks that follow another sentence of their paragraph.
    """
    window = _Window(found, links, chances, settings, before)
    made = window.linked(stands_alone)
    window.take_clauses(made)
    window.take_floating(made, stands_alone)
    return made


class _Window:
    """The segments of a window and where they point, on the way to attributions."""

    def __init__(
        self,
        found: Sequence[Segment],
        links: Links,
        chances: Floats,
        settings: Mapping[str, Any],
        before: Callable[[int], str],
    ) -> None:
        self.links, self.chances, self.settings, self.before = links, chances, settings, before
        self.sources, self.cues, self.contents = ([one for one in found if one.label == n] for n in range(3))
        self.at = {one.start: one for one in found}
        self.taken = np.zeros(len(chances), bool)  # words that a segment holds
        for one in found:
            self.taken[one.start : one.end] = True

    def linked(self, stands_alone: Callable[[Segment], bool]) -> list[Candidate]:
        """Return the attributions that the page and the links tell."""
        tagged = self._tagged() | self._signed()
        of_cue: dict[Segment, list[tuple[Segment, float]]] = {}
        for content, aim in zip(self.contents, aims(self.links, TO_CUE, self.contents), strict=True):
            cue: Segment | None
            if content in tagged:
                cue, _ = tagged[content]
                link = max(TAGGED, aim.at(cue))
            else:
                cue, link = self._pointed(self.cues, aim, CUE)
            if cue is not None and link >= self.settings["content_link"]:
                of_cue.setdefault(cue, []).append((content, link))
        made: list[Candidate] = []
        linked = sorted(of_cue, key=lambda one: one.start)
        whose = dict(tagged.values())
        for cue, aim in zip(linked, aims(self.links, TO_SOURCE, linked), strict=True):
            held = _kept_parts(of_cue[cue], self.settings["further_link"])
            source, link = self._source(aim, whose.get(cue))
            if cue.score < FLOATING_CUE and link >= FLOATING_SOURCE and all(stands_alone(part) for part, _ in held):
                made.append(_floating(cue, source, held, link, self.chances))
            else:
                made.append(_candidate(cue, source, held, link, self.chances))
        return made

    def _source(self, aim: Aim, told: Segment | None) -> tuple[Segment | None, float]:
        """Return the source of a cue with this `aim` and how sure: the one that the page has `told`, or none."""
        if told is not None:
            return told, max(TAGGED, aim.at(told))
        source, link = self._pointed(self.sources, aim, SOURCE)
        if source is None or aim.none * self.settings["none_weight"] > link:
            return None, aim.none
        return source, link

    def _tagged(self) -> dict[Segment, tuple[Segment, Segment]]:
        """Return the cue and source of each quotation that they follow at once: “No,” said Ann. “Yes,” said Bob.

        The quotation begins a sentence and ends in a comma, or in another stop where they are a whole sentence or the
        cue comes first; and no other content follows. Where speakers take turns so quickly the links confuse them.
        """
        tagged = {}
        for content in self.contents:
            first = self.at.get(content.end)
            second = self.at.get(first.end) if first else None
            if not first or not second or {first.label, second.label} != {CUE, SOURCE}:
                continue
            if self.before(content.start) not in TURN_EDGE or self.before(content.start + 1) not in OPENING:
                continue
            behind, stop = self.at.get(second.end), self.before(content.end - 1)
            if self.before(content.end) not in CLOSING or (behind is not None and behind.label == CONTENT):
                continue
            whole = second.end < len(self.chances) and self.before(second.end + 1) == "."
            if stop == "," or (stop in "?!" and (whole or first.label == CUE)):
                tagged[content] = (first, second) if first.label == CUE else (second, first)
        return tagged

    def _signed(self) -> dict[Segment, tuple[Segment, Segment]]:
        """Return the dash and source of each content that is a line with them: "Blast heard near port – witnesses"."""
        signed = {}
        for content in self.contents:
            dash, source = content.end, self.at.get(content.end + 1)
            if source is None or source.label != SOURCE or dash in self.at or self.before(dash + 1) not in DASHES:
                continue
            ends = source.end == len(self.chances) or self.before(source.end) == "\n"
            if ends and self.before(content.start) == "\n":
                signed[content] = (Segment(CUE, dash, dash + 1, source.score), source)
        return signed

    def take_clauses(self, made: list[Candidate]) -> None:
        """Put attributions by idle cues in place of unsure ones of `made` that are the whole clause before them.

        "The minister has made an offer of a truce, the Herald reported": a word has one role, and where roles tell the
        inner attribution the outer is left with source and cue. What lies within is found when its content is read
        again.
        """
        used = {one.cue for one in made}
        sources = {one.end: one for one in self.sources if self.before(one.start) == ","}
        idle = [one for one in self.cues if one.start in sources and one.score >= IDLE_CUE and one not in used]
        for cue, aim in zip(idle, aims(self.links, TO_SOURCE, idle), strict=True):
            source = sources[cue.start]
            if aim.at(source) < IDLE_LINK:
                continue
            for n, one in enumerate(made):
                last = max(one.contents, key=lambda part: part.end)
                first = min(part.start for part in (one.cue, *one.contents, *([one.source] if one.source else [])))
                ends_here = last.end + 1 == source.start and one.cue.end <= last.start
                if ends_here and one.cue.score < UNSURE_CUE and self.before(first) in SENTENCE_EDGE:
                    whole = Segment(CONTENT, first, last.end, last.score)
                    made[n] = _candidate(cue, source, [(whole, aim.at(source))], aim.at(source), self.chances)
                    break

    def take_floating(self, made: list[Candidate], stands_alone: Callable[[Segment], bool]) -> None:
        """Put floating quotations into `made`: "Ann Lee shook her head. “We were never asked.”"

        Their speaker is in a sentence whose verb tells of no speech, so that no cue is found there; but the links know.
        One joins the attribution of the cue that it points at, or makes one of the word that it points at and the
        source of that.
        """
        placed = {part for one in made for part in one.contents}
        floating = [one for one in self.contents if one.score >= FLOATING and one not in placed and stands_alone(one)]
        for content, aim in zip(floating, aims(self.links, TO_CUE, floating), strict=True):
            best = max(range(len(made)), key=lambda n: aim.at(made[n].cue), default=None)
            if best is not None and aim.at(made[best].cue) >= self.settings["content_link"]:
                made[best] = replace(made[best], contents=(*made[best].contents, content))
            elif aim.top >= FLOATING_LINK and not self.taken[aim.word]:
                cue = Segment(CUE, aim.word, aim.word + 1, aim.top)
                [back] = aims(self.links, TO_SOURCE, [cue])
                source, link = self._pointed(self.sources, back, SOURCE, least=0.0)
                if source is not None and link >= FLOATING_SOURCE:
                    self.taken[aim.word] = True
                    made.append(_floating(cue, source, [(content, aim.top)], link, self.chances))

    def _pointed(
        self, known: list[Segment], aim: Aim, label: int, *, least: float | None = None
    ) -> tuple[Segment | None, float]:
        """Return the segment of `known` that `aim` has, or a new one where it surely points beside them.

        The role of a new one must have a chance of `least`; None takes that of the settings.
        """
        best, link = None, 0.0
        for one in known:
            here = aim.at(one)
            if here > link:
                best, link = one, here
        word, chances, taken = aim.word, self.chances, self.taken
        if aim.top <= max(link, self.settings["new_link"]) or taken[word]:
            return best, link
        own = chances[word, 2 * label + 1] + chances[word, 2 * label + 2]
        if own < (self.settings["new_role"] if least is None else least):
            return best, link
        # A source that the roles hardly saw goes on as far as they saw it at all: "the | Kowalskis".
        further = 0.4 * own if label == SOURCE else 0.4
        end = word + 1
        while end < len(chances) and not taken[end] and chances[end, 2 * label + 2] > further:
            end += 1
        fresh = Segment(label, word, end, float(chances[word:end, 2 * label + 1 : 2 * label + 3].sum(1).mean()))
        taken[word:end] = True
        known.append(fresh)
        return fresh, aim.at(fresh)


def _kept_parts(held: Sequence[tuple[Segment, float]], least: float) -> list[tuple[Segment, float]]:
    """Return the parts of a content whose link is sure enough; the surest stays in any case."""
    top = max(link for _, link in held)
    return [(part, link) for part, link in held if link >= least or link == top]


def _floating(
    cue: Segment, source: Segment | None, held: Sequence[tuple[Segment, float]], link: float, chances: Floats
) -> Candidate:
    """Return a candidate whose cue is no word of speech: how sure it is tell the links to it, not its role."""
    made = _candidate(cue, source, held, link, chances)
    told = made.features[FEATURES.index("content link")]
    names = ("cue", "cue first word")
    features = tuple(told if name in names else x for name, x in zip(FEATURES, made.features, strict=True))
    return replace(made, features=features)


def _candidate(
    cue: Segment,
    source: Segment | None,
    held: Sequence[tuple[Segment, float]],
    link: float,
    chances: Floats,
) -> Candidate:
    parts = tuple(content for content, _ in held)
    near = min(max(cue.start - one.end, one.start - cue.end, 0) for one in parts)
    words = sum(one.end - one.start for one in parts)
    features = (
        cue.score,
        sum(one.score * (one.end - one.start) for one in parts) / words,
        min(one.score for one in parts),
        source.score if source else 0.5,
        max(score for _, score in held),
        link,
        float(chances[cue.start, 3]),
        float(min(len(parts), 3)),
        math.log1p(near),
    )
    return Candidate(source, cue, parts, features)
