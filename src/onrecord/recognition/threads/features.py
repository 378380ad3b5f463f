"""What speaks for a comment being an answer, and for which one it answers, as named features.

`weights.json` has one weight for each name. "new" features describe a comment by itself and count where it is taken as
an answer to anything; the others describe a pair of comments. How the weights were fitted: `training/threads.py`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.intake.text.features import ordinary_words
from onrecord.intake.text.words import FIRST_PERSON, FUNCTION_WORDS, SECOND_PERSON
from onrecord.recognition.threads.voices import THANKS, TOKEN, WELCOMES, Call, Room, Voice

NEAR = 16
"""How many comments back are looked at without other reason. No parent in the public threads lies farther up."""


SHARED = (0.15, 0.35, 0.6, 1.0)
"""Steps of what two comments share in rare words, for their length: "shares words 0" to "shares words 4"."""
FRESH = (0.01, 0.5, 1.0, 2.0)
"""Steps of what two comments share in rare words that the article does not have."""
TELLING = 0.34
"""How rare a word must be for an opening to point at the comment that has it: no more than 17 comments have it, or two
where it is an ordinary word. Fewer (0.5 to 0.8) were no better on sites not fitted on."""
QUOTED = 30
"""Code points of another comment that make a quotation; fewer may be a turn of phrase."""
OPENING = 4
"""Words of a comment that may take up what another asks about."""
_SAYS_LITTLE = FUNCTION_WORDS | FIRST_PERSON | SECOND_PERSON
_STANDS_FOR = frozenset("it it's it’s they he she él ella ils elles".split())
_ASKS_WHAT = frozenset("what who where was wer wo qué quién dónde qui où quem onde".split())
STRAIGHT = (
    "calls its author 3",
    "calls its author 2",
    "quotes it",
    "takes up its point",
    "calls somebody lost by name and words",
)
"""Features that point straight at one comment: beside them, how a comment sounds otherwise counts for less."""


_POINT = re.compile(r"(?:re:?\s*|zu\s+|ad\s+|#|\()?(?P<number>\d{1,2})[.):]\s*\S", re.IGNORECASE)
"""A comment that opens with the number of a point: "3) That one is ..."."""


@dataclass(frozen=True, slots=True)
class History:
    """The links made so far on the way down the page: `parents[j]` for each comment above, None for a root."""

    parents: tuple[int | None, ...] = ()

    def path(self) -> list[int]:
        """Return the last comment and those it answers, up to its root: what the next can answer on a threaded page."""
        chain: list[int] = []
        at: int | None = len(self.parents) - 1
        while at is not None and at >= 0:
            chain.append(at)
            at = self.parents[at]
        return chain


def candidates(room: Room, voice: Voice, path: Sequence[int]) -> list[int]:
    """Return the comments that `voice` may answer: near ones, those above the last one, those whose author it calls."""
    number = voice.number
    near = set(range(max(0, number - NEAR), number)) | set(path[:NEAR])
    near |= {j for j in voice.quoted if j < number}
    for call in voice.calls:
        near.update([j for j in call.known if j < number][-3:])
    return sorted(near)


def answer_features(room: Room, voice: Voice, history: History) -> list[str]:
    """Return what speaks for or against `voice` answering another comment at all."""
    number = voice.number
    if number not in room.steady:
        room.steady[number] = _steady_features(room, voice)
    replies = number - history.parents.count(None)
    share = replies / number
    so_far = "none" if not replies else "few" if share < 0.3 else "many" if share > 0.6 else "some"
    above = "answers" if history.parents[-1] is not None else "is a root"
    return [*room.steady[number], f"new: one above {above}", f"new: answers so far {so_far}"]


def _steady_features(room: Room, voice: Voice) -> list[str]:
    """Return what speaks for or against an answer whatever was linked above."""
    number = voice.number
    before = room.voices[number - 1]
    found = ["answers"]
    known = [c for c in voice.calls if any(j < number and _is_guest(room, j, c) for j in c.known)]
    found += [f"new: {flag}" for flag in sorted(voice.flags) if not (flag == "greets" and known)]
    if known:
        found.append(f"new: calls one above {known[0].strength}")
    elif any(c.key in room.owners or any(room.voices[j].author in room.hosts for j in c.known) for c in voice.calls):
        found.append("new: calls the article's author")
    elif any(not c.known for c in voice.calls):
        found.append("new: calls somebody unknown")
    found += _author_features(room, voice)
    if before.questions:
        how = " in passing" if _in_passing(before) else " the readers" if "asks the readers" in before.flags else ""
        found.append(f"new: one above asks{how}{'' if voice.questions else ', this does not'}")
    if number == 1:
        found.append("new: second comment")
    if len(room.voices) <= 4:
        found.append("new: short thread")
    return found


LONG = 60
"""Words of a comment beside which a question of a fifth of them or less is asked in passing."""


def _in_passing(voice: Voice) -> bool:
    return len(voice.tokens) > LONG and 5 * sum(span.length for span in voice.questions) < len(voice.words)


def _is_guest(room: Room, j: int, call: Call) -> bool:
    return call.strength == 3 or room.voices[j].author not in room.hosts


def _author_features(room: Room, voice: Voice) -> list[str]:
    if voice.author is None:
        above = room.voices[voice.number - 1].author
        return ["new: author lost", "new: author lost, one above " + ("too" if above is None else "shown")]
    found = []
    times = room.spoken[voice.author]
    share = times / len(room.voices)
    if voice.author in room.owners or voice.author.split()[0] in room.owners:
        found.append("new: by the article's author")
    elif len(voice.author) > 3 and voice.comment.author and voice.comment.author in room.article:
        found.append("new: author named in the article")
    if times >= 3 and share >= 0.2:
        found.append("new: by the one who writes most")
    if voice.author in room.hosts:
        found.append(f"new: by a host {'2' if times == 2 else '3-4' if times < 5 else '5-'}")
        if room.voices[voice.number - 1].author not in room.hosts:
            found.append("new: by a host after a guest")
    earlier = [number for number in room.turns[voice.author] if number < voice.number]
    if not earlier:
        found.append("new: first word of this author" + (" of several" if times > 1 else ""))
    else:
        back = voice.number - earlier[-1]
        found.append(f"new: author spoke {back if back <= 3 else 'earlier'} before")
    return found


def pair_features(room: Room, voice: Voice, j: int, path: Sequence[int], history: History) -> list[str]:
    """Return what speaks for `voice` answering comment `j`."""
    key = (voice.number, j)
    if key not in room.pairs:
        room.pairs[key] = _steady_pair_features(room, voice, room.voices[j])
    steady = room.pairs[key]
    found = list(steady)
    if j in path:
        up = path.index(j)
        found.append("open" if not up else "open: parent of the one above" if up == 1 else "open: further up")
    else:
        found.append("closed")
        if "points straight" in steady:
            found.append("straight, closed")
    parent = history.parents[j]
    found.append("root" if parent is None else "answer")
    if parent is not None and "points straight" in steady:
        found.append("straight, answer")
    own = parent is not None and voice.author is not None and room.voices[parent].author == voice.author
    if own and "same author" not in steady:
        found.append("answers back")
    return found


def _steady_pair_features(room: Room, voice: Voice, other: Voice) -> list[str]:
    """Return what speaks for `voice` answering `other` whatever was linked above."""
    back = voice.number - other.number
    found = [f"back {back if back <= 3 else '4-6' if back <= 6 else '7-12' if back <= 12 else '13-'}"]
    found += _call_features(room, voice, other)
    if voice.author is not None:
        if other.author == voice.author:
            found.append("same author")
        if any(voice.number in c.known or _is_called(room, c.known, voice) for c in other.calls):
            found.append("called by it")
    if other.questions and not voice.questions:
        how = " in passing" if _in_passing(other) else " the readers" if "asks the readers" in other.flags else ""
        found.append(f"it asks{how}")
        if back == 1:
            found += _question_features(voice, other)
        if voice.flags & {"affirms", "denies"}:
            found.append("answers yes or no")
        if back == 1 and voice.tokens and voice.tokens[0] in _STANDS_FOR:
            found.append("opens with a pronoun for what it asks about")
    elif other.questions:
        found.append("it asks, this asks too")
    if WELCOMES.match(voice.words) and not THANKS.isdisjoint(other.tokens):
        found.append("welcomes its thanks")
    found += _word_features(room, voice, other)
    if "may call somebody lost" in found and "opens with its words" in found:
        found.append("calls somebody lost by name and words")
    point = _POINT.match(voice.words)
    if point and re.search(rf"(?m)^\s*\(?{point['number']}[.)]", other.words):
        found.append("takes up its point")
    if "calls its author, a host" not in found and any(name in found for name in STRAIGHT):
        kinds = ("words 101-", "words 41-100", "quotes first", "asks")
        found += [f"straight, {flag}" for flag in sorted(voice.flags) if flag.startswith(kinds)]
        if voice.author is not None and room.turns[voice.author][0] == voice.number:
            found.append("straight, first word of this author")
        found.append("points straight")
    return found


def _question_features(voice: Voice, other: Voice) -> list[str]:
    """Return whether `voice` opens with a word that `other` asks about: "what is SOF?" - "SOF = ..."."""
    opening = [w for w in voice.tokens[:OPENING] if w not in _SAYS_LITTLE and w not in ordinary_words()]
    for span in other.questions:
        asked = TOKEN.findall(other.words[span.start - other.start : span.end - other.start].casefold())
        if not set(opening).isdisjoint(asked):
            first = opening[0] == voice.tokens[0] and opening[0] in asked and not _ASKS_WHAT.isdisjoint(asked[:3])
            return ["opens with a word of its question"] + ["opens with what it asks for"] * first
    return []


def _call_features(room: Room, voice: Voice, other: Voice) -> list[str]:
    for call in voice.calls:
        if other.number not in call.known:
            continue
        found = [f"calls its author {call.strength}"]
        if call.part:
            found.append("calls its author by a part")
        if other.author in room.hosts and call.strength < 3:
            found.append("calls its author, a host")
        if other.number != max(k for k in call.known if k < voice.number):
            found.append("calls its author, not their last")
        return found
    strong = [call for call in voice.calls if call.strength > 1]
    near = range(voice.number - 3, voice.number)  # who is called by a part of the name and just spoke is meant
    if other.author is None and any(call.part and not any(k in near for k in call.known) for call in strong):
        return ["may call somebody lost"]
    if any(k < voice.number for call in strong for k in call.known):
        return ["calls another"]
    if other.author is None and strong:
        return ["calls somebody lost"]
    return []


def _is_called(room: Room, known: Sequence[int], voice: Voice) -> bool:
    return any(room.voices[k].author == voice.author for k in known)


def _word_features(room: Room, voice: Voice, other: Voice) -> list[str]:
    if voice.tokens and voice.tokens == other.tokens:
        return ["says the same"]  # sent twice
    shared = voice.stems & other.stems
    fewer = min(len(voice.stems), len(other.stems))
    if not shared:
        return ["shares no word" if fewer >= 8 else "too short to share words"]
    weight = sum(room.rarity[s] for s in shared) / (8 + fewer) ** 0.5
    found = [f"shares words {bisect_right(SHARED, weight)}"]
    if any(room.rarity[s] >= TELLING for s in shared & voice.opening):
        found.append("opens with its words")
    fresh = shared - room.told
    found.append(f"shares fresh words {bisect_right(FRESH, sum(room.rarity[s] for s in fresh))}")
    if any(room.rarity[s] >= TELLING for s in fresh & voice.opening):
        found.append("opens with its fresh words")
    if other.number in voice.quoted:
        at_length = "quotes it" if other.number in voice.cited else "repeats it at length"
        found.append(at_length if voice.quoted[other.number] >= QUOTED else "repeats its words")
    return found
