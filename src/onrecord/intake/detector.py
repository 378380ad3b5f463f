"""Which encoding bytes are in that are not UTF-8 and that nothing declares."""

from __future__ import annotations

import re

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
_LETTERS = re.compile("[а-яё]")


def detect(body: bytes) -> str:
    """Return the likeliest encoding of `body`, which is not UTF-8. Windows-1252 where nothing speaks for another."""
    high = sum(byte > 127 for byte in body)
    letters = sum(chr(byte).isalpha() for byte in body if byte < 128)
    text = re.sub(rb"<[^>]*>", b" ", body)
    high = sum(byte > 127 for byte in text)
    letters = sum(65 <= byte <= 90 or 97 <= byte <= 122 for byte in text)
    if high <= 0.25 * (letters + high):
        return "cp1252"  # a Latin script: one letter in eight has an accent even in French or Polish
    best, best_score = "cp1252", 0.0
    for codec, typical, least in _MULTIBYTE:
        score = _multibyte_score(text, codec, typical, least)
        if score > best_score:
            best, best_score = codec, score
    if best_score:
        return best
    for codec in _CYRILLIC:
        read = text.decode(codec, "replace")
        strange = _HIGH.findall(read)
        common = sum(char in _CYRILLIC_COMMON for char in strange) / max(1, len(strange))
        if common > max(0.4, best_score):
            best, best_score = codec, common
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
