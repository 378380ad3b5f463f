"""Descriptions put with those they describe: "the mayor", "the Russian diplomat", "his father, Johann"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.recognition import lexicon
from onrecord.recognition.nominals import Nominal
from onrecord.recognition.parties import Party
from onrecord.recognition.ranking import Candidate
from onrecord.recognition.words import Words

if TYPE_CHECKING:
    from onrecord.recognition.coreference import Resolution

_BE = frozenset("is was are were be been being became becomes become remains remained".split())
_NAMING = frozenset("as named called".split())


def link_names(found: Resolution) -> None:
    """Put descriptions beside a name with it: "Ann Lee, the mayor", "the mayor, Ann Lee", "Ann Lee is the mayor"."""
    words = found.scene.words
    nominals = found.nominals
    for number, one in enumerate(nominals):
        if one.level != "description" or one.first in found.of:
            continue
        before = nominals[number - 1] if number else None
        behind = nominals[number + 1] if number + 1 < len(nominals) else None
        name = _beside(words, one, before, behind, found)
        if name is not None:
            found.of[name.first].add(one, "apposition")
            found.assign(one, found.of[name.first], "apposition")


def _beside(words: Words, one: Nominal, before: Nominal | None, behind: Nominal | None, found: Resolution) -> Nominal | None:
    if one.many or one.kind in ("document",):
        return None
    start = words.first_at(one.span.start)
    for name in (before,):
        if name is None or name.level != "name" or not _fits(found.of.get(name.first), one):
            continue
        between = words.low[name.after : start]
        if words.sentence[name.after - 1] != words.sentence[one.first]:
            continue
        if between == [","] and not name.possessive:
            return name
        if between and between[0] in _BE and len(between) <= 3 and all(w in _BE or w in ("also", "then", "now", "later") for w in between):
            return name
    if behind is not None and behind.level == "name" and _fits(found.of.get(behind.first), one):
        at = words.first_at(behind.span.start)
        between = words.low[one.after : at]
        if words.sentence[behind.first] == words.sentence[one.first] and between in ([","], []) and not one.possessive:
            closed = words.lower(behind.after) in (",", ".", ")", "") or between == []
            if closed and start >= 0 and (one.definite or one.owner or between == []):
                return behind
    return None


def _fits(party: Party | None, one: Nominal) -> bool:
    if party is None or (party.gender and one.gender and party.gender != one.gender):
        return False
    if one.kind == "person":
        return party.kind in ("person", "other")
    if one.kind == "organization":
        return party.kind in ("organization", "other", "place")
    return False


def describe(found: Resolution, one: Nominal, seen: list[Candidate]) -> Party | None:
    """Return the party that a description means, a new one where it opens one; `seen` is the latest first."""
    party = _known(found, one, seen)
    if party is not None:
        party.add(one, "description")
        found.assign(one, party, "description")
        return party
    party = Party(number=_next(found), kind=one.kind, gender=one.gender, many=one.many)
    party.add(one)
    found.parties.append(party)
    found.assign(one, party, "new")
    return party


def _next(found: Resolution) -> int:
    return found.parties[-1].number + 1 if found.parties else 0


def _known(found: Resolution, one: Nominal, seen: list[Candidate]) -> Party | None:
    if not one.definite or one.many:
        return None
    words = found.scene.words
    sentence = words.sentence[one.first]
    opening = words.lower(words.first_at(one.span.start))
    if opening not in ("the", "this", "that"):
        return None
    said = [word for word in one.parts if word != one.head]
    state = next((lexicon.demonyms()[w] for w in said if w in lexicon.demonyms()), None)
    best: Party | None = None
    for candidate in seen:
        party = candidate.party
        if party.many or not _fits(party, one):
            continue
        if one.head in party.heads:
            return party
        if sentence - words.sentence[candidate.last.first] > 4:
            continue
        if best is None and party.names and _tells(party, one, state):
            best = party
    return best


def _tells(party: Party, one: Nominal, state: str | None) -> bool:
    """Whether nothing in a description speaks against a party that it does not name."""
    if one.kind == "person":
        return party.kind == "person" and (one.head in ("man", "woman", "boy", "girl", "lawyer", "diplomat", "politician"))
    return party.kind in ("organization",)
