"""Which of the twelve acts an attribution is, from its cue, the cue's modality, and what is said.

The words are in `data/acts.txt`. A cue that tells its act ("slammed", "vowed") settles it; a neutral one ("said",
"according to") leaves it to the words said. The weights that settle between them are in `data/acts.json`, fitted by
`training/acts.py` by cross-validation over pages.
"""

from __future__ import annotations

import re
from functools import cache

from onrecord.recognition import lexicon
from onrecord.recognition.words import Words
from onrecord.terms import Act, Attribution

ORDER: tuple[Act, ...] = (
    "ask", "threaten", "promise", "propose", "request", "accuse", "reject", "support", "agree", "predict", "believe"
)  # fmt: skip
"""The acts in the order in which they are tried; what fits none is `state`."""

_NEGATION = re.compile(r"\b(?:not|never|n't|no longer|nobody|neither)\b|n['’]t\b", re.IGNORECASE)
_TO = re.compile(r"^[\s“\"]*(?:not\s+)?to\s+\w", re.IGNORECASE)
_ASKED = re.compile(r"\bask(?:s|ed|ing)?\b", re.IGNORECASE)
_TOLD = re.compile(r"\b(?:t(?:ell|ells|old|elling)|warn(?:s|ed|ing)?|advis\w+|signal\w*)\b", re.IGNORECASE)
_QUESTION = re.compile(r"\?[\s”\"’']*$")
_CLAUSE = re.compile(r"^[\s“\"]*(?:whether|if|why|who|what|when|where|how)\b", re.IGNORECASE)


def _as_pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    made = []
    for phrase in phrases:
        text = re.escape(phrase.lower()).replace(r"\ \.\.\.\ ", r"\s+(?:\S+\s+){0,4}?").replace(r"\ ", r"\s+")
        text = text.replace(r"\*", r"\w*").replace("'", "['’]")
        left = r"(?<![\w-])" if phrase[0].isalnum() else ""
        right = r"(?![\w-])" if phrase[-1].isalnum() else ""
        made.append(f"{left}{text}{right}")
    return re.compile("|".join(made))


@cache
def patterns(where: str) -> tuple[tuple[Act, re.Pattern[str]], ...]:
    """Return for each act the pattern of its words in `where`: "cue" or "say"."""
    return tuple((act, _as_pattern(lexicon.phrases("acts", f"{where} {act}"))) for act in ORDER)


def read_act(words: Words, one: Attribution) -> tuple[Act, bool, str]:
    """Return the act of an attribution, whether it is negated ("did not say"), and what told the act."""
    text = words.text
    cue = " ".join(text[s.start : s.end] for s in one.cue).lower()
    said = " ".join(text[s.start : s.end] for s in one.content)
    negated = bool(_NEGATION.search(cue))
    if _ASKED.search(cue):
        wants = bool(_TO.match(said)) or said.lower().lstrip("“\" ").startswith(("for ", "that "))
        return ("request" if wants else "ask"), negated, "cue"
    if _TOLD.search(cue) and _TO.match(said):
        return "request", negated, "told to"
    for act, pattern in patterns("cue"):
        if pattern.search(cue):
            return act, negated, "cue"
    return (*_by_words(said, one, negated), "words said") if said else ("state", negated, "default")


def _by_words(said: str, one: Attribution, negated: bool) -> tuple[Act, bool]:
    lower = said.lower()
    if _QUESTION.search(said) and one.form == "direct":
        return "ask", negated
    for act, pattern in patterns("say"):
        if act in ("ask",):
            continue
        if pattern.search(lower):
            return act, negated
    return "state", negated


__all__ = ["ORDER", "patterns", "read_act"]
