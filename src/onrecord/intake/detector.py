"""Which encoding bytes are in that are not UTF-8 and that nothing declares."""

from __future__ import annotations

import re
from collections import Counter

from onrecord.intake.language import guess_language

_MULTIBYTE = (
    # codec, what a text in it is mostly made of, as ranges of characters
    ("euc_jp", re.compile("[\u3040-\u30ff]"), 0.15),
    ("cp932", re.compile("[\u3040-\u30fe]"), 0.15),
    ("cp949", re.compile("[\uac00-\ud7a3]"), 0.6),
    ("gb18030", re.compile("[\u4e00-\u9fa5\u3000-\u3002\uff01-\uff1f]"), 0.85),
    ("big5hkscs", re.compile("[\u4e00-\u9fa5\u3000-\u3002\uff01-\uff1f]"), 0.85),
)
_HIGH = re.compile("[^\x00-\x7f]")
_CHINESE = frozenset("的一是不了人我在有他这個个为這来大中国年到和地上也")
_CYRILLIC_COMMON = frozenset("оеаинтсрвл")
_CYRILLIC = ("cp1251", "koi8_r", "iso8859-5", "cp866")
_GREEK_COMMON = frozenset("αοιετσνηυρπκς")


_LATIN = {
    "pl": ("ąćęłńóśźż", ("cp1250", "iso8859-2")),
    "cs": ("áčďéěíňóřšťúůýž", ("cp1250", "iso8859-2")),
    "sk": ("áäčďéíĺľňóôŕšťúýž", ("cp1250", "iso8859-2")),
    "hu": ("áéíóöőúüű", ("cp1250", "iso8859-2")),
    "ro": ("ăâîşţ", ("cp1250", "iso8859-2")),
    "hr": ("čćđšž", ("cp1250", "iso8859-2")),
    "sl": ("čšž", ("cp1250", "iso8859-2")),
    "lt": ("ąčęėįšųūž", ("cp1257", "iso8859-4")),
    "lv": ("āčēģīķļņšūž", ("cp1257", "iso8859-4")),
    "et": ("äöõüšž", ("cp1257",)),
    "tr": ("çğıöşüâîİ", ("cp1254",)),
}
"""By language its letters beyond ASCII, and the encodings other than Windows-1252 that have them."""
_WINDOW = 6_000
"""Characters in which a language is guessed at a time; a page's menus may be in another than its text."""
_CODE = re.compile(rb"<(script|style)\b.*?(?:</\1\s*>|\Z)|<[^>]*>", re.IGNORECASE | re.DOTALL)
_SIGNS = frozenset("„“”‚‘’–—…«»‹›•€§°©®\xa0\xad")


def detect(body: bytes) -> str:
    """Return the likeliest encoding of `body`, which is not UTF-8. Windows-1252 where nothing speaks for another."""
    text = _CODE.sub(b" ", body)
    high = sum(byte > 127 for byte in text)
    letters = sum(65 <= byte <= 90 or 97 <= byte <= 122 for byte in text)
    if high <= 0.25 * (letters + high):
        return _latin(text)  # one letter in eight has an accent even in French or Polish
    best, best_score = "cp1252", 0.0
    for codec, typical, least in _MULTIBYTE:
        score = _multibyte_score(text, codec, typical, least)
        if score > best_score:
            best, best_score = codec, score
    if best_score:
        return best
    for codec, usual in (*((codec, _CYRILLIC_COMMON) for codec in _CYRILLIC), ("cp1253", _GREEK_COMMON)):
        read = text.decode(codec, "replace")
        strange = _HIGH.findall(read)
        common = sum(char in usual for char in strange) / max(1, len(strange))
        if common > max(0.4, best_score):
            best, best_score = codec, common
    return best


def _latin(text: bytes) -> str:
    """Return the encoding of `text`, which is in a Latin script: another than Windows-1252 only where its language has
    letters that Windows-1252 has not, and more of the bytes, most of them, are letters of that language in the other.

    The language is told by its commonest words, most of which are ASCII, so no page in a western language is asked.
    """
    read = text.decode("cp1252", "replace")
    windows = [read[at : at + _WINDOW] for at in range(0, len(read), _WINDOW)]
    guessed = Counter(language for language in map(guess_language, windows) if language)
    language = max(guessed, key=guessed.__getitem__, default=None)
    if language not in _LATIN:
        return "cp1252"
    wanted, codecs = _LATIN[language]
    known = frozenset(wanted + wanted.upper())
    best, most = "cp1252", sum(char in known for char in _HIGH.findall(read))
    for codec in codecs:
        strange = [char for char in _HIGH.findall(text.decode(codec, "replace")) if char not in _SIGNS]
        found = sum(char in known for char in strange)
        if found > most and found >= 0.8 * len(strange):
            best, most = codec, found
    return best


def _multibyte_score(text: bytes, codec: str, typical: re.Pattern[str], least: float) -> float:
    """Return how much `text` looks like its script in `codec`: 0 where it does not decode or too little of it does."""
    read = text.decode(codec, "replace")
    strange = _HIGH.findall(read)
    broken = read.count("\ufffd")
    if not strange or broken > 0.01 * len(strange) + 1:
        return 0.0
    share = len(typical.findall(read)) / len(strange)
    if share < least:
        return 0.0
    if codec in ("gb18030", "big5hkscs"):
        common = sum(char in _CHINESE for char in strange) / len(strange)
        return common * 5 if common > 0.03 else 0.0
    return share
