"""Number words and figures: what "twenty-four", "2 1/2" and "1,234.5" are worth. Times and quantities share it."""

from __future__ import annotations

import re

UNITS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40,
    "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
SCALES = {
    "hundred": 100.0, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12.0, "score": 20.0,
    "lakh": 1e5, "crore": 1e7, "bn": 1e9, "mn": 1e6, "tn": 1e12, "mln": 1e6, "bln": 1e9, "m": 1e6, "b": 1e9, "k": 1e3,
}  # fmt: skip
ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
    "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30, "hundredth": 100,
}  # fmt: skip
FRACTIONS = {"half": 0.5, "third": 1 / 3, "quarter": 0.25, "fifth": 0.2, "tenth": 0.1, "fourth": 0.25, "eighth": 0.125}
VULGAR = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3, "⅛": 0.125}

_SMALL = "|".join(sorted(UNITS, key=len, reverse=True))
BIG = ("hundred", "thousand", "million", "billion", "trillion", "dozen")
_BIG = "|".join(BIG)

FIGURE = r"(?:\d{1,3}(?:,\s?\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
"""A number in figures: "1,234", "3.5", and "6, 000" with a slipped space."""
FIGURE_FRACTION = (
    rf"(?:{FIGURE}(?:[\s-]\d{{1,2}}/\d{{1,2}}(?!\d)|\s?[½¼¾⅓⅔⅛]|[\s-]and[\s-]a[\s-]half(?![a-z]))?|[½¼¾⅓⅔⅛])"
)
"""The same with a vulgar fraction behind it: "2 1/2", "1-1/2", "2½"."""
WORDS = (
    rf"(?:(?:half\s(?:a|an)\s|(?:a|an)\s)(?:{_BIG})|(?:{_SMALL}|{_BIG}))(?![a-z])"
    rf"(?:(?:[\s-]{{1,2}}|\s(?:and)\s)(?:{_SMALL}|{_BIG})(?![a-z])){{0,7}}(?:[\s-]and[\s-]a[\s-]half(?![a-z]))?"
)
"""A number in words: "twenty-four", "two and a half", "a hundred and ten", "half a dozen"."""
NUMBER = rf"(?:{FIGURE_FRACTION}(?:\s(?:{_BIG})(?![a-z]))?|{WORDS})"
"""A number in figures, in words, or in both ("1.5 million")."""

_HALF = re.compile(r"[\s-]and[\s-]a[\s-]half$", re.IGNORECASE)
_FRACTION = re.compile(r"(?P<whole>.*?)[\s-]?(?P<over>\d{1,2})/(?P<under>\d{1,2})$")


def read_figure(text: str) -> float | None:
    """Return what a number in figures is worth: "1,234.5", "2 1/2", "2½"; None where it is no number."""
    text = text.strip()
    found = _FRACTION.match(text)
    if found:
        under = int(found["under"])
        whole = read_figure(found["whole"]) if found["whole"] else 0.0
        return None if not under or whole is None else whole + int(found["over"]) / under
    extra = 0.0
    half = _HALF.search(text)
    if half:
        extra, text = 0.5, text[: half.start()]
    if text and text[-1] in VULGAR:
        extra, text = VULGAR[text[-1]], text[:-1].strip()
        if not text:
            return extra
    try:
        return float(re.sub(r"[,\s]", "", text)) + extra
    except ValueError:
        return None


def read_words(text: str) -> float | None:
    """Return what a number in words is worth: "two hundred and six", "half a dozen"; None where a word is no number."""
    total, current, seen = 0.0, 0.0, False
    words = re.findall(r"[a-z]+", text.lower())
    half = 1.0
    for place, word in enumerate(words):
        if word in ("a", "an", "and", "of"):
            continue
        if word == "half":
            if place and words[place - 1] == "a" and seen:
                current += 0.5
            else:
                half, seen = 0.5, True
        elif word in UNITS:
            current, seen = current + UNITS[word], True
        elif word == "hundred":
            current, seen = (current or 1.0) * 100, True
        elif word in SCALES:
            total, current, seen = total + (current or 1.0) * SCALES[word], 0.0, True
        else:
            return None
    return (total + current) * half if seen else None


def read_number(text: str) -> float | None:
    """Return what a number is worth, in figures, words or both: "1.5 million", "twelve"; None where it is none."""
    text = text.strip()
    if text and (text[0].isdigit() or text[0] in VULGAR):
        found = re.match(FIGURE_FRACTION, text)
        if not found:
            return None
        value = read_figure(found.group())
        for word in re.findall(r"[a-z]+", text[found.end() :].lower()):
            if word not in SCALES or value is None:
                return None
            value *= SCALES[word]
        return value
    return read_words(text)
