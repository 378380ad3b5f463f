"""Names put together: one `Party` for all the names on a page that are one person's, organisation's or place's.

Wrong merges cost more than missed ones, so what is not told apart by anything is put together only where one name
holds the other's words and nobody else has a claim to it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from onrecord.recognition.people import lexicon
from onrecord.recognition.people.names import initials, name_words, same_person, same_word, surname
from onrecord.recognition.people.nominals import Nominal, gender_of_title, sets
from onrecord.recognition.people.words import fold


@dataclass(slots=True, eq=False)
class Party:
    """Somebody or something that a page names or describes: its mentions in order, and what they tell of it.

    `reasons` are the kinds of evidence that put its mentions together.
    """

    number: int
    kind: str
    mentions: list[Nominal] = field(default_factory=list)
    names: list[tuple[str, ...]] = field(default_factory=list)
    gender: str | None = None
    many: bool = False
    roles: list[str] = field(default_factory=list)
    affiliation: str | None = None
    belongs: Party | None = None  # the organisation or state that its title names
    reasons: list[str] = field(default_factory=list)
    heads: set[str] = field(default_factory=set)
    sure: float = 0.5
    written: str = ""  # its name where no mention shows it: the page's outlet or author
    name: tuple[str, ...] = ()  # its fullest name, or () where nobody names it
    words: set[str] = field(default_factory=set)  # the words of all its names

    def add(self, nominal: Nominal, reason: str = "") -> None:
        """Take in a mention and what it tells; `reason` says why it is one of this party's."""
        self.mentions.append(nominal)
        if nominal.level == "name" and nominal.parts and nominal.parts not in self.names:
            self.names.append(nominal.parts)
            self.words.update(nominal.parts)
            if len(nominal.parts) > len(self.name):
                self.name = nominal.parts
        if nominal.level != "pronoun":
            self.gender = self.gender or nominal.gender
        if nominal.role:
            if nominal.role not in self.roles:
                self.roles.append(nominal.role)
            self.heads.update(heads_of(nominal.role))
        if nominal.level == "description" and nominal.head:
            self.heads.add(nominal.head)
        if nominal.level == "name" and nominal.score > self.sure:
            whole = len(nominal.parts) >= len(self.name) or self.kind == "other"
            if whole and nominal.kind != "other" and not (self.kind == "person" and nominal.score <= 0.7):
                self.kind, self.sure = nominal.kind, nominal.score
        if reason and reason not in self.reasons:
            self.reasons.append(reason)


_HIGHEST = frozenset("president premier chancellor king queen pope emperor".split())
"""Offices that one person in a family holds: a surname with one is nobody whom the page does not call so."""


@cache
def _abbreviations() -> dict[str, str]:
    return dict(pair.split("=") for pair in lexicon.words("places", "abbreviations"))


def heads_of(role: str) -> set[str]:
    """Return the words of a title by which a description may take it up: "Gov." as "governor", and its own words."""
    table = _abbreviations()
    words = name_words(role)
    found = {table.get(word, word) for word in words} | set(words)
    if "prime" in found and "minister" in found:
        found.add("premier")
    return found


def gather(nominals: Iterable[Nominal]) -> list[Party]:
    """Return the parties behind the names among `nominals`, each with its mentions in order of the page."""
    names = [one for one in nominals if one.level == "name" and one.parts]
    book = _Book()
    for one in sorted(names, key=lambda one: (len(one.parts) < 2, one.first)):
        party, reason = book.find(one)
        if party is None:
            party = book.open(one)
        party.add(one, reason)
        book.index(party, one)
    for party in book.parties:
        party.mentions.sort(key=lambda one: one.first)
        _settle(party)
    book.parties.sort(key=lambda party: party.mentions[0].first)
    for number, party in enumerate(book.parties):
        party.number = number
    return book.parties


def _settle(party: Party) -> None:
    if party.kind == "person" and not party.roles and party.sure < 0.95 and len(party.name) == 1:
        _by_vote(party)
    if party.kind == "person" and party.gender is None:
        table = lexicon.gender_of_forename()
        for name in party.names:
            if len(name) == 1 and len(party.name) == 1:
                party.gender = table.get(name[0])
        for role in party.roles:
            party.gender = party.gender or gender_of_title(list(name_words(role)))


def _by_vote(party: Party) -> None:
    """Let the mentions of a party known by one word alone decide by their number what it is.

    The first of them used to decide: "WeWork" was a person wherever the model took it for one first.
    """
    if any(name[0] in lexicon.gender_of_forename() or name[0] in sets().surnames for name in party.names):
        return
    votes = Counter(one.kind for one in party.mentions if one.kind != "other")
    if votes["organization"] >= votes["person"]:
        party.kind = "organization"


class _Book:
    """The parties found so far, by the words of their names."""

    def __init__(self) -> None:
        self.parties: list[Party] = []
        self.by_name: dict[tuple[str, ...], Party] = {}
        self.by_word: dict[str, list[Party]] = defaultdict(list)
        self.by_acronym: dict[str, list[Party]] = defaultdict(list)

    def open(self, one: Nominal) -> Party:
        party = Party(number=len(self.parties), kind=one.kind, sure=one.score)
        self.parties.append(party)
        return party

    def index(self, party: Party, one: Nominal) -> None:
        self.by_name.setdefault(one.parts, party)
        for word in one.parts:
            if party not in self.by_word[word]:
                self.by_word[word].append(party)
        if len(one.parts) > 1 and one.kind != "person":
            for acronym in initials(one.parts):
                self.by_acronym[acronym].append(party)

    def find(self, one: Nominal) -> tuple[Party | None, str]:
        """Return the party that a name belongs to and why, or None where it is somebody new."""
        known = self.by_name.get(one.parts)
        if known is not None and not _genders_differ(known, one):
            return known, "same name"
        joined = " ".join(one.parts)
        if (
            len(one.parts) == 1
            and not one.definite
            and any(party.kind == "person" and surname(party.name) == joined for party in self.by_word.get(joined, ()))
        ):
            return self._single(one)  # Mayor Ann Guardian is no newspaper
        for table, reason in ((lexicon.state_names(), "state"), (lexicon.outlets(), "outlet")):
            full = table.get(joined)
            if full is not None:
                key = name_words(full)
                party = self.by_name.get(key)
                if party is None:
                    self.by_name[key] = party = self.open(one)
                return party, reason
        if len(one.parts) == 1:
            return self._single(one)
        return self._several(one)

    def _several(self, one: Nominal) -> tuple[Party | None, str]:
        near = {party.number: party for word in one.parts for party in self.by_word.get(word, ())}
        if one.kind in ("person", "other"):
            for party in near.values():
                may_be = party.kind in ("person", "other") and not _genders_differ(party, one)
                if may_be and any(len(name) > 1 and same_person(name, one.parts) for name in party.names):
                    return party, "same surname"
            for party in self.parties:
                if party.kind == "person" and not _genders_differ(party, one) and _spelt_alike(party, one):
                    return party, "spelling"
        if one.kind in ("organization", "other"):
            for party in near.values():
                if party.kind in ("organization", "other") and any(
                    _shortens(one.parts, n) or _shortens(n, one.parts) for n in party.names
                ):
                    return party, "part of the name"
        return None, ""

    def _single(self, one: Nominal) -> tuple[Party | None, str]:
        word = one.parts[0]
        plain = word.replace("-", "")
        people = [p for p in self.by_word.get(word, ()) if p.kind == "person" and not _genders_differ(p, one)]
        people = [p for p in people if any(n[0] == word or surname(n) == word for n in p.names)] or people
        highest = heads_of(one.role) & _HIGHEST if one.role else set()
        if highest:  # "President Berg" is not Karin Berg, whom nothing calls president
            people = [p for p in people if highest & p.heads or len(p.name) == 1]
        if one.kind == "place" and one.score >= 1.0 and not any(surname(p.name) == word for p in people):
            people = []
        if people:
            surnamed = [p for p in people if any(surname(n) == word for n in p.names)] or people
            before = [p for p in surnamed if any(m.first < one.first for m in p.mentions)]
            if before:
                return max(before, key=lambda p: max(m.first for m in p.mentions if m.first < one.first)), "surname"
            return min(surnamed, key=lambda p: p.mentions[0].first), "surname"
        if one.kind != "place":
            acronym = self.by_acronym.get(plain, ()) if len(plain) > 1 and one.upper else ()
            if acronym:
                return acronym[0], "acronym"
            inside = self._inside_acronym(plain) if one.upper and len(plain) >= 3 else None
            if inside is not None:
                return inside, "acronym"
            holders = [p for p in self.by_word.get(word, ()) if p.kind in ("organization", "other")]
            holders = [p for p in holders if any(_shortens(one.parts, n) for n in p.names)]
            if not holders and word in sets().outlet_ends:  # "the Gazette" after "the Coastal Gazette"
                ending = self.by_word.get(word, ())
                holders = [p for p in ending if p.kind != "person" and any(n[-1] == word for n in p.names)]
            if len(holders) == 1:
                return holders[0], "part of the name"
            if len(word) >= 5:
                for party in self.parties:
                    if any(same_word(surname(n), word) for n in party.names if party.kind == "person" or len(n) == 1):
                        return party, "spelling"
        return None, ""

    def _inside_acronym(self, word: str) -> Party | None:
        """Return the one organisation whose initials hold `word`: "CDC" in Chinese Center for Disease Control."""
        holders = {p.number: p for acronym, ps in self.by_acronym.items() if word in acronym for p in ps}
        return next(iter(holders.values())) if len(holders) == 1 else None


def _spelt_alike(party: Party, one: Nominal) -> bool:
    """Whether one of a person's full names may be the same name in another spelling."""
    last = surname(one.parts)
    return any(len(n) > 1 and same_word(surname(n), last) and same_person(n, one.parts) for n in party.names)


def is_outlet(party: Party) -> bool:
    """Return whether a party is a news outlet, by its names or by what the page calls it."""
    known = lexicon.outlets()
    ends = sets().outlet_ends
    for name in party.names:
        if party.kind == "person" and len(name) < len(party.name):
            continue  # Guardian, of Mayor Ann Guardian
        joined = " ".join(name)
        if joined in known or joined.removeprefix("the ") in known:
            return True
        told = name[-1] in ends or name[0] in sets().outlet_openers or "news" in name or "times" in name
        if told and party.kind != "person" and len(name) > 1:
            return True
        if len(name) > 1 and name[0] in known and _place(" ".join(name[1:])):
            return True  # "Politico New York"
    if any(one.upper and len(one.parts) == 1 and _CALL_LETTERS.fullmatch(one.parts[0]) for one in party.mentions):
        return True
    return party.kind in ("organization", "other") and bool(party.heads & outlet_nouns())


_CALL_LETTERS = re.compile(r"[kw][a-z]{3}(?:-(?:tv|fm|am))?")
"""How the radio and television stations of the United States are called: "WABC", "KPIX-TV"."""


def _place(name: str) -> bool:
    return name in sets().places or name in lexicon.state_names() or name in lexicon.demonyms()


def state_of(party: Party) -> str | None:
    """Return the state that a party is, or None."""
    table = lexicon.state_names()
    return next((state for name in party.names if (state := table.get(" ".join(name)))), None)


@cache
def outlet_nouns() -> frozenset[str]:
    """Return the nouns that stand for a news outlet and for little else."""
    return lexicon.words("nouns", "outlet") - {
        "organization",
        "service",
        "site",
        "website",
        "network",
        "agency",
        "station",
    }


def _genders_differ(party: Party, one: Nominal) -> bool:
    return bool(party.gender and one.gender and party.gender != one.gender)


def _shortens(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether `short` is the beginning or end of a longer organisation's name, by more than words all of them share."""
    if len(short) >= len(full):
        return False
    s = sets()
    own = [w for w in short if w not in s.organization and w not in s.places and fold(w) not in lexicon.state_names()]
    if not own or all(w in lexicon.demonyms() for w in own):
        return False
    if short == full[: len(short)]:
        # "Sputnik" is Sputnik News, but a firm is not each of its divisions
        return len(short) > 1 or all(word in lexicon.words("places", "company endings") for word in full[1:])
    return short == full[len(full) - len(short) :] and full[len(full) - len(short) - 1] in ("of", "the", "for")
