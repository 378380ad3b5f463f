"""How likely a pronoun means a party: named features of the two and of the words between, and their weights.

A feature is a short text, present or absent; a weight belongs to each, in `data/pronouns.json`, fitted by
`training/coreference.py`. The chance of a party is its share, by the exponential of the sum of its features' weights,
of all candidates and of nobody.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import repeat
from math import exp

from onrecord.recognition.people import lexicon
from onrecord.recognition.people.nominals import Nominal
from onrecord.recognition.people.parties import Party
from onrecord.recognition.people.roles import pronoun_role, role_of, verb_like
from onrecord.recognition.people.words import Words

_BREAKS = frozenset(
    "that who which when because while where if although though whether as after before since until".split()
)
_CLOSED = frozenset("” \" '' ’ »".split())
_JOINS = frozenset("and but or".split())
_MARKS = frozenset('; : “ "'.split())


@cache
def weights() -> dict[str, float]:
    """Return the weight of each feature; "bias" is always present."""
    text = (files("onrecord.recognition.people") / "data" / "pronouns.json").read_text(encoding="utf-8")
    table: dict[str, float] = json.loads(text)["weights"]
    return table


@dataclass(slots=True)
class Candidate:
    """A party as it stands before a pronoun: its mentions so far, and the last of them."""

    party: Party
    last: Nominal
    role: str
    before: bool
    subjects: tuple[int, ...] = ()
    count: int = 0
    pronouns: int = -1
    subject_count: int = 0
    last_pronoun: int = -1


@dataclass(slots=True)
class Scene:
    """What the ranking asks of a text again and again, kept so that it is worked out once."""

    words: Words
    title: frozenset[str] = frozenset()
    sources: frozenset[int] = frozenset()  # the first words of mentions that are credited
    starts: frozenset[int] = frozenset()  # where the words of sources begin
    quotes: tuple[tuple[int, int, int], ...] = ()  # first and last position of quoted words, first word of their source
    roles: dict[int, str] = field(default_factory=dict)

    def own_words(self, one: Nominal, other: Nominal) -> bool:
        """Return whether `other` stands in the quoted words that `one` is credited with."""
        return any(source == one.first and start <= other.span.start < end for start, end, source in self.quotes)

    def role(self, one: Nominal) -> str:
        """Return the part that a mention plays."""
        found = self.roles.get(one.first)
        if found is None:
            found = pronoun_role(self.words, one) if one.level == "pronoun" else role_of(self.words, one)
            self.roles[one.first] = found
        return found


_BOUNDS = (0, 1, 2, 3, 5, 8, 12, 20, 35, 60)
_BUCKETS = (*map(str, _BOUNDS), "99")


def _bucket(number: int) -> str:
    return _BUCKETS[bisect_left(_BOUNDS, number)]


def _gender(one: Nominal, party: Party) -> str:
    gender = party.gender
    if gender is None and party.kind in ("person", "other"):
        table = lexicon.gender_of_forename()
        for name in party.names:
            gender = gender or table.get(name[0])
        if gender is not None:
            return "leans same" if gender == one.gender else "leans other"
    if gender is None:
        return "unknown"
    return "same" if gender == one.gender else "other"


@dataclass(slots=True)
class Around:
    """What stands around a pronoun: the subject that governs it, the pronoun of its gender before, and what follows.

    `behind` is, for each party named later in the sentence, the part it plays there and whether a comma parts the two.
    """

    governor: int = -1  # the number of the party of the last subject before the pronoun in its sentence
    governed: bool = False
    before: int = -1  # the number of the party of the last pronoun of the same gender
    opening: bool = False  # whether the pronoun stands before the first verb of its sentence, behind a preposition
    lead: str = ""  # the class of the word before it
    behind: dict[int, str] = field(default_factory=dict)


@dataclass(slots=True)
class Spoken:
    """Who spoke last before a pronoun, and in which sentence; who speaks the quotation around it."""

    last: Party | None = None
    sentence: int = -9
    around: Party | None = None


def _speaking(scene: Scene, one: Nominal, candidate: Candidate, spoken: Spoken, mine: str) -> list[str]:
    """Return the features of who is credited nearby: "he said" is most often who spoke last."""
    party = candidate.party
    credited = one.first in scene.sources
    found = ["credited"] if credited else []
    if spoken.around is not None:
        found.append(f"own quotation {spoken.around is party}")
    if spoken.last is None:
        return found
    gap = min(scene.words.sentence[one.first] - spoken.sentence, 4)
    again = party is spoken.last
    found.append(f"spoke last {again} {'credited' if credited else 'not'} {gap}")
    found.append(f"spoke last {again} {'credited' if credited else mine}")
    if credited:
        found.append(f"spoke last {again} {_gender(one, party)}")
        closing = scene.words.lower(one.first - 1) in _CLOSED
        found.append(f"spoke last {again} {'behind a quotation' if closing else 'before'}")
    return found


def features(
    scene: Scene,
    one: Nominal,
    rank: int,
    rivals: int,
    candidate: Candidate,
    around: Around,
    spoken: Spoken | None = None,
) -> list[str]:
    """Return the features of pronoun `one` meaning `candidate`, the `rank`-th nearest of its kind."""
    words, last, party = scene.words, candidate.last, candidate.party
    low = words.low
    mine, yours = scene.role(one), candidate.role
    gap = words.sentence[one.first] - words.sentence[last.first]
    near = "same" if gap == 0 else "before" if gap == 1 else "two" if gap == 2 else "far"
    if not candidate.before:
        near = "behind" if gap == 0 else "later"
    gender = _gender(one, party)
    count = candidate.count
    rank2, rank3, rank4 = (rank, rank, rank) if rank < 3 else (2, 3, 3 if rank == 3 else 4)
    found = [
        "bias",
        f"gender {gender}",
        f"kind {_kind(party)}",
        f"near {near}",
        f"role {yours}",
        f"roles {mine} < {yours} {near}",
        f"rank {rank if rank < 5 else 5}",
        f"rank {rank4} {near}",
        f"rivals {rivals if rivals < 4 else 4}",
        f"distance {_bucket(abs(one.first - last.after))}",
        f"count {count if count < 5 else 5}",
        f"level {last.level}",
        f"gender {gender} rank {rank3}",
        f"gender {gender} rivals {rivals if rivals < 3 else 3}",
    ]
    if not scene.title.isdisjoint(party.words):
        found.append("title")
        found.append(f"title {mine} {near}")
    if words.quoted[one.first] != words.quoted[last.first]:
        found.append(f"quoted {words.quoted[one.first]} {near}")
    if words.opens[words.sentence[last.first]] >= words.first_at(last.span.start) - 1:
        found.append(f"opens {near} {mine}")
    sentence = words.sentence[one.first]
    found += _history(candidate, sentence, mine)
    if gap == 0:
        found += _between(scene, one, candidate, mine, yours)
    elif candidate.before and words.opens[sentence] >= one.first - 1:
        found.append(f"pronoun opens, {near} {yours}")
    lead = around.lead
    found.append(f"lead {lead} {yours} {near}")
    found.append(f"lead {lead} {mine} rank {rank2} {near}")
    found.append(f"words {min(len(party.name), 3)} {len(last.parts) > 1} {near}")
    found.append(f"full {len(last.parts) > 1} rank {rank2}")
    found += _governed(one, candidate, around, mine, near)
    if last.first and low[last.first - 1] == "(":
        found.append("in brackets")
    if spoken is not None:
        found += _speaking(scene, one, candidate, spoken, mine)
    return found


def _kind(party: Party) -> str:
    """Return a party's kind, and of a person how it is known."""
    if party.kind != "person":
        return party.kind
    if not party.names:
        return "person described"
    if len(party.name) == 1:
        return "person by one name"
    return "person perhaps" if party.sure < 0.65 else "person"


def _history(candidate: Candidate, sentence: int, mine: str) -> list[str]:
    """Return the features of where a candidate was a subject, and where a pronoun meant it, before."""
    found = []
    if sentence in candidate.subjects:
        found.append(f"subject here {mine}")
    elif sentence - 1 in candidate.subjects:
        found.append(f"subject before {mine}")
    elif candidate.subjects:
        found.append("subject once")
    if candidate.pronouns >= 0:
        back = sentence - candidate.pronouns
        found.append(f"went on {min(back, 3)}")
        found.append(f"went on {min(back, 2)} {mine}")
    return found


def _governed(one: Nominal, candidate: Candidate, around: Around, mine: str, near: str) -> list[str]:
    """Return the features of the subject that governs a pronoun, of the pronoun before it, and of what follows."""
    number = candidate.party.number
    found = [f"subjects {min(candidate.subject_count, 4)}"]
    if around.governed:
        found.append(f"governs {mine} {number == around.governor} {near}")
    if around.before >= 0:
        found.append(f"same pronoun {number == around.before} {mine}")
    if around.opening:
        found.append(f"pronoun in opening phrase {near}")
    ahead = around.behind.get(number)
    if ahead is not None:
        found.append(f"named behind {mine} {ahead} {'opening' if around.opening else ''}")
    elif around.opening and any(value.startswith("subject") for value in around.behind.values()):
        found.append("another is subject behind")
    return found


def lead_of(word: str) -> str:
    """Return the class of the word before a pronoun."""
    if word in _BREAKS or word in _JOINS:
        return word
    if word in ("said", "says", "told"):
        return "said"
    if word in ("of", "with", "to", "in", "by", "for", "on", "from", "at"):
        return "preposition" if word != "of" else "of"
    return "verb" if verb_like(word) else "none" if not word[:1].isalpha() else "other"


def _between(scene: Scene, one: Nominal, candidate: Candidate, mine: str, yours: str) -> list[str]:
    """Return the features of the words between a pronoun and a mention in its own sentence."""
    words, last = scene.words, candidate.last
    low = words.low
    if not candidate.before:
        between = low[one.after : words.first_at(last.span.start)]
        return [f"behind {mine} > {yours} {'comma' if ',' in between else 'no comma'}"]
    between = low[last.after : one.first]
    breaks = len([word for word in between if word in _BREAKS])
    joins = not _JOINS.isdisjoint(between)
    commas = between.count(",")
    verbs = len([word for word in between if verb_like(word)])
    found = [
        f"clause {mine} < {yours} {'break' if breaks else 'loose' if commas or joins else 'none'}",
        f"breaks {min(breaks, 3)}",
        f"commas {min(commas, 4)}",
        f"verbs {min(verbs, 3)} {mine} < {yours}",
    ]
    if between:
        found.append(
            f"just before: {between[-1] if between[-1] in _BREAKS or between[-1] in _JOINS else 'other'} {yours}"
        )
        if between[0] in ("who", "'s", "’s", "and", "(", ","):
            found.append(f"right behind it: {between[0]}")
    if not _MARKS.isdisjoint(between):
        found.append("mark between")
    return found


def chances(each: list[list[str]]) -> list[float]:
    """Return for each candidate's features the chance, 0 to 1, that the pronoun means it; the rest is nobody's."""
    table = weights()
    powers = [exp(min(30.0, sum(map(table.get, found, repeat(0.0))))) for found in each]
    whole = 1.0 + sum(powers)
    return [power / whole for power in powers]
