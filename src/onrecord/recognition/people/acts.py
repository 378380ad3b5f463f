"""Which of the twelve acts an attribution is, from its cue, the cue's modality, and what is said.

The words are in `data/acts.txt`. A cue that tells its act ("slammed", "vowed") settles it; a neutral one ("said",
"according to") leaves it to the words said. Of several acts that fit, the first in the order of the list of acts
counts.
"""

from __future__ import annotations

import re

from onrecord.recognition.people.phrases import hits
from onrecord.recognition.people.words import Words
from onrecord.terms import Act, Attribution, Span

ORDER: tuple[Act, ...] = (
    "ask", "threaten", "promise", "propose", "request", "accuse", "reject", "support", "agree", "predict", "believe"
)  # fmt: skip
"""The acts in the order in which they are tried; what fits none is `state`."""

CAMEO: dict[Act, str | None] = {
    "state": "010",  # make statement, not specified
    "propose": "030",  # express intent to cooperate
    "agree": "019",  # express accord
    "support": "051",  # praise or endorse
    "request": "020",  # appeal
    "accuse": "110",  # disapprove
    "reject": "120",  # reject
    "threaten": "130",  # threaten
    "promise": "030",
    "predict": "010",
    "ask": "010",
    "believe": None,  # no verbal act
}
"""The CAMEO code of each act: the widest verbal code that holds for all of it."""

PLOVER: dict[Act, str | None] = {
    "state": None,
    "propose": "AGREE",
    "agree": "AGREE",
    "support": "SUPPORT",
    "request": "REQUEST",
    "accuse": "ACCUSE",
    "reject": "REJECT",
    "threaten": "THREATEN",
    "promise": "AGREE",
    "predict": None,
    "ask": None,
    "believe": None,
}
"""The PLOVER event type of each act; PLOVER has none for what is only stated, foreseen, asked or thought."""

_NEGATION = frozenset("not never neither nobody hardly".split())
_WANTS = frozenset("to for that".split())
_QUESTIONS = frozenset("whether if what why how who when where about which".split())
_CLAUSE = frozenset(
    "that he she it they we i you there this what how why of in on is are was were has have had will would".split()
)
_CALLING = frozenset("call calls called calling".split())
_TELLING = ("tell", "told", "warn", "advis", "signal")
_ANSWERS = ("respon", "answer", "repl")
_QUESTION = re.compile(r"\?[\s”\"’']*$")


def read_act(words: Words, one: Attribution) -> tuple[Act, bool, str]:
    """Return the act of an attribution, whether it is negated ("did not say"), and what told the act."""
    low = words.low
    cue = [low[n] for span in one.cue for n in words.inside(span)]
    negated = any(word in _NEGATION or word.endswith("n't") for word in cue)
    opening = _opening(words, one.content)
    wants = opening[:1] == ["to"] or opening[:2] == ["not", "to"]
    answers = any(word.startswith(_ANSWERS) for word in cue)
    if any(word.startswith("ask") for word in cue):
        marker = next((word for word in opening if word in _WANTS or word in _QUESTIONS), "")
        return ("request" if marker in _WANTS else "ask"), negated, "cue"
    if any(word.startswith(_TELLING) for word in cue) and (wants or _told_to(opening)):
        return "request", negated, "told to"
    if opening[:1] in (["for"], ["on"]) and any(word in _CALLING for word in cue):
        return "request", negated, "cue"
    act = _first(words, one.cue, "cue")
    if act is not None and not (act == "ask" and answers):  # "said in response to a question"
        return act, negated, "cue"
    if one.form == "direct" and one.content and _QUESTION.search(one.content[-1].of(words.text)):
        return "ask", negated, "question"
    act = _first(words, one.content, "say")
    return (act, negated, "words said") if act is not None else ("state", negated, "default")


def _first(words: Words, spans: tuple[Span, ...], where: str) -> Act | None:
    """Return the first act, in order, with words of the section `where` in the spans.

    Of what is said only the first sentence tells, but of threats all of it: with all of it for all acts 7 of 891
    labelled ones more were wrong.
    """
    found = set()
    said = where == "say"
    opening = words.sentence_of(spans[0].start) if spans else 0
    for span in spans:
        for hit in hits(words, words.inside(span), where):
            if said and words.sentence[hit.first] != opening and hit.label != "threaten":
                continue
            refused = hit.label == "promise" and said and words.lower(hit.after) in ("not", "never", "no")
            found.add("reject" if refused else hit.label)
    return next((act for act in ORDER if act in found), None)


def _opening(words: Words, spans: tuple[Span, ...]) -> list[str]:
    """Return the first words of what is said, without quotation marks."""
    if not spans:
        return []
    return [words.low[n] for n in words.inside(spans[0])[:9] if words.low[n][0].isalnum()]


def _told_to(opening: list[str]) -> bool:
    """Whether what is said opens with who is told and "to": "banks to lend", where the spans leave them in it."""
    at = opening.index("to") if "to" in opening[:6] else 0
    return at > 0 and not any(word in _CLAUSE or word.endswith("ed") for word in opening[:at])
