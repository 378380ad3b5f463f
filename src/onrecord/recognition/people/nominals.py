"""One mention with all that its own words tell, and how a run of capitalised words is read as names and titles."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import Literal

from onrecord.recognition.people import lexicon
from onrecord.recognition.people.names import PARTICLES, gender_of, name_words, without_possessive
from onrecord.recognition.people.words import Words, fold
from onrecord.terms import Span

Level = Literal["name", "description", "pronoun"]


@dataclass(slots=True, eq=False)
class Nominal:
    """A mention as the page's words show it.

    `span` holds titles and the article; the words `first` to `after` are the name alone, or the head of a description,
    or the pronoun. `kind` is person, organization, group, document, place or other (a name that tells nothing).
    `parts` are the folded words of a name; `head` the noun of a description, or the pronoun; `role` the title or
    description that stands with a name. `gender` is "m", "f" or None, `many` whether it means several.
    """

    span: Span
    first: int
    after: int
    level: Level
    kind: str
    parts: tuple[str, ...] = ()
    head: str = ""
    role: str | None = None
    gender: str | None = None
    many: bool = False
    definite: bool = False
    possessive: bool = False
    owner: tuple[str, ...] = ()
    score: float = 1.0
    upper: bool = False


@dataclass(frozen=True, slots=True)
class _Sets:
    openers: frozenset[str]
    name_openers: frozenset[str]
    nobody: frozenset[str]
    days: frozenset[str]
    office: frozenset[str]
    rank: frozenset[str]
    polite: frozenset[str]
    men: frozenset[str]
    women: frozenset[str]
    modifier: frozenset[str]
    organization: frozenset[str]
    places: frozenset[str]
    surnames: frozenset[str]
    title: frozenset[str]
    outlet_ends: frozenset[str]
    outlet_openers: frozenset[str]
    outlet_starts: frozenset[str]
    place_ends: frozenset[str]


@cache
def sets() -> _Sets:
    """Return the word lists that the reading of names asks again and again."""
    get = lexicon.words
    men, women = get("titles", "masculine"), get("titles", "feminine")
    office, rank, polite = get("titles", "office"), get("titles", "rank"), get("titles", "honorific")
    return _Sets(
        openers=get("places", "openers"),
        name_openers=get("places", "openers of names"),
        nobody=get("places", "not names") | get("places", "days"),
        days=get("places", "days"),
        office=office,
        rank=rank,
        polite=polite,
        men=men,
        women=women,
        modifier=get("titles", "modifier"),
        organization=get("places", "organization words"),
        places=frozenset(fold(w).replace("-", " ") for w in get("places", "places")),
        surnames=get("forenames", "surnames"),
        title=men | women | office | rank | polite,
        outlet_ends=get("outlets", "last words"),
        outlet_openers=frozenset(map(fold, get("outlets", "first words"))),
        outlet_starts=frozenset(" ".join(name.split()[:2]) for name in lexicon.outlets()),
        place_ends=get("places", "place words"),
    )


@lru_cache(maxsize=50_000)
def bare(word: str) -> str:
    """Return a word folded, without its possessive ending."""
    return fold(without_possessive(word))


def _title_end(folded: list[str]) -> int:
    """Return how many words at the start of a run are title and no name: 2 in "Foreign Minister Sergey Lavrov"."""
    s = sets()
    end, at = 0, 0
    while at < len(folded):
        word = folded[at]
        titled = word in s.title or (
            at == 0 and len(folded) > 2 and _is_trade(word) and folded[1] in lexicon.forenames()
        )
        if titled and (at + 1 < len(folded) or at == 0 or folded[0] not in lexicon.forenames()):
            end = at + 1
            if end < len(folded) and folded[end] == "of":
                at = end + 1
                if at < len(folded) and folded[at] == "the":
                    at += 1
                stops = [n for n in range(at, len(folded)) if folded[n] in s.organization]
                end = min(len(folded), (stops[0] if stops and len(folded) - stops[0] <= 4 else at) + 1)
                at = end - 1
        at += 1
    if 0 < end < len(folded):
        before = folded[: end - 1]
        known = all(
            w in s.modifier or w in s.title or w in s.organization or w in _ADJECTIVE() or w == "of" for w in before
        )
        if not known and folded[0] in lexicon.forenames() and "of" not in folded[:end]:
            return 0
    return end


def _is_trade(word: str) -> bool:
    """Return whether a word says what one person does or is: "Skipper" before "Anton Riis"."""
    noun = lexicon.nouns().get(word)
    return noun is not None and noun.kind == "person" and not noun.many and word not in lexicon.forenames()


@cache
def _ADJECTIVE() -> frozenset[str]:  # noqa: N802 - a table that is read once
    names = {word for name in lexicon.state_names() for word in name.split()}
    return frozenset(word for people in lexicon.demonyms() for word in people.split()) | names


_DIRECTIONS = frozenset("north south east west northern southern eastern western central upper lower greater".split())


def kind_of_name(parts: tuple[str, ...], text: str, *, after_the: bool) -> tuple[str, float]:
    """Return the kind that a name's own words tell, with a score: place, organization, person or other."""
    s = sets()
    joined = " ".join(parts)
    if joined in lexicon.outlets():
        return "organization", 1.0
    if joined in lexicon.state_names() or joined in lexicon.seats() or joined in s.places:
        return "place", 1.0
    last = parts[-1]
    body = last in s.organization or (  # "Ann Lee Foundation", "Ann Lee Foundation for the Arts"
        (" for " in text or " of " in text) and any(word in s.organization for word in parts)
    )
    if len(parts) > 1 and parts[0] in lexicon.forenames() and not body:
        return "person", 0.95
    if len(parts) > 1 and parts[0] in _DIRECTIONS and last not in s.organization:
        return "place", 0.8
    if len(parts) > 1 and (last in s.place_ends or parts[0] in ("lake", "mount", "cape", "fort")):
        return "place", 0.8
    outlet = len(parts) > 1 and (last in s.outlet_ends or parts[0] in s.outlet_openers)
    if outlet or any(word in s.organization for word in parts):
        return "organization", 0.9
    if after_the:
        return "organization", 0.6
    if text.isupper() and len(text.replace(".", "")) > 1 and " " not in text:
        return "organization", 0.7
    if len(parts) > 1 and any(len(word) > 2 and word.isupper() for word in text.split()):
        return "organization", 0.55
    if len(parts) > 1 and len(parts) <= 4 and not any(word in _ADJECTIVE() for word in parts):
        return "person", 0.6 if len(parts) < 4 else 0.5
    if len(parts) == 1 and (parts[0] in lexicon.gender_of_forename() or parts[0] in s.surnames):
        return "person", 0.7
    return "other", 0.5


def read_run(words: Words, first: int, after: int, *, after_the: bool) -> list[Nominal]:
    """Return the names and capitalised titles in a run of words, in order; the run holds no sentence opener."""
    s = sets()
    folded = [bare(words.at(n)) for n in range(first, after)]
    pieces: list[Nominal] = []
    start = 0
    for n, word in enumerate(folded):
        day = word in s.days and not _is_forename(words, first + n, folded[n + 1 : n + 2])
        if not day and not (words.low[first + n].endswith(("'s", "’s")) and n + 1 < len(folded)):
            continue
        stop = n if day else n + 1
        if stop > start:
            pieces += _read_piece(words, first + start, first + stop, folded[start:stop], after_the and start == 0)
        start = n + 1
    if start < len(folded):
        pieces += _read_piece(words, first + start, after, folded[start:], after_the and start == 0)
    for one, two in pairwise(pieces):
        if one.possessive and one.after == words.first_at(two.span.start):
            two.owner = one.parts
    return pieces


_ALSO_FORENAMES = frozenset("jan april june august".split())
_BEFORE_MONTHS = frozenset(
    "in since last until till by from of this next late early mid every during on to and".split()
)


def _is_forename(words: Words, at: int, behind: list[str]) -> bool:
    """Return whether a month's name is somebody's: "historian Jan Kroll", but not "in April Lee left"."""
    if words.low[at] not in _ALSO_FORENAMES or words.lower(at - 1) in _BEFORE_MONTHS or not behind:
        return False
    return behind[0].isalpha() and behind[0] not in sets().days and behind[0] not in sets().title


def _read_piece(words: Words, first: int, after: int, folded: list[str], after_the: bool) -> list[Nominal]:
    while folded and folded[-1] in ("of", "the", "for", "and", "."):
        folded, after = folded[:-1], after - 1
    if not folded:
        return []
    s = sets()
    if all(w in s.nobody for w in folded if w):
        return []
    joined = " ".join(w for w in folded if w)
    outlet = _outlet_before(folded)
    if outlet:
        return _read_piece(words, first, first + outlet, folded[:outlet], after_the) + _read_piece(
            words, first + outlet, after, folded[outlet:], False
        )
    split = 0 if joined in lexicon.outlets() or joined in lexicon.state_names() else _title_end(folded)
    if all(piece in _ADJECTIVE() for w in folded for piece in w.split("-")) and "-" in joined:
        return []
    if split == len(folded):
        if after_the and len(folded) > 1 and not _known_title(folded):
            return [_name(words, first, after, tuple(w for w in folded if w), after_the=True)]  # "the Argus Leader"
        return _titles_only(words, first, after, folded)
    while split and split < len(folded) and not folded[split]:
        split += 1  # the full stop of "Gov."
    rest = [w for w in folded[split:] if w]
    if split and not (
        rest
        and len(rest) <= 5
        and (rest[0] in lexicon.forenames() or not any(w in s.organization or w == "of" for w in rest))
    ):
        split = 0
        rest = [w for w in folded if w]
    nominal = _name(words, first + split, after, tuple(rest), after_the=after_the and not split)
    if split:
        title = [w for w in folded[:split] if w]
        nominal.kind, nominal.score = "person", 0.97
        nominal.role = words.text[words.starts[first] : words.ends[first + split - 1]]
        nominal.span = words.span(first, after)
        nominal.gender = gender_of_title(title) or nominal.gender
        polite = all(w in s.men or w in s.women or w in s.polite for w in title)
        if polite and not any(w in lexicon.nouns() for w in title):
            nominal.role = None  # "Mr", "Dr"; but "Judge Berg" is a judge
    return [nominal]


def _known_title(folded: list[str]) -> bool:
    """Whether every word of a run may stand in a title."""
    s = sets()
    known = s.title | s.modifier | s.organization
    return all(w in known or w in _ADJECTIVE() or w in ("of", "the", "and", "") for w in folded)


def _outlet_before(folded: list[str]) -> int:
    """Return how many words of a run are an outlet's name with somebody's name behind it, or 0: "ABC News Rogers"."""
    s = sets()
    for size in range(len(folded) - 1, 1, -1):
        ends = folded[size - 1] in ("news", "times", "post", "journal", "press") and folded[size] not in s.organization
        if ends and " ".join(folded[:size]) in lexicon.outlets() and folded[size] not in s.outlet_ends:
            return size
    return 0


def gender_of_title(title: list[str]) -> str | None:
    """Return the gender that a title tells: "m" for Mr and King, "f" for Mrs and spokeswoman."""
    s = sets()
    for word in title:
        if word in s.men:
            return "m"
        if word in s.women:
            return "f"
        noun = lexicon.nouns().get(word)
        if noun and noun.gender:
            return noun.gender
    return None


def _name(words: Words, first: int, after: int, parts: tuple[str, ...], *, after_the: bool) -> Nominal:
    span = words.span(first, after)
    text = words.text[span.start : span.end]
    plain = without_possessive(text)
    kind, score = kind_of_name(parts, plain, after_the=after_the)
    if kind in ("person", "other") and words.low[after : after + 2] == [",", "which"]:
        kind, score = "organization", 0.9
    return Nominal(
        span=Span(span.start, span.start + len(plain)),
        first=first,
        after=after,
        level="name",
        kind=kind,
        parts=parts,
        gender=gender_of(parts) if kind == "person" else None,
        possessive=plain != text,
        definite=after_the,
        score=score,
        upper=plain.replace(".", "").isupper() and len(plain) > 1,
    )


def _titles_only(words: Words, first: int, after: int, folded: list[str]) -> list[Nominal]:
    """Return "Russian Foreign Minister" or "President" as a description."""
    head = next((w for w in reversed(folded) if w in lexicon.nouns()), folded[-1])
    noun = lexicon.nouns().get(head)
    return [
        Nominal(
            span=words.span(first, after),
            first=after - 1,
            after=after,
            level="description",
            kind=noun.kind if noun else "person",
            parts=name_words(" ".join(folded)),
            head=head,
            gender=noun.gender if noun else None,
            many=bool(noun and noun.many),
            possessive=words.low[after - 1].endswith(("'s", "’s")),
        )
    ]


PARTICLE_WORDS = PARTICLES
