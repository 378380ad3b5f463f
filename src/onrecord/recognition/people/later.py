"""Descriptions whose name comes only later: "the mayor" before "Ann Lee, the mayor", "a Maine man" before his name."""

from __future__ import annotations

from onrecord.recognition.people.appositions import fits
from onrecord.recognition.people.descriptions import COMMON
from onrecord.recognition.people.nominals import Nominal, sets
from onrecord.recognition.people.parties import Party
from onrecord.recognition.people.resolution import Resolution
from onrecord.recognition.people.roles import verb_like

_ANYBODY = frozenset("man woman boy girl teen teenager".split())
_INDEFINITE = frozenset("a an one another".split())
REACH = 4
"""How many sentences after its description somebody is named at the latest."""


def link_later(found: Resolution) -> None:
    """Put "the mayor" with the one party that the page calls mayor only later on."""
    for one in found.nominals:
        party = found.of.get(one.first)
        if one.level != "description" or not one.definite or party is None or party.names or one.kind != "person":
            continue
        if found.reasons.get(one.first) != "new" or one.head in COMMON:
            continue
        holders = [p for p in found.parties if p.names and one.head in p.heads and fits(p, one)]
        if len(holders) > 1:  # "the prime minister", on a page with a transport minister too
            title = _title(one.span.of(found.scene.words.text))
            holders = [p for p in holders if any(_title(role) == title for role in p.roles)]
        if len(holders) == 1:
            holders[0].add(one, "role")
            found.assign(one, holders[0], "role")


def _title(role: str) -> str:
    return role.lower().removeprefix("the ")


def link_named(found: Resolution) -> None:
    """Put "a Maine man" with the person who is named for the first time soon after, without a word on who that is.

    News reports say of everybody they bring in who it is; a full name that comes with no title and no description
    is somebody described before. Waiting for a name are "a man" and the like, "Elba's father", and "Georgia woman" at
    the top of a page; a description of any other kind ("a senator", "a candidate") was wrong as often as right on 480
    news texts. A name with an age behind it or "identified as" before it needs no more; any other has to be the
    subject of its sentence, and nobody else may be waiting.
    """
    waiting = [
        party
        for party in found.parties
        if not party.names and not party.many and party.kind == "person" and party.mentions and _opens(found, party)
    ]
    if not waiting:
        return
    for named in list(found.parties):
        first = named.mentions[0] if named.mentions else None
        if named.kind != "person" or first is None or first.level != "name" or named.roles or len(first.parts) < 2:
            continue
        if first.span.start < found.scene.words.starts[first.first]:
            continue  # a title stands before it
        near = [party for party in waiting if _may_be(found, party, named, first)]
        told = _identified(found, first) and any(_head(party) in _ANYBODY for party in near)
        if not near or (len(near) > 1 and not told and len({_head(party) for party in near}) > 1):
            continue
        words = found.scene.words
        follower = first.after < len(words) and words.sentence[first.after] == words.sentence[first.first]
        acts = follower and words.lower(first.after) != "." and found.scene.role(first) == "subject"
        if told or (acts and not first.possessive):
            heads = {_head(near[-1])}
            for party in near:
                if _head(party) in heads:
                    _join(found, party, named)
                    waiting.remove(party)


def _head(party: Party) -> str:
    return party.mentions[0].head


def _opens(found: Resolution, party: Party) -> bool:
    """Whether a party comes in by "a man", "Elba's father", or at the top of the page by "Georgia woman"."""
    words, one = found.scene.words, party.mentions[0]
    if one.level != "description" or one.kind != "person" or found.reasons.get(one.first) != "new":
        return False
    start = words.first_at(one.span.start)
    if words.low[start] in _INDEFINITE:
        return one.head in _ANYBODY
    if words.at(start).endswith(("'s", "’s")):
        return start < one.first and words.at(start)[:1].isupper()
    top = words.sentence[start] < 2 and words.opens_speech(start) and words.at(start)[:1].isupper()
    verbs = any(map(verb_like, words.low[start : one.first]))
    return top and start < one.first and not one.definite and not verbs and one.head not in sets().modifier


def _may_be(found: Resolution, party: Party, named: Party, first: Nominal) -> bool:
    sentences = found.scene.words.sentence
    last = max((m.first for m in party.mentions if m.first < first.first), default=None)
    if last is None or (party.gender and named.gender and party.gender != named.gender):
        return False
    return 1 <= sentences[first.first] - sentences[last] <= REACH


def _identified(found: Resolution, one: Nominal) -> bool:
    """Whether an age stands behind a name, or "identified as" before it."""
    words = found.scene.words
    age = words.lower(one.after) == "," and words.lower(one.after + 1).isdigit()
    before = words.low[max(0, one.first - 4) : one.first]
    return (
        (age and words.lower(one.after + 2) in (",", ".")) or "identified" in before or before[-2:] == ["named", "as"]
    )


def _join(found: Resolution, party: Party, named: Party) -> None:
    """Put all that was found of a described party with the named one."""
    for one in party.mentions:
        named.add(one, "named later")
    for first, whose in found.of.items():
        if whose is party:
            found.of[first] = named
            found.reasons[first] = "named later" if found.reasons.get(first) == "new" else found.reasons[first]
    named.mentions.sort(key=lambda one: one.first)
    party.mentions = []
