"""Coded and coined words of hate: the triple parentheses, and names run together with vermin, tribes or lands."""

from __future__ import annotations

import re

from onrecord.recognition.conduct.rules import Evidence
from onrecord.recognition.conduct.words import lexicon
from onrecord.terms import ConductKind, Span

ECHO = re.compile(r"\({3}[ ]?([^()\n]{2,80}?)[ ]?\){3}")
"""Names in three brackets mark somebody as a Jew. Sums and code in brackets hold signs that names do not."""
NOT_A_NAME = re.compile(r"[\d=+*/<>{}\[\]_]")
WORD = re.compile(r"[^\W_]+")
PAIR = re.compile(r"(?<![\w-])([^\W\d_]{2,20})-([^\W\d_]{3,20})(?![\w-])")
LAND = re.compile(r"(.{3,20}?)-?istan(?:i|is|ian|ians)?")
ENDED = ("istan", "istani", "istanis", "istanian", "istanians")
ENDED_ONE = ("tard", "nazi", "roach", "scum", "vermin", "swine", "cunt", "titute", "turd", "rat")
ENDINGS = (*ENDED_ONE, *(end + "s" for end in ENDED_ONE), *ENDED, "roaches")
ARTICLE = re.compile(r"\b(?:the|these|those|all) $")


def coinages(text: str, low: str) -> list[Evidence]:
    """Return the coded and coined words of a comment; `low` is it in lower case."""
    found = []
    if "(((" in low:
        for match in ECHO.finditer(text):
            if not NOT_A_NAME.search(match[1]):
                found.append(Evidence("hate", "triple parentheses", "group", Span(*match.span())))
    if likely := {word for word in WORD.findall(low) if word.endswith(ENDINGS) or "kkk" in word}:
        coined = {word: made for word in likely if (made := _coined(word))}
        for match in WORD.finditer(low) if coined else ():
            if match[0] in coined:
                found.append(Evidence(*coined[match[0]], _with_article(low, Span(*match.span()))))
    if "-" in low:
        for match in PAIR.finditer(low):
            if made := _paired(match[1], match[2]):
                found.append(Evidence(*made, _with_article(low, Span(*match.span()))))
    for phrase in lexicon().coded["phrases"]:
        if phrase in low:
            whole = re.compile(rf"(?<!\w){re.escape(phrase)}(?!\w)")
            found += [Evidence("hate", "coded phrase", "group", Span(*m.span())) for m in whole.finditer(low)]
    return found


Made = tuple[ConductKind, str, str]


def _coined(word: str) -> Made | None:
    """Return kind, rule and target of a word coined in contempt, written as one, or None."""
    if word.endswith(ENDED):
        land = LAND.fullmatch(word)
        if land is None or land[1].endswith(tuple(lexicon().coded["real_istan"])):
            return None
        if any(land[1].startswith(elder) for elder in lexicon().coded["elders"]):
            return "hate", "coded name", "group"
        return "insult", "nation mocked", "other"
    if "kkk" in word and len(word.replace("k", "")) > 2:
        return "insult", "nation mocked", "other"
    if word.endswith(("rat", "rats")) and word.rstrip("s")[:-3] in lexicon().coded["clips"]:
        return "dehumanising", "coined vermin", "other"
    for ending in lexicon().coded["endings"]:
        if word.endswith(ending) and word[: -len(ending)] in lexicon().coded["clips"] and word not in lexicon().words:
            return "insult", "coined insult", "other"
    return None


def _paired(front: str, back: str) -> Made | None:
    """Return kind, rule and target of a word coined with a hyphen, or None: "terro-rats", or "foat-guckers" unmixed."""
    words = lexicon()
    if back in words.coded["hyphen_endings"] and front not in words.coded["real_hyphen"]:
        vermin = not back.startswith(("tard", "nazi"))
        return ("dehumanising", "coined vermin", "other") if vermin else ("insult", "coined insult", "other")
    mixed = (back[0] + front[1:], front[0] + back[1:])
    for rest, kinds in words.phrases.get(mixed, ()):
        if not rest and kinds & {"strong insult", "slur"}:
            return "insult", "strong insult", "none"
    return None


def _with_article(low: str, span: Span) -> Span:
    article = ARTICLE.search(low, max(0, span.start - 6), span.start)
    return Span(article.start(), span.end) if article else span
