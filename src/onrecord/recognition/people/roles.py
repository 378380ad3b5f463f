"""What part a mention plays in its clause, told without a parser from the words around it."""

from __future__ import annotations

from functools import lru_cache

from onrecord.recognition.people.nominals import Nominal
from onrecord.recognition.people.words import Words

_AUXILIARIES = frozenset(
    "is are was were be been being am has have had do does did will would can could may might must shall should "
    "'s 'd 'll".split()
)
_PREPOSITIONS = frozenset(
    "of in on at to for from by with about against between among over under into onto upon through since until "
    "via per amid like after before during without within across behind near beside towards toward alongside "
    "including despite than".split()
)
_PAST = frozenset(
    "said told went took made gave won became met left saw came got held led ran wrote began found brought "
    "thought knew kept lost felt sent spent built fell grew sang stood taught died had heard put set cut let read "
    "hit quit shot sat sold paid meant drew drove broke chose spoke rose wore threw flew beat ate swore tore bore "
    "fought bought caught sought struck stuck swam understood withdrew overcame underwent learnt burnt dealt "
    "slept swept won't didn't doesn't wasn't isn't says tells goes takes makes gives wins becomes meets leaves "
    "sees comes gets holds leads runs writes begins finds thinks knows keeps wants needs plays works lives "
    "returns decides tries asks appears refuses believes says".split()
)
_NOT_VERB = frozenset(
    "red bed need speed indeed breed feed seed shed sacred hundred united states series news less its his this "
    "as was perhaps always besides towards yes us wars years days others".split()
)
_CONJUNCTIONS = frozenset(
    "and but or nor that when while because although though if as where whereas after before since until "
    "so which who whether once unless than then however meanwhile".split()
)


@lru_cache(maxsize=50_000)
def verb_like(word: str) -> bool:
    """Return whether a word in lower case may be the verb of a clause."""
    if word in _AUXILIARIES or word in _PAST:
        return True
    if word in _NOT_VERB or len(word) < 4:
        return False
    return word.endswith("ed") or (word.endswith("s") and not word.endswith(("ss", "us", "is", "'s", "’s")))


def after_phrase(words: Words, after: int) -> int:
    """Return the number of the word behind a name and what stands with it in brackets or between two commas."""
    low, size = words.low, len(words)
    if after >= size:
        return after
    closing = {"(": ")", ",": ",", "—": "—", "–": "–"}.get(low[after])
    if closing is None:
        return after
    sentence = words.sentence[after]
    for number in range(after + 1, min(size, after + 26)):
        if words.sentence[number] != sentence:
            break
        if low[number] == closing:
            return number + 1
    return after


def role_of(words: Words, one: Nominal) -> str:
    """Return "subject", "object", "preposition", "possessive", "conjunct" or "other" for a name or description."""
    if one.possessive:
        return "possessive"
    first = words.first_at(one.span.start)
    low = words.low
    same = first > 0 and words.sentence[first - 1] == words.sentence[first]
    before = low[first - 1] if same else ""
    after = one.after
    follower = low[after] if after < len(words) and words.sentence[after] == words.sentence[one.first] else ""
    if follower in ("'s", "’s", "'", "’"):
        return "possessive"
    if before in _PREPOSITIONS and before not in ("after", "before", "since", "until", "than", "like"):
        return "preposition"
    behind = after_phrase(words, after)
    verb = behind < len(words) and words.sentence[behind] == words.sentence[one.first] and _verb_near(words, behind)
    if before == "and" and not verb:
        return "conjunct"
    if verb and (not before or before in _CONJUNCTIONS or not before[0].isalnum() or verb_like(before)):
        return "subject"
    if verb and follower == "and":
        return "subject"
    if before and verb_like(before):
        return "object"
    if not before or before in ("“", '"', "‘"):
        return "subject"
    if before in ("after", "before", "since", "until", "than", "like"):
        return "subject" if verb else "preposition"
    return "subject" if verb else "other"


def _verb_near(words: Words, at: int) -> bool:
    word = words.low[at]
    if verb_like(word):
        return True
    if word.endswith("ly") or word in ("also", "then", "later", "never", "who", "still", "just", "once", "now", "not"):
        return at + 1 < len(words) and (word == "who" or verb_like(words.low[at + 1]))
    return False


def pronoun_role(words: Words, one: Nominal) -> str:
    """Return "subject", "object", "preposition", "possessive" or "self" for a pronoun."""
    word = one.head
    if word.endswith(("self", "selves")):
        return "self"
    if word in ("his", "its", "their", "my", "our", "your"):
        return "possessive"
    follower = words.lower(one.after)
    if word == "her":
        ends = not follower or not follower[0].isalnum() or follower in _PREPOSITIONS or follower in _CONJUNCTIONS
        if (
            not ends
            and follower not in _AUXILIARIES
            and follower not in ("the", "a", "an", "not", "out", "up", "down", "off")
        ):
            return "possessive"
    if word in ("he", "she", "i", "we", "they"):
        return "subject"
    before = words.lower(one.first - 1)
    if word in ("it", "you"):
        return "object" if before in _PREPOSITIONS or (verb_like(before) and before not in _AUXILIARIES) else "subject"
    return "preposition" if before in _PREPOSITIONS else "object"
