"""Lines that sign a comment with name and time: "Ann Lee • 3 years ago", "Posted by Ann Lee on May 4, 2021".

One such line proves little, for articles have them too. A page that prints comments prints them all alike, so what
counts is a form met again with words between (`layout.py`). Forms of ours after the platforms that pages most
often use.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.intake import kinds

LONGEST = 130
_LEAD = re.compile(
    r"(?:(?P<by>(?:posted|submitted|written|left|comment(?:ed)?|reply|answer|geschrieben|kommentar|beitrag|"
    r"publicado|escrito|publié|écrit|inviato)\s+(?:by|von|por|par|da)\s*:?|"
    r"by:?|von:?|par:?|por:?|from:?|name:)\s+|#?\d{1,4}[.):]?\s+|#\d{1,4}\s*|\[[–—+-]\]\s*|level \d+\s+|[▲▼•·*]+\s*)",
    re.IGNORECASE,
)
_REST = re.compile(
    r"(?:[\s|·•,/(–—-]+|^)(?:reply|replies|permalink|permanent link|parent|next|prev|root|context|link|"
    r"report(?: abuse)?|flag|share|edited|edit|delete|like|likes|quote|hide|unhide|ignore|follow|save|"
    r"collapse|expand|on: .{1,60}|"
    r"antworten|melden|zitieren|teilen|gefällt mir|link zum (?:beitrag|kommentar)|responder|répondre|rispondi|citar|"
    r"signaler|denunciar|\d+ (?:replies|reply|likes?|points?)|#\d*|\[[–—+-]\]|\d{1,4})?[\s|·•)›»–—-]*$",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"(?:^|\s+)(?:(?P<verb>says|said|wrote|writes|commented|replied|posted|responded|sagt|sagte|schrieb|schreibt|meint|"
    r"kommentierte|antwortete|dit|écrit|a écrit|dice|dijo|escribió|diz|disse|escreveu|scrive|ha scritto)|"
    r"on|at|am|um|le|el|il|em|den|vom|[(\[]?[+-]?\d+ (?:points?|pts?|karma)[)\]]?|score hidden|op|author|mod|"
    r"verified)$",
    re.IGNORECASE,
)
_EDGE = " \t,:;|·•>→–—-@(*"
_HEAD_EDGE = _EDGE.replace("@", "")
_TO = re.compile(
    r"\s*(?:>|→|»|▶|\breplied to\b|\bin reply to\b|\bantwortete?\b.{0,4}\bauf\b|\bà\b)\s+(?=\S)", re.IGNORECASE
)
_SAID = re.compile(
    r"(?P<name>\S.{0,50}?) (?:said|says|wrote|sagte|schrieb|meinte|dijo|dice|disse|dit|a dit)\s?(?:\.{2,3}|…)"
)
"""Blogger's line over a comment: "Ann said...". With a colon alone it may be an article's."""
_QUOTED_POST = re.compile(r"^[—–-]\s|\(@\w+\)|[$€£]\s?\d")
"""As articles sign the posts that they show ("— Ann Lee (@annlee) May 4, 2021"), and prices."""
_TELLS_TIME = re.compile(r"\d|\byesterday|\btoday|\bgestern|\bheute|\bjust now|\bago\b", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s[|·•/–—-]\s")


@dataclass(frozen=True, slots=True)
class Signature:
    """Name and time on one line, as places in it. `form` is the same on lines that are built alike."""

    name: tuple[int, int]
    stamp: tuple[int, int]
    form: str


def signature_of(words: str) -> Signature | None:
    """Return the name and the time that the line is made of, or None. Nothing else may stand on it but site's words.

    The time may be missing, its place then being the end of the line, in "Ann said...".
    """
    if len(words) > LONGEST:
        return None
    said = _SAID.fullmatch(words) if words.endswith(("..", "…")) else None
    timed = _TELLS_TIME.search(words)
    if not (said or timed) or _QUOTED_POST.search(words):
        return None
    if said and _may_be_name(said["name"]):
        return Signature(said.span("name"), (len(words), len(words)), "said|...|")
    end = _without_rest(words)
    at = _stamp_at(words[:end]) if timed else None
    if at is None:
        return None
    start, form = _after_lead(words)
    if start >= at:
        return None
    head, verb = words[start:at], ""
    while True:
        cut = head.rstrip(_EDGE)
        found = _VERB.search(cut)
        if found is None:
            break
        verb, head = verb or (found["verb"] or "").casefold(), cut[: found.start()]
    sign = head[len(cut) :].strip()[:1]
    name = _TO.split(cut.rstrip("."), maxsplit=1)[0].rstrip(_EDGE) if not cut.endswith("..") else ""
    parts = _SEPARATOR.split(name, maxsplit=1)
    commas = name.count(",")
    if len(parts) > 1:
        name, form = parts[0], form + " parts"
    elif commas:
        name, form = name[: name.index(",")], form + " commas"
    if not _may_be_name(name):
        return None
    kind = "ago" if not re.search(r"\d{4}|\d[:.]\d\d|\d[./-]\d", words[at:end]) else "day"
    first = start + len(words[start:at]) - len(words[start:at].lstrip(_HEAD_EDGE))
    name = name.lstrip(_HEAD_EDGE)
    at += end - at - len(words[at:end].lstrip())
    return Signature((first, first + len(name)), (at, end), f"{form}|{verb or sign}|{kind}")


def _without_rest(words: str) -> int:
    end = len(words)
    while True:
        found = _REST.search(words, 0, end)
        if found is None or found.start() == end or not found.group().strip(" "):
            return len(words[:end].rstrip())
        if found.group().strip(" |·•-–—,").isdigit():  # "May 5, 2021": the year is no count of likes
            return end
        end = found.start()


def _stamp_at(words: str) -> int | None:
    """Return where the time begins that ends `words`, after one word at least."""
    tokens = list(re.finditer(r"\S+", words))
    for token in tokens[1:10]:
        at = token.start() + len(token.group()) - len(token.group().lstrip("(|·•-–—"))
        if at < len(words) and kinds.is_timestamp(words[at:].rstrip(" :.)")):
            return at
    return None


def _after_lead(words: str) -> tuple[int, str]:
    """Return where the name may begin, and what leads to it."""
    at, form = 0, ""
    while True:
        found = _LEAD.match(words, at)
        if found is None:
            return at, form
        form += "by" if found["by"] else "#"
        at = found.end()


_COUNTED = re.compile(r"(?:points?|pts|karma|votes?|likes?|replies|comments?)", re.IGNORECASE)
"""What "12 points 3 years ago" counts, where the name before it was lost."""


def _may_be_name(name: str) -> bool:
    parts = name.split()
    return (
        0 < len(parts) <= 6
        and len(name) <= 50
        and any(char.isalnum() for char in name)
        and not name.endswith(("!", "?", ";", ":"))
        and not (len(parts) > 2 and name.endswith("."))
        and not kinds.is_timestamp(name)
        and not kinds.is_furniture(name)
        and not _COUNTED.fullmatch(name)
    )
