"""Who "it" or "they" is: an organisation, a group or a document spoken of shortly before."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter

from onrecord.recognition.people.nominals import Nominal
from onrecord.recognition.people.parties import Party
from onrecord.recognition.people.resolution import Resolution

REACH = 3
"""How many sentences back."""

LEAST = 1.0
"""The least value at which a pronoun takes a party."""

_VALUE = {
    "thing": {"organization": 1.0, "document": 0.6, "group": 0.6, "place": 0.2, "other": 0.0},
    "several": {"organization": 0.8, "group": 1.0},
}
_COLLECTIVE = frozenset(
    "police press media public community crowd opposition military army navy family couple pair duo trio band team "
    "crew squad government force union".split()
)
"""Groups that are "it" as well as "they"."""


def thing(found: Resolution, one: Nominal) -> Party | None:
    """Return whom "it" or "they" means: the best by who spoke, who was a subject, how often and how near; or None.

    The values are set by hand: fewer than 60 labelled pronouns of this kind are at hand.
    """
    words, sources = found.scene.words, found.scene.sources
    sentence = words.sentence[one.first]
    seen: Counter[int] = Counter()
    values: dict[int, float] = {}
    parties: dict[int, Party] = {}
    at = bisect_left(found.nominals, one.first, key=lambda nominal: nominal.first)
    for before in reversed(found.nominals[:at]):
        gap = sentence - words.sentence[before.first]
        if gap > REACH:
            break
        party = found.of.get(before.first)
        pair = one.kind == "several" and _first_of_two(found, before)
        if party is None or not (pair or _may_be(party, one)) or found.scene.own_words(one, before):
            continue
        seen[party.number] += 1
        if before.level == "pronoun":
            continue
        value = (1.0 if pair else _VALUE[one.kind].get(party.kind, 0.0)) - 0.6 * gap
        value -= 0.8 * (words.quoted[before.first] != words.quoted[one.first])
        value += 1.2 * (pair or found.scene.role(before) == "subject")
        value += 1.5 * (before.first in sources and one.first in sources)
        if party.number not in values or value > values[party.number]:
            values[party.number], parties[party.number] = value, party
    best = max(values, key=lambda number: values[number] + 0.3 * min(seen[number], 4), default=None)
    return parties[best] if best is not None and values[best] + 0.3 * min(seen[best], 4) >= LEAST else None


def _first_of_two(found: Resolution, one: Nominal) -> bool:
    """Whether "and" and another name stand behind a name; a record's speaker is one, and so "they" is the first."""
    words, nominals = found.scene.words, found.nominals
    if one.level != "name" or words.lower(one.after) != "and":
        return False
    at = found.place(one) + 1
    behind = nominals[at] if at < len(nominals) else None
    return behind is not None and behind.level == "name" and words.first_at(behind.span.start) == one.after + 1


def _may_be(party: Party, one: Nominal) -> bool:
    if one.kind == "several":
        return party.many or party.kind in ("group", "organization")
    if party.many:
        return not party.heads.isdisjoint(_COLLECTIVE)
    return party.kind in ("organization", "document", "place", "other")
