"""What a name is made of, and whether two names may be one: surnames, initials, spellings, acronyms.

Names are compared as tuples of folded words without titles, articles and possessive endings.
"""

from __future__ import annotations

import re

from onrecord.recognition.people import lexicon
from onrecord.recognition.people.words import fold

_WORD = re.compile(r"[^\W_]+(?:[-'’.&][^\W_]+)*")
_GENERATION = frozenset("jr sr ii iii iv".split())
PARTICLES = frozenset(
    "de da do dos del della di du la le van von der den ter bin bint ibn ben al el abu ul ur ad".split()
)
_SOUNDS = (
    ("kh", "h"), ("ph", "f"), ("zh", "j"), ("dj", "j"), ("ou", "u"), ("oo", "u"), ("ck", "k"), ("q", "k"), ("w", "v"),
    ("iy", "i"), ("ey", "i"), ("ei", "i"), ("ai", "i"), ("yi", "i"), ("ii", "i"), ("y", "i"), ("ks", "x"), ("c", "k"),
)  # fmt: skip


def without_possessive(word: str) -> str:
    """Return a word without its "'s", or without the apostrophe of a plural."""
    if word.endswith(("'s", "’s", "'S", "’S")):
        return word[:-2]
    return word[:-1] if word.endswith(("'", "’")) else word


def name_words(text: str) -> tuple[str, ...]:
    """Return the words of a name, folded: "the U.S. Army's" is ("us", "army")."""
    found = [fold(without_possessive(word)) for word in _WORD.findall(text)]
    while len(found) > 1 and found[0] in ("the", "a", "an"):
        found = found[1:]
    return tuple(found)


def surname(parts: tuple[str, ...]) -> str:
    """Return the last word of a person's name that is no "Jr" or "III", or "" where there is none."""
    for word in reversed(parts):
        if word not in _GENERATION:
            return word
    return ""


def sound(word: str) -> str:
    """Return a spelling that the ways of writing one foreign name in English share: "sergei" and "sergey"."""
    for old, new in _SOUNDS:
        word = word.replace(old, new)
    kept = [c for n, c in enumerate(word) if n == 0 or c != word[n - 1]]
    return "".join(kept)


def one_slip(one: str, two: str) -> bool:
    """Return whether one letter more, less, other, or two letters swapped make `one` out of `two`."""
    if one == two or abs(len(one) - len(two)) > 1:
        return False
    start = 0
    while start < min(len(one), len(two)) and one[start] == two[start]:
        start += 1
    rest, other = one[start:], two[start:]
    if len(one) == len(two):
        return rest[1:] == other[1:] or (rest[:2] == other[:2][::-1] and rest[2:] == other[2:])
    longer, shorter = (rest, other) if len(rest) > len(other) else (other, rest)
    return longer[1:] == shorter


def same_word(one: str, two: str) -> bool:
    """Return whether two words may be one name, written in two ways or mistyped.

    A slip counts from six letters on: on the 57 pages of the shared data no two names of six letters or more differ
    by one slip and mean two.
    """
    if one == two:
        return True
    short = min(len(one), len(two))
    if short < 5 or one[0] != two[0]:
        return False
    return sound(one) == sound(two) or ((short >= 6 or len(one) != len(two)) and one_slip(one, two))


def _same_first(one: str, two: str) -> bool:
    if one == two or same_word(one, two):
        return True
    short, long = sorted((one, two), key=len)
    return (len(short) == 1 and long.startswith(short)) or (len(short) >= 3 and long.startswith(short))


def same_person(one: tuple[str, ...], two: tuple[str, ...]) -> bool:
    """Return whether two names of two words or more may be one person's: one surname, no two different forenames."""
    if one == two:
        return True
    if not one or not two or not same_word(surname(one), surname(two)):
        return set(one) == set(two)
    mine = [w for w in one if w not in _GENERATION][:-1]
    other = [w for w in two if w not in _GENERATION][:-1]
    if (set(one) ^ set(two)) & _GENERATION and set(one) & _GENERATION and set(two) & _GENERATION:
        return False
    if not mine or not other:
        return True
    return _same_first(mine[0], other[0]) or mine[-1] == other[-1] or mine[0] in other or other[0] in mine


def initials(parts: tuple[str, ...]) -> set[str]:
    """Return the acronyms that a name may have: of all its words, and of those that are no small words."""
    small = PARTICLES | {"of", "the", "and", "for", "in", "on", "to"}
    main = [w for w in parts if w not in small]
    split = [piece for w in main for piece in w.split("-") if piece]
    return {"".join(w[0] for w in group) for group in (parts, main, split) if len(group) > 1}


def gender_of(parts: tuple[str, ...]) -> str | None:
    """Return "m" or "f" where the first word is a forename that only men or only women bear, of a name of two words.

    Of three words the second tells where the first does not: "J. Ann Lee", "Old Jon Eek".
    """
    if len(parts) < 2:
        return None
    table = lexicon.gender_of_forename()
    first = table.get(parts[0]) or table.get(parts[0].split("-")[0])
    return table.get(parts[1]) if first is None and len(parts) > 2 else first
