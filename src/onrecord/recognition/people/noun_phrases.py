"""Where a noun phrase begins, and the pronouns and small words that tell."""

from __future__ import annotations

from onrecord.recognition.people import lexicon
from onrecord.recognition.people.roles import verb_like
from onrecord.recognition.people.words import Words

PRONOUNS: dict[str, tuple[str, str | None, bool]] = {
    **dict.fromkeys(("he", "him", "his", "himself"), ("person", "m", False)),
    **dict.fromkeys(("she", "her", "hers", "herself"), ("person", "f", False)),
    **dict.fromkeys(("i", "me", "my", "mine", "myself"), ("speaker", None, False)),
    **dict.fromkeys(("we", "us", "our", "ours", "ourselves"), ("speaker", None, True)),
    **dict.fromkeys(("you", "your", "yours", "yourself", "yourselves"), ("addressee", None, False)),
    **dict.fromkeys(("it", "its", "itself"), ("thing", None, False)),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves"), ("several", None, True)),
}
"""What each pronoun may stand for, its gender, and whether it means several."""

DEFINITE = frozenset("the this that these those his her its their our my your both".split())
_INDEFINITE = frozenset(
    "a an one another some any two three four five six seven eight nine ten many several other each every".split()
)
DETERMINERS = DEFINITE | _INDEFINITE
STOPS = frozenset(
    "of in on at to for from by with as and or but nor that which who whom when where while if because than then "
    "is are was were be been being has have had do does did will would could should may might must can not said "
    "says say told asked added according after before during against between among about over under into onto "
    "upon through throughout across within outside inside near toward towards beyond behind around since until via per "
    "amid like so also just only even still yet what whether why how there here "
    "he she it they we i you him them me us whose saying including told tells called named met meets meet became "
    "become becomes quoted cited citing".split()
)


def _plural(words: Words, head: int) -> bool:
    """Whether a noun for somebody means several."""
    noun = lexicon.nouns().get(words.low[head])
    return noun is not None and noun.many


def left_edge(words: Words, head: int) -> int:
    """Return the first word of the noun phrase whose head is the word `head`: its article, adjectives and nouns."""
    at = head
    sentence = words.sentence[head]
    while at > 0 and head - at < 8:
        before = at - 1
        word = words.low[before]
        gap = words.starts[at] - words.ends[before]
        if words.sentence[before] != sentence or gap > 1 or not (word[0].isalnum() or word in "’'"):
            break
        if word == "that" and _plural(words, head):
            return at if verb_like(words.lower(before - 1)) else head  # "said that schools"; "that turns down clients"
        if word in DETERMINERS:
            return before
        if word in ("who", "which", "that"):
            return min(at + 1, head)  # what stands behind it is a verb
        if word in STOPS or (word in PRONOUNS and words.at(before) != "US") or (word.endswith("ly") and len(word) > 4):
            break
        owner = words.upper[at] and words.low[at].endswith(("'s", "’s"))
        if owner and not words.upper[before] and (verb_like(word) or word.endswith(("s", "ed"))):
            break  # "laughs Berg's niece"
        at = before
    return at
