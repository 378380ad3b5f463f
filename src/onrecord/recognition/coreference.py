"""Who "she", "he" and "the minister" are: every mention of a text with the party it belongs to, or none.

The text is read once from left to right. Names are put together first (`parties.py`); then each description joins the
party that it describes or opens one of its own, and each pronoun takes the best-ranked party where that is likely
enough. Unresolved is an answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from onrecord.recognition import ranking
from onrecord.recognition.descriptions import describe, link_names
from onrecord.recognition.nominals import Nominal
from onrecord.recognition.parties import Party, gather
from onrecord.recognition.ranking import Candidate, Scene
from onrecord.recognition.words import Words

ENOUGH = 0.25
"""The least chance at which a pronoun takes a party. Tried 0.1 to 0.5 on the GAP validation rows and GUM items."""

WINDOW = 12
"""How many parties, from the nearest on, a pronoun may mean."""

Listener = Callable[[Nominal, list[tuple[Candidate, list[str]]]], Party | None]


@dataclass(slots=True)
class Resolution:
    """The parties of a text, and for each mention (by its first word) its party, why, and how likely."""

    scene: Scene
    nominals: list[Nominal]
    parties: list[Party]
    of: dict[int, Party] = field(default_factory=dict)
    reasons: dict[int, str] = field(default_factory=dict)
    chances: dict[int, float] = field(default_factory=dict)

    def assign(self, one: Nominal, party: Party, reason: str, chance: float = 1.0) -> None:
        """Put a mention with a party."""
        self.of[one.first] = party
        self.reasons[one.first] = reason
        self.chances[one.first] = chance


@dataclass(slots=True)
class _State:
    """The parties met so far on the way through a text, and those still to come."""

    seen: dict[int, Candidate] = field(default_factory=dict)
    order: list[int] = field(default_factory=list)  # numbers of parties, the latest last

    def meet(self, scene: Scene, party: Party, one: Nominal) -> None:
        """Note a mention of a party."""
        role = scene.role(one)
        sentence = scene.words.sentence[one.first]
        known = self.seen.get(party.number)
        if known is None:
            known = self.seen[party.number] = Candidate(party=party, last=one, role=role, before=True)
        else:
            self.order.remove(party.number)
        self.order.append(party.number)
        known.count += 1
        if one.level == "pronoun":
            known.pronouns = sentence
            if role == "subject":
                known.subjects = (*known.subjects[-3:], sentence)
            return
        known.last, known.role = one, role
        if role == "subject":
            known.subjects = (*known.subjects[-3:], sentence)


def resolve(
    words: Words,
    nominals: Sequence[Nominal],
    *,
    title: Iterable[str] = (),
    listener: Listener | None = None,
) -> Resolution:
    """Return the parties of a text and whose each mention is.

    `title` are the folded words of the text's title. `listener`, for training, is asked for the right party of each
    pronoun and given its candidates with their features.
    """
    scene = Scene(words, frozenset(title))
    parties = gather(nominals)
    found = Resolution(scene, list(nominals), parties)
    for party in parties:
        for one in party.mentions:
            found.assign(one, party, "name")
    link_names(found)
    state = _State()
    for number, one in enumerate(found.nominals):
        party = found.of.get(one.first)
        if party is None and one.level == "description":
            party = describe(found, one, [state.seen[n] for n in reversed(state.order)])
        elif party is None and one.level == "pronoun" and one.kind == "person":
            party = _pronoun(found, state, number, listener)
        if party is not None:
            state.meet(scene, party, one)
    return found


def _candidates(found: Resolution, state: _State, number: int) -> list[tuple[Candidate, list[str]]]:
    """Return who a pronoun may mean, each with its features, the nearest first."""
    one, scene = found.nominals[number], found.scene
    near: list[Candidate] = []
    for key in reversed(state.order):
        candidate = state.seen[key]
        party = candidate.party
        if party.kind not in ("person", "other") or party.many:
            continue
        if party.gender and party.gender != one.gender:
            continue
        near.append(candidate)
        if len(near) >= WINDOW:
            break
    sentence = scene.words.sentence[one.first]
    known = {candidate.party.number for candidate in near}
    for later in found.nominals[number + 1 : number + 12]:
        if scene.words.sentence[later.first] > sentence + (0 if near else 1):
            break
        party = found.of.get(later.first)
        if party is None or later.level != "name" or party.number in known or party.number in state.seen:
            continue
        if party.kind in ("person", "other") and not (party.gender and party.gender != one.gender):
            known.add(party.number)
            near.append(Candidate(party=party, last=later, role=scene.role(later), before=False))
    return [(c, ranking.features(scene, one, rank, len(near) - 1, c)) for rank, c in enumerate(near)]


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
    scores = [ranking.score(features) for _, features in candidates]
    best = max(range(len(scores)), key=scores.__getitem__)
    if scores[best] < ENOUGH:
        return None
    party = candidates[best][0].party
    found.assign(one, party, "pronoun", scores[best])
    return party
