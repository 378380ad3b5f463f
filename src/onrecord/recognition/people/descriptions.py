"""Descriptions put with those they describe: "the mayor", "the Russian diplomat", "his father, Johann"."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from onrecord.recognition.people import lexicon
from onrecord.recognition.people.appositions import ADVERBS, BE, fits
from onrecord.recognition.people.nominals import Nominal, bare, sets
from onrecord.recognition.people.parties import Party, heads_of, is_outlet, outlet_nouns, state_of
from onrecord.recognition.people.ranking import Candidate
from onrecord.recognition.people.resolution import Resolution
from onrecord.recognition.people.roles import verb_like

_BE_OR_AS = BE | {"as"}
_OWNERS = frozenset("his her its their my our your".split())
COMMON = frozenset(
    "man woman boy girl person child kid friend member official officer student leader source spokesman spokeswoman "
    "spokesperson expert resident fan teacher worker soldier player user".split()
)
"""Heads that too many people share to tell who is meant before, or long after, the page says."""

_ANYBODY = frozenset("people men women children kids".split())
"""Heads of several that, without an article, mean anybody."""

REACH = 6
"""How many sentences back a description is looked for where only its kind agrees."""


def describe(found: Resolution, one: Nominal, seen: Iterable[Candidate]) -> Party:
    """Return the party that a description means, a new one where it opens one; `seen` is the latest first."""
    party, reason = _said_to_be(found, one), "is said to be"
    if party is None:
        party, reason = _known(found, one, seen), "description"
    if party is not None and one.many:
        found.groups.add(one.parts)
    if party is None and one.many:
        party, reason = _same_words(found, one, seen), "same words"
    if party is not None:
        party.add(one, reason)
        found.assign(one, party, reason)
        return party
    party = found.open(one)
    party.add(one)
    found.assign(one, party, "new")
    return party


def _said_to_be(found: Resolution, one: Nominal) -> Party | None:
    """Return the subject that a description is said of: "she is the owner", "who became mayor", "served as dean"."""
    words = found.scene.words
    start = words.first_at(one.span.start)
    at, sentence = start - 1, words.sentence[one.first]
    while at > 0 and words.low[at] in ADVERBS:
        at -= 1
    if at < 0 or words.sentence[at] != sentence or words.low[at] not in _BE_OR_AS:
        return None
    plain = words.low[at] == "as"
    if plain and verb_like(words.lower(one.after)):
        return None  # "she spoke as the heckler yelled"
    for number in range(found.place(one) - 1, -1, -1):
        before = found.nominals[number]
        if words.sentence[before.first] != sentence:
            return None
        if before.first >= at:
            continue
        party = found.of.get(before.first)
        if plain and found.scene.role(before) != "subject":
            continue
        between = words.low[before.after : at]
        near = plain or all(w in BE or w in ADVERBS or w in (",", "who", "have", "has", "had") for w in between)
        return party if near and fits(party, one) and party is not None and party.kind == one.kind else None
    return None


_OTHERS = frozenset("other another".split())


def _determiners(found: Resolution, one: Nominal) -> list[str]:
    """Return the words of a description before its head."""
    words = found.scene.words
    return words.low[words.first_at(one.span.start) : one.first]


def _same_words(found: Resolution, one: Nominal, seen: Iterable[Candidate]) -> Party | None:
    """Return the group that the same words described before: "the rebels" and "rebels"."""
    if _OTHERS & set(_determiners(found, one)):
        return None  # "other firms" are not the ones before
    if one.head in _ANYBODY and not one.definite:
        return None  # "people are angry" are not the "two people" before
    if not one.parts or one.parts not in found.groups:
        found.groups.add(one.parts)  # "some", "both" and "those" have no words of their own, and stay apart
        return None
    for candidate in seen:
        party = candidate.party
        if (
            party.many
            and not party.names
            and any(m.parts == one.parts for m in party.mentions if m.level == "description")
        ):
            return party
    return None


def _known(found: Resolution, one: Nominal, seen: Iterable[Candidate]) -> Party | None:
    if one.many:
        return None
    words = found.scene.words
    start = words.first_at(one.span.start)
    opening = words.lower(start)
    if one.owner and start > 0 and words.low[start - 1].endswith(("'s", "’s")):
        return _owned(found, one, start - 1, seen)  # "Acme's director", whose title is read by itself
    if opening in _OWNERS or (start < one.first and words.low[start].endswith(("'s", "’s"))):
        return _owned(found, one, start, seen)
    titled = one.span.of(words.text)[:1].isupper() and one.first == start and opening not in ("a", "an")
    if opening not in ("the", "this", "that") and not (
        titled and one.kind == "person" and words.at(one.first)[:1].isupper()
    ):
        return None
    sentence = words.sentence[one.first]
    if one.head == "statement":
        return _issuer(found, seen, sentence)
    if one.head == "report":
        return next(
            (c.party for c in seen if is_outlet(c.party) and sentence - words.sentence[c.last.first] <= 3), None
        )
    ends = _ending(found, one, seen)
    if ends is not None:
        return ends
    if one.kind == "person":
        return _person(found, one, seen, sentence)
    if one.head in outlet_nouns() or "news" in one.parts:
        return next(
            (c.party for c in seen if is_outlet(c.party) and sentence - words.sentence[c.last.first] <= 2 * REACH), None
        )
    party = _organization(found, one, seen, sentence) if one.kind == "organization" else None
    return party or (_same_head(found, one, seen, sentence) if one.kind in ("organization", "document") else None)


def _ending(found: Resolution, one: Nominal, seen: Iterable[Candidate]) -> Party | None:
    """Return the organisation whose name ends in the words of a description: "the fund", "the budget office"."""
    size = len(one.parts)
    if one.head not in found.endings:
        return None
    for candidate in seen:
        if candidate.party.kind == "organization" and any(
            len(name) > size and name[-size:] == one.parts for name in candidate.party.names
        ):
            return candidate.party
    return None


def _same_head(found: Resolution, one: Nominal, seen: Iterable[Candidate], sentence: int) -> Party | None:
    """Return what "the ad" is where the page spoke of "a new ad" and gave it no name."""
    if one.parts != (one.head,):
        return None
    for candidate in seen:
        party = candidate.party
        if sentence - found.scene.words.sentence[candidate.last.first] > 2 * REACH:
            return None
        if not party.names and not party.many and party.kind == one.kind and one.head in party.heads:
            return party
    return None


def _owned(found: Resolution, one: Nominal, start: int, seen: Iterable[Candidate]) -> Party | None:
    """Return who "her foundation" or "Malta's mayor" is: what was called so before, or whose title says so."""
    owner = found.of.get(start)
    words = found.scene.words
    if one.kind == "person" and words.low[start] not in _OWNERS:
        own = bare(words.at(start))
        state = lexicon.state_names().get(own) or own
        holders = [c.party for c in seen if c.party.names and one.head in c.party.heads and fits(c.party, one)]
        if owner is not None and owner.kind in ("organization", "other"):
            holders = [party for party in holders if party.belongs in (None, owner)]
            own_people = [c.party for c in seen if c.party.names and c.party.belongs is owner and fits(c.party, one)]
            if len(own_people) == 1:
                return own_people[0]
            if own_people:
                holders = [party for party in own_people if party in holders]
        for party in holders:
            told = {w for role in party.roles for w in heads_of(role)}
            if own in told or any(
                lexicon.demonyms().get(w) == state or lexicon.state_names().get(w) == state for w in told
            ):
                return party
        holders = [party for party in holders if not any(map(_names_an_owner, party.roles))]
        return holders[0] if len({id(p) for p in holders}) == 1 and one.head not in COMMON else None
    if owner is None:
        return None
    whole = owner.belongs
    if one.kind == "organization" and whole is not None and fits(whole, one):
        kind, wanted = _kind_of(whole), _kinds().get(one.head)
        if kind is None or wanted is None or kind == wanted:
            return whole
    key = (id(owner), one.head)
    known = found.owned.get(key)
    if known is not None and fits_or_same(known, one):
        return known
    fresh = found.open(one)
    found.owned[key] = fresh
    return fresh


def _names_an_owner(role: str) -> bool:
    """Whether a title names whose it is: "Acme director" is not Nordwind's."""
    s = sets()
    known = s.title | s.modifier | s.organization
    return any(word[:1].isupper() and bare(word) not in known for word in role.replace("-", " ").split())


def remember_owned(found: Resolution, one: Nominal, party: Party) -> None:
    """Note who "his father, Johann" is, for the next "his father", and for those before."""
    words = found.scene.words
    start = words.first_at(one.span.start)
    if start >= one.first or not (words.low[start] in _OWNERS or words.low[start].endswith("'s")):
        return
    owner = found.of.get(start)
    if owner is None:
        return
    before = found.owned.get((id(owner), one.head))
    if before is not None and before is not party and not before.names:
        for other in before.mentions:
            party.add(other, "relation")
            found.assign(other, party, "relation")
        before.mentions = []
    if before is None or not before.names:
        found.owned[id(owner), one.head] = party


def fits_or_same(party: Party, one: Nominal) -> bool:
    """Return whether a description may be of a party that an equal description opened."""
    return party.kind == one.kind or fits(party, one)


def _issuer(found: Resolution, seen: Iterable[Candidate], sentence: int) -> Party | None:
    """Return who issued "the statement": who spoke last, in this sentence or the two before."""
    for candidate in seen:
        if candidate.party is found.spoke and sentence - found.scene.words.sentence[candidate.last.first] <= 2:
            return candidate.party
    return None


@cache
def _means() -> dict[str, frozenset[str]]:
    found = {}
    for line in lexicon.sections("nouns")["means"]:
        head, titles = line.split("=")
        found[head] = frozenset(titles.split(","))
    return found


def _called(party: Party, one: Nominal) -> bool:
    """Whether the page gives a party a title that the description takes up, and no other nationality."""
    more = {w for w in one.parts if w != one.head and w not in _FREE and not _place_word(w) and "-" not in w}
    if one.head in party.heads:
        if more - party.heads - {w for name in party.names for w in name} - _FREE and not _place_only(more):
            return False
    elif more or not (_means().get(one.head, frozenset()) & party.heads):
        return False
    mine = {lexicon.demonyms()[w] for w in one.parts if w in lexicon.demonyms()}
    theirs = {
        state for w in party.heads if (state := lexicon.demonyms().get(w) or lexicon.state_names().get(w)) is not None
    }
    return not mine or not theirs or bool(mine & theirs)


_FREE = frozenset(
    "former current then late outgoing incoming acting deputy senior junior young old longtime veteran top new first "
    "second third embattled ousted republican democratic conservative liberal labour tory general state".split()
)
"""Adjectives that a description may add to a title without meaning somebody else."""


def _place_word(word: str) -> bool:
    if word.endswith(("-based", "-headquartered", "-listed")):
        return True
    return word in lexicon.demonyms() or word in lexicon.state_names() or any(c.isdigit() for c in word)


def _place_only(more: set[str]) -> bool:
    """Whether every word that a description adds to a title is of the name of a place: "the South Carolina senator"."""
    return all(any(word in name.split() for name in sets().places) or word in _DIRECTION for word in more)


_DIRECTION = frozenset("north south east west new san los".split())


def _person(found: Resolution, one: Nominal, seen: Iterable[Candidate], sentence: int) -> Party | None:
    """Return whom a definite description of a person means: who is called so, else who spoke last."""
    words = found.scene.words
    spoke = found.spoke
    if spoke is not None and fits(spoke, one) and _called(spoke, one):
        return spoke
    for candidate in seen:
        if fits(candidate.party, one) and _called(candidate.party, one):
            return candidate.party
    near = [c.party for c in seen if c.party.kind == "person" and c.party.names and fits(c.party, one)]
    near = [p for p in near if sentence - words.sentence[_last(p, one)] <= 3]
    if one.head not in _GENERIC and not any("year-old" in part for part in one.parts):
        return None
    if spoke is not None and spoke in near:
        return spoke
    if len(near) == 1:
        return near[0]
    told = [c.party for c in seen if c.party in near and c.subjects and c.subjects[-1] == sentence - 1]
    return told[0] if len(told) == 1 else None  # the one subject of the sentence before


def _last(party: Party, one: Nominal) -> int:
    return max((m.first for m in party.mentions if m.first < one.first), default=0)


_GENERIC = frozenset(
    "man woman boy girl lawyer diplomat politician lawmaker actor actress singer executive veteran leader".split()
)


@cache
def _kinds() -> dict[str, str]:
    return {
        word: kind
        for kind, lines in lexicon.sections("organizations").items()
        for line in lines
        for word in line.split()
    }


def _kind_of(party: Party) -> str | None:
    """Return what kind of organisation a party's name or description tells: "public", "company", or None."""
    if is_outlet(party):
        return "media"
    if party.kind == "place":
        return "land"
    kinds = _kinds()
    for name in party.names:
        for word in (name[-1], name[0]):
            if word in kinds:
                return kinds[word]
    return next((kinds[head] for head in sorted(party.heads) if head in kinds), None)


def _names_somebody(found: Resolution, one: Nominal) -> bool:
    """Whether a description holds a name of its own: "the Berg campaign" is nobody named before."""
    words = found.scene.words
    start = words.first_at(one.span.start)
    return any(words.at(n)[:1].isupper() and not _place_word(words.low[n]) for n in range(start + 1, one.first))


_PLAIN = frozenset("company sport".split())
"""Kinds whose names often tell nothing of it: "G4S", "the Pirates"."""

NEAR = 1
"""How many sentences back "the company" is whoever was called a company; before that, whoever is talked of."""

LEAST = 1.1
"""The least value; .9, 1.1 and 1.3 tried on the pages and the organisations of GUM: lower adds more wrong ones."""

_OWN_NAME = frozenset(
    "government administration regime court tribunal police congress parliament senate cabinet".split()
)
"""Heads that stand for one body of a state: no other body of the public is meant by them."""

_STATES = frozenset("country nation republic kingdom".split())


def _organization(found: Resolution, one: Nominal, seen: Iterable[Candidate], sentence: int) -> Party | None:
    """Return which organisation "the firm" is: one that bears the word, else one of its kind that is talked of."""
    words = found.scene.words
    wanted = _kinds().get(one.head)
    more = {w for w in one.parts if w != one.head and w not in _FREE}
    if _names_somebody(found, one) or one.head not in lexicon.nouns():
        return None  # "the debate" is nobody named before, whatever the model takes it for
    best, most = None, 0.0
    for candidate in seen:
        party = candidate.party
        if party.many or not party.names or not fits(party, one):
            continue
        gap = sentence - words.sentence[candidate.last.first]
        if any(one.head in name and more <= set(name) for name in party.names):
            return party
        if one.head in party.heads and more <= party.heads and (more or gap <= NEAR):
            return party
        if more and wanted != "company":
            continue
        if one.head in _OWN_NAME:
            continue
        kind = _kind_of(party)
        if wanted == "land" and (one.head in _STATES) != (state_of(party) is not None):
            continue
        if gap > REACH or (wanted is not None and kind != wanted and not (kind is None and wanted in _PLAIN)):
            continue
        if kind in ("land", "media") and wanted is None:
            continue
        value = (
            1.0
            + 2.0 * (party is found.spoke)
            + (candidate.role == "subject")
            + 0.5 * min(candidate.count, 4)
            - 0.4 * gap
        )
        value += 0.5 * (kind is not None and kind == wanted) - 0.7 * (party.kind == "other")
        value -= 0.7 * (not all(map(_place_word, more)))
        if value > most:
            best, most = party, value
    return best if most >= LEAST else None
