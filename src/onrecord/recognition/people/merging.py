"""The mentions of the model's heads put together with those found by rule.

The rules know where a name ends and what its titles tell; the model knows from the sentence whether a name is a
person's. So spans stay the rules' where both found something, kinds become the model's where the rules only guessed,
and what the rules missed is added.
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.recognition.people.names import without_possessive
from onrecord.recognition.people.nominals import Nominal, read_run
from onrecord.recognition.people.sources import describe_source
from onrecord.recognition.people.words import Words
from onrecord.terms import Mention

GUESSED = 0.9
"""The score below which the kind of a name by rule gives way to the model's."""

UNSURE = 0.6
"""The score of two capitalised words that nothing tells of: a person only where the model thinks so too."""

SURE = 0.6
"""The score from which a mention that the rules missed is taken from the model."""

OPENING = 0.9
"""The same for a single word that opens a sentence or a quotation, where capitals tell nothing."""


def merged(words: Words, nominals: Sequence[Nominal], mentions: Sequence[Mention]) -> list[Nominal]:
    """Return the mentions by rule with the model's put in, in order of their first word."""
    found = list(nominals)
    taken: dict[int, Nominal] = {}
    for one in found:
        for number in range(one.first, one.after):
            taken[number] = one
    people: set[int] = set()
    told: set[int] = set()
    for mention in mentions:
        numbers = words.inside(mention.span)
        told.update(numbers)
        if mention.kind == "person":
            people.update(numbers)
        if not numbers or mention.level == "pronoun":
            continue
        known = [taken[n] for n in numbers if n in taken]
        if mention.level == "name" and _is_one_body(words, numbers, mention, known):
            found = [one for one in found if one not in known]
            for number in numbers:
                taken.pop(number, None)
            known = []
        if mention.level == "name":
            fresh = _name(words, numbers, mention, known)
        else:
            fresh = _description(words, numbers, mention, known)
        for one in fresh:
            found.append(one)
            for number in range(one.first, one.after):
                taken[number] = one
    kept = []
    for one in found:
        if one.level == "name" and one.kind == "person" and one.score <= UNSURE and one.first not in people:
            one.kind, one.score = "other", 0.4
        if one.level != "name" or one.score > 0.5 or one.first in told or not _only_opens(words, one):
            kept.append(one)
    return sorted(kept, key=lambda one: one.first)


def _only_opens(words: Words, one: Nominal) -> bool:
    """Whether a name is one word that opens a sentence or a quotation and has its capital nowhere else."""
    if one.after - one.first > 1 or one.role or not words.opens_speech(one.first):
        return False
    plain = without_possessive(words.at(one.first))
    return words.inner_capitals.isdisjoint((plain, f"{plain}'s", f"{plain}’s"))


def _name(words: Words, numbers: range, mention: Mention, known: list[Nominal]) -> list[Nominal]:
    names = [one for one in known if one.level == "name"]
    for one in names:
        heads = numbers.start <= one.first and one.after == numbers.stop  # "Acme leaders" are persons, Acme is none
        if one.score < GUESSED and mention.kind != "other" and heads:
            one.kind, one.score = mention.kind, max(one.score, 0.85)
    if known or mention.score < SURE or not words.at(numbers.start)[:1].isupper():
        return []
    fresh = [one for one in read_run(words, numbers.start, numbers.stop, after_the=False) if one.level == "name"]
    fresh = [one for one in fresh if not _only_opens(words, one) or _stays(words, one, mention)]
    for one in fresh:
        if mention.kind != "other":
            one.kind, one.score = mention.kind, mention.score
    return fresh


def _is_one_body(words: Words, numbers: range, mention: Mention, known: list[Nominal]) -> bool:
    """Whether the model is sure that two names which an "and" parts are one: "Dale Fire | and Rescue Service"."""
    if (
        mention.kind != "organization"
        or mention.score < OPENING
        or "and" not in words.low[numbers.start : numbers.stop]
    ):
        return False
    ends = known and known[0].first == numbers.start and known[-1].after == numbers.stop
    if not ends or len({id(one) for one in known}) != 2 or any(one.level != "name" for one in known):
        return False
    whole = read_run(words, numbers.start, numbers.stop, after_the=False)
    return len(whole) == 1 and (whole[0].first, whole[0].after) == (numbers.start, numbers.stop)


def _stays(words: Words, one: Nominal, mention: Mention) -> bool:
    """Whether the model is sure of a name that only opens a sentence, and the page never writes it small."""
    return mention.score >= OPENING and words.low[one.first] not in words.small


def _description(words: Words, numbers: range, mention: Mention, known: list[Nominal]) -> list[Nominal]:
    if known or mention.score < SURE or mention.kind not in ("person", "organization"):
        return []
    made = describe_source(words, [words.span(numbers.start, numbers.stop)])
    if made.head in ("a", "an", "the"):
        return []  # cut off
    if made.kind == "person" and mention.kind == "organization":
        made.kind = "organization"
    return [made]
