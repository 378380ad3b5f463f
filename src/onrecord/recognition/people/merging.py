"""The mentions of the model's heads put together with those found by rule.

The rules know where a name ends and what its titles tell; the model knows from the sentence whether a name is a
person's. So spans stay the rules' where both found something, kinds become the model's where the rules only guessed,
and what the rules missed is added.
"""

from __future__ import annotations

from collections.abc import Sequence

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


def merged(words: Words, nominals: Sequence[Nominal], mentions: Sequence[Mention]) -> list[Nominal]:
    """Return the mentions by rule with the model's put in, in order of their first word."""
    found = list(nominals)
    taken: dict[int, Nominal] = {}
    for one in found:
        for number in range(one.first, one.after):
            taken[number] = one
    for mention in mentions:
        numbers = words.inside(mention.span)
        if not len(numbers) or mention.level == "pronoun":
            continue
        known = [taken[n] for n in numbers if n in taken]
        if mention.level == "name":
            fresh = _name(words, numbers, mention, known)
        else:
            fresh = _description(words, numbers, mention, known)
        for one in fresh:
            found.append(one)
            for number in range(one.first, one.after):
                taken[number] = one
    people = {n for m in mentions if m.kind == "person" for n in words.inside(m.span)}
    for one in found:
        if one.level == "name" and one.kind == "person" and one.score <= UNSURE and one.first not in people:
            one.kind, one.score = "other", 0.4
    return sorted(found, key=lambda one: one.first)


def _name(words: Words, numbers: range, mention: Mention, known: list[Nominal]) -> list[Nominal]:
    names = [one for one in known if one.level == "name"]
    for one in names:
        if one.score < GUESSED and mention.kind != "other" and numbers.start <= one.first and one.after <= numbers.stop:
            one.kind, one.score = mention.kind, max(one.score, 0.85)
    if known or mention.score < SURE or not words.at(numbers.start)[:1].isupper():
        return []
    fresh = [one for one in read_run(words, numbers.start, numbers.stop, after_the=False) if one.level == "name"]
    for one in fresh:
        if mention.kind != "other":
            one.kind, one.score = mention.kind, mention.score
    return fresh


def _description(words: Words, numbers: range, mention: Mention, known: list[Nominal]) -> list[Nominal]:
    if known or mention.score < SURE or mention.kind not in ("person", "organization"):
        return []
    made = describe_source(words, [words.span(numbers.start, numbers.stop)])
    if made.kind == "person" and mention.kind == "organization":
        made.kind = "organization"
    return [made]
