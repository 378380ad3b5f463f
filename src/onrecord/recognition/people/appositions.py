"""Descriptions that stand beside the name they describe: "Ann Lee, the mayor", "Acme chairwoman Ann Lee"."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.recognition.people import lexicon
from onrecord.recognition.people.nominals import Nominal
from onrecord.recognition.people.parties import Party
from onrecord.recognition.people.resolution import Resolution
from onrecord.recognition.people.roles import verb_like
from onrecord.recognition.people.words import Words

BE = frozenset("is was are were be been being became becomes become remains remained".split())
ADVERBS = frozenset("also then now later once currently still".split())
"""Words that may stand between somebody and what they are said to be."""


def link_names(found: Resolution) -> None:
    """Put descriptions beside a name with it: "Ann Lee, the mayor", "the mayor, Ann Lee", "Ann Lee is the mayor"."""
    nominals = found.nominals
    for number, one in enumerate(nominals):
        if one.level != "description" or one.first in found.of or one.many or one.kind in ("document", "group"):
            continue
        before = nominals[number - 1] if number else None
        behind = nominals[number + 1] if number + 1 < len(nominals) else None
        if before is not None and before.first >= found.scene.words.first_at(one.span.start) and number > 1:
            before = nominals[number - 2]  # the owner in "Ann Lee, Malta's mayor" is a part of the description
        name = _complement(found, one, nominals[number + 1 : number + 4]) or _beside(found, one, before, behind)
        if name is not None:
            party = found.of[name.first]
            party.add(one, "apposition")
            text = one.span.of(found.scene.words.text)
            party.roles.append(text.split(" ", 1)[-1] if one.definite or text[:2] in ("a ", "an") else text)
            found.assign(one, party, "apposition")


def link_affiliations(found: Resolution) -> None:
    """Note for each person the organisation or state that a title names: "Acme chief Ann Lee", "Ann Lee of Acme"."""
    words, nominals = found.scene.words, found.nominals
    for number, one in enumerate(nominals):
        person = found.of.get(one.first)
        if person is None or person.kind != "person" or not person.names or person.belongs is not None:
            continue
        before = nominals[number - 1] if number else None
        inside = before is not None and before.first >= words.first_at(one.span.start) - 1
        if one.level == "name" and one.role and before is not None and inside and _together(words, before, one):
            _belong(person, found.of.get(before.first))
        if one.level == "description" or one.role is None:
            behind = nominals[number + 1] if number + 1 < len(nominals) else None
            joined = words.lower(one.after) in ("of", "for", "at", "with") if behind is not None else False
            if joined and behind is not None and words.first_at(behind.span.start) == one.after + 1:
                _belong(person, found.of.get(behind.first))
            elif one.level == "name" and behind is not None and words.lower(one.after) == ",":
                between = words.low[one.after + 1 : words.first_at(behind.span.start)]
                near = 1 < len(between) < 8 and between[-1] in ("of", "for", "at", "with") and "," not in between
                if near and not any(map(verb_like, between)):
                    _belong(person, found.of.get(behind.first))


def _together(words: Words, one: Nominal, two: Nominal) -> bool:
    return words.sentence[one.first] == words.sentence[two.first]


def _belong(person: Party, whole: Party | None) -> None:
    if whole is not None and whole.names and whole.kind in ("organization", "other", "place"):
        person.belongs = whole


def _beside(found: Resolution, one: Nominal, before: Nominal | None, behind: Nominal | None) -> Nominal | None:
    """Return the name that a description stands in apposition to, or that is said to be it."""
    words = found.scene.words
    start = words.first_at(one.span.start)
    credited = one.span.start in found.scene.starts
    follower = words.lower(one.after)
    if before is not None and words.low[before.after : start] == [","]:
        _correct_kind(found.of.get(before.first), one)
    if before is not None and before.level == "name" and fits(found.of.get(before.first), one) and not credited:
        between = words.low[before.after : start]
        together = words.sentence[before.first] == words.sentence[one.first]
        if together and between == [","] and not before.possessive and not verb_like(follower):
            return before
        if together and between and between[0] in BE and all(w in BE or w in ADVERBS for w in between):
            return before
    if behind is None or behind.level != "name" or not fits(found.of.get(behind.first), one):
        return None
    at = behind.first if behind.span.start <= one.span.start else words.first_at(behind.span.start)
    between = words.low[one.after : at]
    if words.sentence[behind.first] != words.sentence[one.first] or one.possessive or between not in ([","], []):
        return None
    if behind.span.start in found.scene.starts:
        return None
    closed = words.lower(behind.after) in (",", ".", ")", "") or not between or _closes_late(words, behind.after)
    settled = one.definite or not between or words.lower(start) in ("a", "an", "one", "another") or one.owner
    return behind if closed and settled else None


def _correct_kind(party: Party | None, one: Nominal) -> None:
    """Make an organisation of what was taken for a person by one name that nobody bears: "Norvia, a maker of chips"."""
    if party is None or party.kind != "person" or one.kind != "organization" or party.roles or party.gender:
        return
    if all(len(name) == 1 and name[0] not in lexicon.forenames() for name in party.names):
        party.kind = "organization"


_JOINING = frozenset("for of at with from in".split())
_LONGEST_COMPLEMENT = 6
"""Words between a description and the comma before its name."""


def _complement(found: Resolution, one: Nominal, behind: Sequence[Nominal]) -> Nominal | None:
    """Return the name behind what belongs to a description: "a spokesman for her office, | Joao Pinto, denied this".

    `behind` are the next mentions. None where one person is described between ("a spokesman for the mayor, Ann Lee"):
    the name may be theirs.
    """
    words = found.scene.words
    if one.kind != "person" or one.possessive or words.lower(one.after) not in _JOINING:
        return None
    between = range(one.after + 1, min(one.after + 1 + _LONGEST_COMPLEMENT, len(words)))
    comma = next((n for n in between if words.lower(n) == ","), None)
    if comma is None or any(map(verb_like, words.low[one.after + 1 : comma])):
        return None
    for other in behind:
        if other.first < comma:
            if other.level != "pronoun" and other.kind == "person" and not other.many:
                return None
            continue
        begins = words.first_at(other.span.start) == comma + 1 and other.level == "name"
        letters = words.at(other.after).isupper()  # "Leila Berg QC,"
        closed = words.lower(other.after + letters) in (",", ".", ")", "")
        credited = other.span.start in found.scene.starts
        return other if begins and closed and not credited and fits(found.of.get(other.first), one) else None
    return None


def _closes_late(words: Words, at: int) -> bool:
    """Whether what belongs to a name ends in a comma: "its author, Mona Berg of the Technical University, | told"."""
    return words.lower(at) in ("of", "from", "at") and "," in words.low[at + 1 : at + 1 + _LONGEST_COMPLEMENT]


def fits(party: Party | None, one: Nominal) -> bool:
    """Return whether a description's kind and gender may be a party's."""
    if party is None or (party.gender and one.gender and party.gender != one.gender):
        return False
    if one.kind == "person":
        return party.kind in ("person", "other")
    if one.kind == "organization":
        return party.kind in ("organization", "other", "place")
    return False
