"""Who a source's words credit: the mention at the head of "Will Moy, chief executive of Full Fact" or of "which"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from onrecord.recognition.people import lexicon
from onrecord.recognition.people.nominals import Nominal, bare
from onrecord.recognition.people.noun_phrases import left_edge
from onrecord.recognition.people.roles import verb_like
from onrecord.recognition.people.words import Words
from onrecord.terms import Span

_RELATIVE = frozenset("who which that whose whom".split())
_OWNERS = frozenset("his her its their my our your".split())
_OUTLETS = frozenset("agency newspaper magazine channel network station website broadcaster affiliate".split())
_BEHIND = frozenset(
    "himself herself itself themselves is are was were has have had will would also then later as himself alone both "
    "all too said says told during after before when while whose whom because if not now once yesterday today".split()
)
"""Words that may stand behind a name in a source without being what it is of."""
_ARTICLES = frozenset("a an the".split())
_BREAKS = frozenset(
    "of in on at to for from with by about across within near inside against under around , who which that ( — – - and "
    "or".split()
)
_PLACED = _BREAKS - {"of", "and", "or", ",", "("}


class Index:
    """The mentions of a text by where they stand."""

    def __init__(self, words: Words, nominals: Sequence[Nominal]) -> None:
        self.words = words
        self.nominals = sorted(nominals, key=lambda one: one.first)
        self._firsts = [one.first for one in self.nominals]

    def within(self, first: int, after: int) -> list[Nominal]:
        """Return the mentions whose words stand in words `first` to `after`, in order."""
        found = []
        for number in range(bisect_left(self._firsts, first), len(self.nominals)):
            one = self.nominals[number]
            if one.first >= after:
                break
            if one.after <= after:
                found.append(one)
        return found

    def before(self, first: int, reach: int = 14) -> list[Nominal]:
        """Return the mentions that end in the `reach` words before word `first`, the nearest first."""
        found = []
        for number in range(bisect_left(self._firsts, first) - 1, -1, -1):
            one = self.nominals[number]
            if one.first < first - reach:
                break
            if one.after <= first:
                found.append(one)
        return found


def head_of(index: Index, source: Sequence[Span], *, loose: bool = False) -> Nominal | None:
    """Return the mention that a source is about, or None where no mention stands there.

    For a relative pronoun alone it is the mention before it. `loose`: the span may run on behind what is named.
    """
    words = index.words
    numbers = words.inside(source[0])
    first, after = numbers.start, words.inside(source[-1]).stop
    if first >= after:
        return None
    inside = index.within(first, after)
    if words.low[after - 1] in _RELATIVE and words.lower(after - 2) == "of":
        return _antecedent(index, first)  # "two of whom"
    if words.low[first] in _RELATIVE and (after - first == 1 or (words.low[first] != "whose" and not inside)):
        return _antecedent(index, first)  # "who", "who in 2010"
    if not inside:
        cut_off = after - first == 1 and words.low[first] in _ARTICLES
        if not cut_off:
            return None
        return next((one for one in index.within(first, first + 8) if one.span.start == words.starts[first]), None)
    start = source[0].start
    opening = [one for one in inside if words.first_at(one.span.start) <= first + 1 and _joined(words, first, one)]
    if opening:
        chosen = max(opening, key=lambda one: one.after)
    else:
        chosen = next((one for one in inside if one.span.start >= start), inside[0])
        between = words.low[first : chosen.first]
        if chosen.level != "name" and any(word in _PLACED for word in between):
            return None  # "most in both towns": its head is no mention
    if chosen.level == "pronoun" and chosen.head in _OWNERS and chosen.after < after:
        if not opening:
            return None  # "a comparison with his filings"
        # "his stablemate, | Ann Lee"; but "my first reaction" is the owner's
        chosen = next((one for one in inside if one.level == "name" and words.lower(one.first - 1) == ","), chosen)
    if not loose and chosen.level == "name" and not chosen.possessive and _modifies(words, chosen, after):
        later = [one for one in inside if one.first >= chosen.after]
        if not later or any(word in _BREAKS for word in words.low[chosen.after : words.first_at(later[0].span.start)]):
            return None  # "the GOP delegates"
        chosen = later[0]
    if not loose and _is_part(words, chosen, inside, after):
        return None  # "Lee's backers", "35 state legislatures"
    if chosen.span.start < start <= words.starts[chosen.first]:
        chosen.span = Span(start, chosen.span.end)
    return _named(words, chosen, inside, after)


def _modifies(words: Words, name: Nominal, after: int) -> bool:
    """Whether a name only tells of what kind the noun behind it is: "GOP delegates", but not "AFP news agency"."""
    at = name.after
    if at >= after or words.starts[at] - words.ends[at - 1] != 1:
        return False
    word = words.low[at]
    if not _OUTLETS.isdisjoint(words.low[at : min(after, at + 3)]):
        return False
    return (
        word.isalpha()
        and not words.upper[at]
        and word not in _BREAKS
        and word not in _BEHIND
        and not word.endswith("ly")
    )


def _is_part(words: Words, one: Nominal, inside: list[Nominal], after: int) -> bool:
    """Whether a mention only opens a source whose head is a noun that no list has."""
    at = one.after
    owner = one.possessive
    if words.lower(at) in ("'s", "’s", "’", "'"):
        owner, at = True, at + 1
    word = words.lower(at)
    if at >= after or words.upper[at] or not word.isalpha() or word in _BREAKS or word in _BEHIND:
        return False
    if any(other.first >= one.after for other in inside):
        return False
    return owner or (one.level == "description" and not one.many and word.endswith("s") and not word.endswith("ss"))


def _joined(words: Words, first: int, one: Nominal) -> bool:
    """Whether no preposition or comma stands between the beginning of a source and a mention's head."""
    return not any(words.low[n] in _BREAKS for n in range(max(first, words.first_at(one.span.start)), one.first)) or (
        one.level == "name"
    )


def _named(words: Words, chosen: Nominal, inside: list[Nominal], after: int) -> Nominal:
    """Return the name that a source's description gives away, or the mention behind an owner."""
    later = [one for one in inside if one.first >= chosen.after]
    owner = chosen.possessive or words.lower(chosen.after) in ("'s", "’s", "’", "'")
    if owner and later:
        return _named(words, later[0], inside, after)
    if later and chosen.level == "description" and later[0].level == "name" and later[0].first == chosen.after:
        return later[0]
    if later and chosen.level == "name" and chosen.kind != "person" and later[0].kind == "person":
        title = words.low[chosen.after : words.first_at(later[0].span.start)]
        if all(word.isalpha() and word not in _BREAKS and not verb_like(word) for word in title):
            return later[0]  # "Acme administrator Ann Lee"
    if chosen.level == "description" and chosen.kind in ("person", "other") and not chosen.many:
        for one in later:
            before = words.lower(words.first_at(one.span.start) - 1)
            closes = one.after >= after or words.lower(one.after) == "," or words.low[one.after : after] == [".", ","]
            if one.level == "name" and one.kind in ("person", "other") and before == "," and closes:
                return one
    return chosen


def _antecedent(index: Index, first: int) -> Nominal | None:
    """Return the mention that "who" or "which" at word `first` takes up, or None where none stands right before it."""
    words = index.words
    sentence = words.sentence[first]
    if words.lower(first - 1) in ("and", "or", "but"):  # "people who doubt it, and who ..."
        opening = words.opens[sentence]
        again = [n for n in range(opening, first) if words.low[n] == words.low[first]]
        if again:
            return _antecedent(index, again[-1])
    near = [one for one in index.before(first) if words.sentence[one.first] == sentence]
    if words.low[first] == "who":  # "Democrats across the country, who": no country
        near = [one for one in near if one.kind not in ("organization", "place", "document", "thing") or one.many]
    if not near:
        return None
    chosen = near[0]
    between = words.low[chosen.after : first]
    if between and between[-1] == ",":
        between = between[:-1]
    if between and between[0] not in _BREAKS:
        return None  # the word before it is no mention: "delegates who"
    if "of" in words.low[max(0, words.first_at(chosen.span.start) - 1) : chosen.first]:
        owner = [one for one in near if one.after < chosen.first and one.level == "description"]
        if owner and not between and chosen.kind == "place":
            return owner[0]
    return chosen


def describe_source(words: Words, source: Sequence[Span]) -> Nominal:
    """Return a mention made of a source's own words, where the finder saw none there."""
    numbers = words.inside(source[0])
    first, after = numbers.start, max(numbers.stop, numbers.start + 1)
    at = first - 2 if words.lower(first - 1) == "," else first - 1
    if (
        words.low[first] in _RELATIVE
        and at >= 0
        and words.low[at].isalpha()
        and words.sentence[at] == words.sentence[first]
    ):
        first, after = left_edge(words, at), at + 1  # "a crowd of busybodies who"
    head = first
    for number in range(first, after):
        if number > first and words.low[number] in _BREAKS:
            break
        head = number
    word = bare(words.at(head))
    noun = lexicon.nouns().get(word)
    many = noun.many if noun else word.endswith("s") and not word.endswith("ss")
    kind = noun.kind if noun else "organization" if words.at(head)[:1].isupper() else "group" if many else "person"
    return Nominal(
        span=words.span(first, after) if after == at + 1 else source[0],
        first=head,
        after=head + 1,
        level="description",
        kind=kind,
        head=word,
        many=many,
        gender=noun.gender if noun else None,
        parts=tuple(bare(words.at(n)) for n in range(first, head + 1) if words.low[n] not in _ARTICLES),
        definite=words.low[first] in ("the", "this", "that"),
    )
