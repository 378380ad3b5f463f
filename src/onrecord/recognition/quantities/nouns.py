"""What a number counts: the noun behind it, and whether it counts anything at all."""

from __future__ import annotations

import re

from onrecord.recognition.quantities import patterns
from onrecord.recognition.quantities.amounts import Amount
from onrecord.recognition.quantities.words import is_person, is_plural, singular, table, words
from onrecord.terms import Span

WAR = re.compile(r"[\s-]\w+ War\b")
MOST_WORDS = 7
"""How far behind a number its noun is sought: "13,000 false or misleading public claims" is five on."""


def counted_noun(
    text: str, end: int, passage: Span, *, of: bool = False, single: bool = False
) -> tuple[int, str | None]:
    """Return the end of what is counted behind a number, and its unit: the head noun in the singular, or "people".

    The first plural noun in lower case is the head, else the first capitalised plural, else the word behind a hyphen.
    """
    measured = patterns.after_unit().match(text, end, passage.end)
    if measured and not _a_name(measured["word"]):
        word = re.sub(r"\s+", " ", measured["word"].lower())
        return measured.end(), table("measures").get(word) or table("currencies")[word]
    theirs = (patterns.OF if of else patterns.OF_THEIRS).match(text, end, passage.end)
    if theirs and (of or text[max(0, end - 3) : end].lower() != "one"):
        end = theirs.end()
    hyphen = patterns.HYPHENED.match(text, end, passage.end) or patterns.single_unit().match(text, end, passage.end)
    if hyphen and not is_plural(hyphen[1]):
        word = hyphen[1].lower()
        if word in words("joins"):
            return end, None
        return hyphen.end(), "people" if word in words("crews") else word
    return (end, None) if single else _head(text, end, passage)


def _a_name(word: str) -> bool:
    """Return whether a unit is written as a name: "8 Rand Paul"."""
    return word[0].isupper() and word[1:].islower() and " " not in word


def _head(text: str, end: int, passage: Span) -> tuple[int, str | None]:
    """Return the end and the singular of the noun that heads the phrase at `end`; None where there is no plural."""
    place, capital, plain = end, None, False
    for _ in range(MOST_WORDS):
        found = patterns.NOUN.match(text, place, passage.end)
        if found is None:
            break
        word = found[1].rstrip(".'’-")
        lower = word.lower()
        skipped = (
            (lower in ("and", "or") and place > end and capital is None)
            or (place == end and lower in ("more", "other", "additional", "extra", "further"))
            or "." in word
        )
        if not skipped and lower in words("stops") and not (len(word) > 1 and word.isupper()):
            break
        if not skipped and not lower.endswith(("’s", "'s")):
            finish = found.start(1) + len(word)
            last = word.rpartition("-")[2]
            if is_plural(last):
                told = finish, "people" if is_person(word) else singular(last)
                if word[0].islower() or is_person(word):
                    return told
                capital = capital or (None if plain else told)
            plain = plain or word[0].islower()
            behind = text[finish : finish + 1]
            if behind in patterns.ENDS_PHRASE or (behind == "," and not found[2]):
                break
        place = found.end()
    return capital or (end, None)


def elided_unit(text: str, amount: Amount, kind: str, passage: Span) -> str | None:
    """Return the unit of a number without a plural noun; None where it is no count.

    People, where it counts the killed and hurt ("wounding 58") or a company ("a panel of twelve"); the noun behind
    "one"; BARE for a total and a bounded number.
    """
    before = text[max(passage.start, amount.start - 40) : amount.start]
    if patterns.KILLS.search(before) or patterns.CASUALTY.match(text, amount.end):
        return "people"
    company = patterns.COMPANY.search(before)
    if company and company[1].lower() in words("companies"):
        return "people"
    if amount.low >= 2 and patterns.WHO.match(text, amount.end):
        return "people"
    asked = amount.low != amount.high and "?" in text[amount.start : amount.end]
    if asked or patterns.TOTAL.search(before) or (kind != "about" and amount.low >= 2):
        return patterns.BARE
    if text[amount.start : amount.end].lower() == "one" and not patterns.NO_ONE.search(before):
        return _of_one(text, amount.end, passage)
    return None


def _of_one(text: str, end: int, passage: Span) -> str | None:
    """Return the noun behind "one": the last word before a stop or a verb, unless it looks like an adjective."""
    following = patterns.THREE_WORDS.match(text, end, passage.end)
    if following is None or patterns.ONE_NOT.match(text, end):
        return None
    group = [word for word in following.groups() if word]
    stops = (i for i, word in enumerate(group) if word in words("stops") or (i and patterns.VERBAL.search(word)))
    stop = next(stops, len(group))
    return group[stop - 1] if stop and not patterns.ADJECTIVE.search(group[stop - 1]) else None


def is_count(text: str, written: str, amount: Amount, unit: str, passage: Span) -> bool:
    """Return whether a number counts: it does not where it names ("Boeing 747 jets"), is an ordinal or a bare "one"."""
    if WAR.match(text, amount.end):
        return False
    if unit == "%" or (unit.isupper() and len(unit) == 3):
        return True
    before = text[max(passage.start, amount.start - 24) : amount.start]
    if written[0].isdigit():
        named = patterns.NAMED.search(before)
        if named:
            if named.group().strip().lower().rstrip(".") in words("named"):
                return False
            opens = patterns.OPENS_SENTENCE.search(before)
            if not opens and not _plural_unit(text, amount.end, unit):
                return False
        return not re.match(r"st\b|nd\b|rd\b|th\b|[A-Za-z]", text[amount.end : amount.end + 3])
    if written.lower() == "one" and amount.low == amount.high:
        return not patterns.NO_ONE.search(before) and not patterns.ONE_NOT.match(text, amount.end)
    return True


def _plural_unit(text: str, end: int, unit: str) -> bool:
    """Return whether the unit stands as a plural noun a few words behind a number."""
    near = re.findall(r"[A-Za-z-]+", text[end : end + 60])
    return any(is_plural(word) and (singular(word) == unit or is_person(word)) for word in near[:6])
