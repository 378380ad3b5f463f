"""Who "she", "he" and "the minister" are: every mention of a text with the party it belongs to, or none.

The text is read once from left to right. Names are put together first (`parties.py`); then each description joins the
party that it describes or opens one of its own, and each pronoun takes the best-ranked party where that is likely
enough. Unresolved is an answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from onrecord.recognition.people import ranking
from onrecord.recognition.people.appositions import link_affiliations, link_names
from onrecord.recognition.people.descriptions import describe, remember_owned
from onrecord.recognition.people.later import link_later, link_named
from onrecord.recognition.people.nominals import Nominal
from onrecord.recognition.people.parties import Party, gather
from onrecord.recognition.people.ranking import Around, Candidate, Scene, Spoken
from onrecord.recognition.people.resolution import Resolution
from onrecord.recognition.people.roles import verb_like
from onrecord.recognition.people.words import Words

ENOUGH = 0.25
"""The least chance at which a pronoun takes a party. Tried 0.1 to 0.5 on the GAP validation rows and GUM items."""

SURE = 0.8
"""The chance from which a pronoun tells the gender of its party to the pronouns behind it."""

WINDOW = 10
"""How many parties, from the nearest on, a pronoun may mean."""

Listener = Callable[[Nominal, list[tuple[Candidate, list[str]]]], Party | None]


@dataclass(slots=True)
class _State:
    """The parties met so far on the way through a text, and those still to come."""

    seen: dict[int, Candidate] = field(default_factory=dict)
    order: dict[int, None] = field(default_factory=dict)  # numbers of parties, the latest last
    spoken: Spoken = field(default_factory=Spoken)
    pronouns: dict[str, int] = field(default_factory=dict)  # the party of the last pronoun of each gender

    def __iter__(self) -> Iterator[Candidate]:
        """Yield who was met so far, the latest first."""
        for number in reversed(self.order):
            candidate = self.seen[number]
            if candidate.party.mentions:
                yield candidate

    def meet(self, scene: Scene, party: Party, one: Nominal) -> None:
        """Note a mention of a party."""
        role = scene.role(one)
        sentence = scene.words.sentence[one.first]
        known = self.seen.get(party.number)
        if known is None:
            known = self.seen[party.number] = Candidate(party=party, last=one, role=role, before=True)
        else:
            del self.order[party.number]
        self.order[party.number] = None
        known.count += 1
        if one.first in scene.sources:
            self.spoken.last, self.spoken.sentence = party, sentence
        if role == "subject":
            known.subjects = (*known.subjects[-3:], sentence)
            known.subject_count += 1
        if one.level == "pronoun":
            known.pronouns = sentence
            self.pronouns[one.gender or ""] = party.number
            return
        # "The chairwoman, Ann Lee, objects": the name in apposition to a subject is one too.
        beside = known.last.level == "description" and scene.words.low[known.last.after : one.first] == [","]
        known.last, known.role = one, "subject" if beside and known.role == "subject" else role


def resolve(
    words: Words,
    nominals: Sequence[Nominal],
    *,
    title: Iterable[str] = (),
    sources: Iterable[int] = (),
    starts: Iterable[int] = (),
    quotes: Iterable[tuple[int, int, int]] = (),
    listener: Listener | None = None,
) -> Resolution:
    """Return the parties of a text and whose each mention is.

    `title` are the folded words of the text's title; `sources` the first words of the mentions that are credited,
    `starts` where the words of sources begin, `quotes` where quoted words begin and end, with the first word of their
    source's mention. `listener`, for training, is asked for the right party of each pronoun and given its candidates
    with their features.
    """
    scene = Scene(words, frozenset(title), frozenset(sources), frozenset(starts), tuple(quotes))
    parties = gather(nominals)
    found = Resolution(scene, list(nominals), parties)
    found.at = {one.first: number for number, one in enumerate(found.nominals)}
    for whole in parties:
        for one in whole.mentions:
            found.assign(one, whole, "name")
    link_names(found)
    link_affiliations(found)
    state = _State()
    for number, one in enumerate(found.nominals):
        party = found.of.get(one.first)
        if one.level == "description":
            if party is not None:
                remember_owned(found, one, party)
            else:
                party = describe(found, one, state)
        elif party is None and one.level == "pronoun" and one.kind == "person":
            party = _pronoun(found, state, number, listener)
        if party is not None:
            state.meet(scene, party, one)
            found.spoke = state.spoken.last
    link_later(found)
    link_named(found)
    return found


def _candidates(found: Resolution, state: _State, number: int) -> list[tuple[Candidate, list[str]]]:
    """Return who a pronoun may mean, each with its features, the nearest first."""
    one, scene = found.nominals[number], found.scene
    near: list[Candidate] = []
    for key in reversed(state.order):
        candidate = state.seen[key]
        party = candidate.party
        if party.kind not in ("person", "other") or party.many or not party.mentions:
            continue
        if party.gender and party.gender != one.gender:
            continue
        near.append(candidate)
        if len(near) >= WINDOW:
            break
    if one.first in scene.sources:  # who is named in a quotation is seldom who said it
        others = [candidate for candidate in near if not scene.own_words(one, candidate.last)]
        near = others or near
    sentence = scene.words.sentence[one.first]
    known = {candidate.party.number for candidate in near}
    for later in found.nominals[number + 1 : number + 12]:
        if scene.words.sentence[later.first] > sentence + (0 if near else 1):
            break
        ahead = found.of.get(later.first)
        if ahead is None or later.level != "name" or ahead.number in known or ahead.number in state.seen:
            continue
        if ahead.kind in ("person", "other") and not (ahead.gender and ahead.gender != one.gender):
            known.add(ahead.number)
            near.append(Candidate(party=ahead, last=later, role=scene.role(later), before=False))
    spoken = state.spoken if scene.sources else None
    if spoken is not None:
        spoken.around = _speaker_around(found, one)
    around = _around(found, state, number)
    return [(c, ranking.features(scene, one, rank, len(near) - 1, c, around, spoken)) for rank, c in enumerate(near)]


def _around(found: Resolution, state: _State, number: int) -> Around:
    """Return what stands around a pronoun in its sentence."""
    one, scene, nominals = found.nominals[number], found.scene, found.nominals
    words = scene.words
    sentence = words.sentence[one.first]
    leads = ranking.lead_of(words.lower(one.first - 1))
    around = Around(before=state.pronouns.get(one.gender or "", -1), lead=leads)
    for at in range(number - 1, -1, -1):
        other = nominals[at]
        if words.sentence[other.first] != sentence:
            break
        relative = words.lower(other.after) in ("who", "which") or words.low[other.after : other.after + 2] == [
            ",",
            "who",
        ]
        if relative or scene.role(other) == "subject":
            party = found.of.get(other.first)
            around.governed, around.governor = True, party.number if party else -1
            break
    first = words.opens[sentence]
    lead = words.low[first : one.first]
    around.opening = not around.governed and len(lead) < 12 and "," not in lead and not any(map(verb_like, lead))
    for at in range(number + 1, min(len(nominals), number + 8)):
        other = nominals[at]
        if words.sentence[other.first] != sentence:
            break
        named = found.of.get(other.first)
        if named is not None and named.number not in around.behind:
            comma = "," in words.low[one.after : other.first]
            around.behind[named.number] = f"{scene.role(other)} {'comma' if comma else 'close'}"
    return around


def _speaker_around(found: Resolution, one: Nominal) -> Party | None:
    """Return who speaks the quotation that a mention stands in, where that is known already."""
    for start, end, source in found.scene.quotes:
        if start <= one.span.start < end:
            return found.of.get(source)
    return None


def _pronoun(found: Resolution, state: _State, number: int, listener: Listener | None) -> Party | None:
    one = found.nominals[number]
    candidates = _candidates(found, state, number)
    if listener is not None:
        told = listener(one, candidates)
        if told is not None:
            found.assign(one, told, "told")
            return told
    if not candidates:
        return None
    scores = ranking.chances([features for _, features in candidates])
    best = max(range(len(scores)), key=scores.__getitem__)
    if scores[best] < ENOUGH:
        return None
    party = candidates[best][0].party
    found.assign(one, party, "pronoun", scores[best])
    if party.gender is None and scores[best] >= SURE:
        party.gender = one.gender
    return party
