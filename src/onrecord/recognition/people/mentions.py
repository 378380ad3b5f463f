"""Mentions by rule: names, descriptions headed by a noun for somebody, and pronouns.

The finder walks once over the words of a text. It asks no model; where the model's heads hand in mentions, `merged`
puts both together.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from functools import cache
from typing import Literal

from onrecord.recognition.people import lexicon
from onrecord.recognition.people.names import PARTICLES
from onrecord.recognition.people.nominals import Nominal, bare, gender_of_title, read_run, sets
from onrecord.recognition.people.noun_phrases import DEFINITE, DETERMINERS, PRONOUNS, STOPS, left_edge
from onrecord.recognition.people.roles import verb_like
from onrecord.recognition.people.words import Words, read_words
from onrecord.terms import Mention, Span

_VERBS_TOO = frozenset(
    "report study note contact poll order act account release review guard host judge coach pilot guide paper "
    "star witness patient novel major general private present press press chair board force fans research "
    "estimates reports orders notes tweets deal deals cable state states post posts site love book bill bank "
    "house leave team crowd suspect fan minister author parent bar page video record records message channel "
    "station network".split()
)


@cache
def _heads() -> dict[str, lexicon.Noun]:
    return lexicon.nouns()


def _opener(words: Words, number: int) -> bool:
    """Whether a capitalised word is one that opens sentences, and no name: "Will" before a surname is one."""
    word = words.low[number]
    s = sets()
    if word not in s.openers or _opens_name(words, number):
        return False
    if word in lexicon.forenames() and words.at(number + 1)[:1].isupper():
        behind = bare(words.at(number + 1))
        asks = words.lower(words.sentence_words(words.sentence[number]).stop - 1) == "?"
        return asks or behind in sets().organization or behind in sets().openers or behind in lexicon.state_names()
    return True


def _opens_name(words: Words, number: int) -> bool:
    """Whether such a word begins a name: "New York" anywhere, "Federal Reserve" where no sentence begins with it."""
    follower = words.at(number + 1)
    if words.low[number] not in sets().name_openers or not follower[:1].isupper():
        return False
    pair = f"{words.low[number]} {bare(follower)}"
    known = pair in sets().places or pair in lexicon.state_names() or pair in sets().outlet_starts
    return known or words.lower(number - 1) == "the" or not words.opens_speech(number)


def find_nominals(words: Words, cuts: frozenset[int] = frozenset()) -> list[Nominal]:
    """Return the mentions in a text, in order of their first word.

    `cuts` are positions that no name runs across: where an attribution's source, cue or content begins.
    """
    found: list[Nominal] = []
    heads, low, text, starts = _heads(), words.low, words.text, words.starts
    common = words.small
    inner = {bare(word) for word in words.inner_capitals}
    titles = _title_case(words)
    at = 0
    for number in _openings(words):
        if number < at:
            continue
        at = number
        if titles and words.sentence[at] in titles:
            at = words.sentence_words(words.sentence[at]).stop
            continue
        word = low[at]
        if word in PRONOUNS and _is_pronoun(words, at):
            found.append(_pronoun(words, at))
            at += 1
        elif words.upper[at]:
            at = _capitalised(words, at, (common, inner), found, cuts)
        elif word[:3] in ("al-", "el-") and text[starts[at] + 3].isupper():
            after = _run_end(words, at, cuts)
            found += read_run(words, at, after, after_the=False)
            at = after
        elif word in heads:
            one = _description(words, at)
            if one is not None:
                found.append(one)
            at += 1
    if titles:
        _read_titles(words, titles, found)
    return found


@cache
def _known() -> frozenset[str]:
    return frozenset(PRONOUNS) | frozenset(_heads())


def _openings(words: Words) -> list[int]:
    """Return the words at which a mention, or its head, may begin."""
    known, found = _known(), zip(words.low, words.upper, strict=True)
    return [n for n, (low, upper) in enumerate(found) if upper or low in known or low[2:3] == "-"]


def _is_pronoun(words: Words, at: int) -> bool:
    """Whether a word is a pronoun and neither the country ("US") nor an initial ("I. Newton")."""
    return words.at(at) != "US" and (words.low[at] != "i" or words.lower(at + 1) != ".")


def _title_case(words: Words) -> frozenset[int]:
    """Return the sentences in which nearly every word has a capital, so that capitals tell no names: headlines."""
    found = []
    low = words.low
    for number, first in enumerate(words.opens):
        after = words.opens[number + 1] if number + 1 < len(words.opens) else len(words)
        if after - first < 5 or low[after - 1] == ".":
            continue
        long = [n for n in range(first, after) if len(low[n]) > 3 and low[n][0].isalpha()]
        if len(long) >= 4 and sum(words.upper[n] for n in long) >= 0.8 * len(long):
            found.append(number)
    return frozenset(found)


def _read_titles(words: Words, titles: frozenset[int], found: list[Nominal]) -> None:
    """Find in headlines the names that the rest of the page tells, and those of states, outlets and with forenames."""
    known = {one.parts: one for one in found if one.level == "name"}
    for one in list(known.values()):
        if one.kind == "person":
            known.setdefault(one.parts[-1:], one)
    fresh: list[Nominal] = []
    for number in titles:
        numbers = words.sentence_words(number)
        at = numbers.start
        while at < numbers.stop:
            name = _title_name(words, at, numbers.stop, known)
            if name is None:
                noun = _heads().get(words.low[at])
                if words.low[at] in PRONOUNS and words.at(at) != "US":
                    fresh.append(_pronoun(words, at))
                elif noun is not None and noun.kind == "person" and words.low[at] not in _VERBS_TOO:
                    fresh.append(_headline_person(words, at, noun))
                at += 1
                continue
            fresh.append(name)
            at = name.after
    found += fresh
    found.sort(key=lambda one: one.first)


def _headline_person(words: Words, at: int, noun: lexicon.Noun) -> Nominal:
    """Return "Georgia Woman" or "Suspect" in a headline as a description."""
    start = at
    if at and words.sentence[at - 1] == words.sentence[at] and words.text[words.starts[at - 1]].isupper():
        before = bare(words.at(at - 1))
        if before in lexicon.demonyms() or before in lexicon.state_names() or before in sets().places:
            start = at - 1
    return Nominal(
        span=words.span(start, at + 1),
        first=at,
        after=at + 1,
        level="description",
        kind=noun.kind,
        head=bare(words.at(at)),
        gender=noun.gender,
        many=noun.many,
        parts=tuple(bare(words.at(n)) for n in range(start, at + 1)),
    )


def _title_name(words: Words, at: int, stop: int, known: dict[tuple[str, ...], Nominal]) -> Nominal | None:
    if not words.text[words.starts[at]].isupper() or _opener(words, at):
        return None
    parts: list[str] = []
    best: tuple[int, str, float] | None = None
    for after in range(at + 1, min(at + 7, stop + 1)):
        parts.append(bare(words.at(after - 1)))
        key = tuple(parts)
        joined = " ".join(parts)
        if key in known:
            best = (after, known[key].kind, known[key].score)
        elif joined in lexicon.state_names() or (joined in lexicon.outlets() and after - at > 1):
            best = (after, "place" if joined in lexicon.state_names() else "organization", 1.0)
    if best is None and at + 1 < stop and bare(words.at(at)) in lexicon.gender_of_forename():
        follower = words.lower(at + 1)
        if words.text[words.starts[at + 1]].isupper() and follower not in _heads() and not _opener(words, at + 1):
            best = (at + 2, "person", 0.7)
    if best is None:
        return None
    noun = _heads().get(words.lower(best[0])) if best[1] == "place" else None
    if noun is not None and noun.kind == "person":
        return None
    names = read_run(words, at, best[0], after_the=False)
    one: Nominal | None = names[-1] if names else None
    if one is None or one.level != "name":
        return None
    one.kind, one.score = best[1], best[2]
    return one


def _pronoun(words: Words, at: int) -> Nominal:
    word = words.low[at]
    kind, gender, many = PRONOUNS[word]
    return Nominal(
        span=words.span(at, at + 1),
        first=at,
        after=at + 1,
        level="pronoun",
        kind=kind,
        head=word,
        gender=gender,
        many=many,
    )


def _run_end(words: Words, at: int, cuts: frozenset[int]) -> int:
    """Return the number of the word after a run of capitalised words that begins at `at`."""
    text, starts, ends, low = words.text, words.starts, words.ends, words.low
    s = sets()
    after = at + 1
    size = len(words)
    while after < size:
        gap = starts[after] - ends[after - 1]
        if starts[after] in cuts or gap > 1 or (gap == 1 and text[ends[after - 1]] == "\n"):
            break
        letter = text[starts[after]]
        before = low[after - 1]
        if low[after] == "." and gap == 0 and (len(before) == 1 or before in s.title or before in ("jr", "sr", "st")):
            if after + 1 < size and text[starts[after + 1]].isupper() and starts[after + 1] == ends[after] + 1:
                after += 1
                continue
            break
        if gap == 0 and letter not in "’'":
            break
        if letter.isupper():
            if before.endswith(("'s", "’s")) and after - 1 > at and low[after] in s.openers:
                break
            after += 1
            continue
        joined = _joins(words, at, after)
        if not joined:
            break
        after += joined
    return after


def _joins(words: Words, first: int, at: int) -> int:
    """Return how many words at `at` join a capitalised run to the capitalised word behind them: 2 for "of the"."""
    low, text, starts = words.low, words.text, words.starts
    word = low[at]
    s = sets()

    def upper(number: int) -> bool:
        return number < len(words) and text[starts[number]].isupper() and starts[number] - words.ends[number - 1] == 1

    if word in PARTICLES:
        return 1 if upper(at + 1) or (words.lower(at + 1) in PARTICLES and upper(at + 2)) else 0
    before = bare(words.at(at - 1))
    if word in ("of", "for") and (before in s.organization or before in s.office or before in s.modifier):
        if word == "for" and before not in s.organization:
            return 0
        if upper(at + 1):
            return 1
        return 2 if words.lower(at + 1) == "the" and upper(at + 2) else 0
    tied = "of" in low[first:at] or "for" in low[first:at]
    if word in ("and", "&") and upper(at + 1) and tied and before not in s.title:
        follower = bare(words.at(at + 1))
        if follower not in s.title and follower not in s.openers and any(w in s.organization for w in low[first:at]):
            return 1
    if word == "and" and upper(at + 1) and upper(at + 2) and not any(w in s.organization for w in low[first:at]):
        end = at + 2
        while upper(end + 1):
            end += 1
        people = any(bare(words.at(n)) in lexicon.forenames() for n in range(first, at))
        if low[end] in _BODIES and not people:  # "Dale Fire and Rescue Service"
            return 1
    return 1 if word == "&" and upper(at + 1) else 0


_BODIES = frozenset("service services department ministry executive agency authority board commission".split())
"""What ends the name of a body whose first words an "and" may join: a company's would as well be two names."""


def _capitalised(
    words: Words, at: int, spelled: tuple[Set[str], Set[str]], found: list[Nominal], cuts: frozenset[int]
) -> int:
    """Read the capitalised run at `at` into `found`; return the number of the word to go on from."""
    low, heads = words.low, _heads()
    common, inner = spelled
    first = at
    after_the = words.lower(at - 1) in ("the",) and at > 0 and words.sentence[at] == words.sentence[at - 1]
    while first < len(words) and _opener(words, first) and words.text[words.starts[first]].isupper():
        if first > at and low[first] in PRONOUNS and words.at(first) != "US":
            return first
        if words.at(first).isupper() and len(words.at(first)) > 1 and low[first] not in ("the", "a"):
            break
        after_the = low[first] == "the"
        if low[first] in heads and not after_the and first == at and low[first] != "former":
            one = _description(words, first)
            if one is not None:
                found.append(one)
        first += 1
        if first >= len(words) or words.starts[first] - words.ends[first - 1] != 1:
            return first
    if first >= len(words) or not words.text[words.starts[first]].isupper():
        return max(first, at + 1) if first > at else at + 1
    if low[first] in PRONOUNS and low[first] != "us":
        return first
    after = _run_end(words, first, cuts)
    if after - first > 1 and _shouted(words, first, after):
        return after
    opens = words.opens_speech(first)
    if after == first + 1 and opens and _only_capital_by_place(words, first, common, inner):
        if low[first] in heads:
            one = _description(words, first)
            if one is not None:
                found.append(one)
        return after
    title = low[first] in sets().title or low[first] in sets().modifier
    if opens and first == at and after > first + 1 and low[first] in common and not (title or _opens_name(words, at)):
        first += bare(words.at(first)) not in lexicon.forenames()
    names = read_run(words, first, after, after_the=after_the)
    if len(names) == 1 and names[0].level == "name" and _of_people(names[0].parts) and names[0].kind != "place":
        return max(_people(words, names[0], found), at + 1)
    for name in names:
        _widen(words, name)
    found += names
    return max(after, at + 1)


def _shouted(words: Words, first: int, after: int) -> bool:
    """Whether a run is common words in capitals only, as over a section: "FELLOW DOCTORS"."""
    if not all(words.at(n).isupper() for n in range(first, after)):
        return False
    joined = " ".join(bare(words.at(n)) for n in range(first, after))
    return joined not in lexicon.outlets() and any(words.low[n] in _heads() for n in range(first, after))


def _of_people(parts: tuple[str, ...]) -> bool:
    """Whether a name is a people's: "Ukrainians", "African American"."""
    return " ".join(parts) in lexicon.peoples() or all(part in lexicon.peoples() for part in parts)


def _people(words: Words, name: Nominal, found: list[Nominal]) -> int:
    """Read "the Ukrainians" as a description; "Ukrainian" before a noun is no mention. Return where to go on."""
    word = words.low[name.after - 1]
    before = words.lower(name.first - 1)
    follower = words.lower(name.after)
    alone = not follower[:1].isalpha() or follower in STOPS or verb_like(follower)
    if alone and (before in DETERMINERS or word.endswith("s") or name.possessive):
        start = name.first - 1 if before in DETERMINERS else name.first
        many = bare(word).endswith(("s", "ese", "ish")) or before not in ("a", "an", "the")
        found.append(
            Nominal(
                span=words.span(start, name.after),
                first=name.first,
                after=name.after,
                level="description",
                kind="group" if many else "person",
                head=bare(word),
                many=many,
                definite=before in DEFINITE,
                parts=name.parts,
                possessive=name.possessive,
            )
        )
    return name.after


def _only_capital_by_place(words: Words, at: int, common: Set[str], inner: Set[str]) -> bool:
    """Whether a word opens its sentence and stands in lower case elsewhere, or is a common noun for people."""
    word = words.low[at]
    if words.at(at).isupper() and len(word) > 1:
        return False
    if word in common or word in _heads() or word.endswith(("ing", "ly", "ed", "less", "ful")) or len(word) < 3:
        return bare(words.at(at)) not in lexicon.forenames()
    plain = bare(words.at(at))
    if plain in inner or plain in lexicon.forenames() or plain in lexicon.state_names() or plain in sets().places:
        return False
    if plain in lexicon.outlets() or plain in lexicon.seats() or plain != words.low[at].rstrip("."):
        return False
    follower = words.lower(at + 1)
    return follower[:1].isalpha() and not verb_like(follower) and follower not in ("and", "also", "then", "who")


def _widen(words: Words, name: Nominal) -> None:
    """Give a name the lower-case title or description that stands right before it: "spokesman", "the lawyer"."""
    at = words.first_at(name.span.start) - 1
    if at < 0 or words.sentence[at] != words.sentence[name.first]:
        return
    gap = words.text[words.ends[at] : name.span.start]
    if gap != " ":
        return
    word = words.low[at]
    noun = _heads().get(word)
    titled = word in sets().title
    if (
        name.level == "name"
        and (titled or (noun is not None and noun.kind == "person"))
        and name.kind in ("person", "other")
    ):
        start = left_edge(words, at)
        name.kind, name.score = "person", 0.97
        role = words.text[words.starts[start] : words.ends[at]]
        name.role = f"{role} {name.role}" if name.role else role
        name.gender = name.gender or gender_of_title([word])
        name.span = Span(words.starts[start], name.span.end)
    elif word in DETERMINERS or word.endswith(("'s", "’s")):
        if word in ("the", "a", "an"):
            name.definite = word == "the"
            name.span = Span(words.starts[at], name.span.end)
    elif name.level == "description" or name.role:
        start = left_edge(words, at + 1)
        name.span = Span(words.starts[start], name.span.end)


def _description(words: Words, at: int) -> Nominal | None:
    """Return the description whose head is the word `at`, or None where the word is no such head."""
    heads, low = _heads(), words.low
    word = low[at]
    noun = heads[word]
    behind = words.lower(at + 1)
    close = at + 1 < len(words) and words.starts[at + 1] - words.ends[at] == 1
    if close and behind in heads and behind not in STOPS and behind not in _VERBS_TOO:
        return None
    start = left_edge(words, at)
    determined = low[start] in DETERMINERS or (start > 0 and start < at and low[start].endswith(("'s", "’s")))
    if not determined and word in _VERBS_TOO and start == at:
        return None
    if noun.kind in ("document", "organization") and not determined and not noun.many and start == at:
        return None
    named = close and words.text[words.starts[at + 1]].isupper() and not _opener(words, at + 1)
    if named and behind not in PRONOUNS and noun.kind == "person" and not noun.many:
        return None  # a title of the name behind it, which takes it in
    opening = low[start]
    return Nominal(
        span=words.span(start, at + 1),
        first=at,
        after=at + 1,
        level="description",
        kind=noun.kind,
        head=bare(word),
        gender=noun.gender,
        many=noun.many,
        definite=opening in DEFINITE,
        parts=tuple(bare(words.at(n)) for n in range(start, at + 1) if low[n] not in DETERMINERS),
    )


_KIND: dict[str, Literal["person", "organization", "place", "other"]] = {
    "person": "person",
    "speaker": "person",
    "addressee": "person",
    "group": "person",
    "several": "other",
    "thing": "other",
    "organization": "organization",
    "place": "place",
}


def find_mentions(text: str, spans: Sequence[Span] | None = None) -> list[Mention]:
    """Return the mentions in `text`, or in its `spans` (in order, disjoint), found by rule."""
    return [
        Mention(span=one.span, level=one.level, kind=_KIND.get(one.kind, "other"), score=one.score)
        for one in find_nominals(read_words(text, spans))
    ]
