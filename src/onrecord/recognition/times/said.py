"""When something was said, times inside quotations counted from there, and dates that do not agree."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import takewhile

from onrecord.recognition.times.page import day_of
from onrecord.recognition.times.scan import find_times
from onrecord.recognition.times.scene import SENTENCE_END
from onrecord.recognition.times.words import words
from onrecord.terms import Attribution, Clash, Page, Published, Span, TimeExpression, hull

STATEMENT = re.compile(
    r"['’]s?\s(?:\w+\s){0,2}?(?:statement|speech|interview|report|hearing|conference|debate|briefing|testimony|remarks|"
    r"letter|editorial|edition|tweet|post|address|memo|broadcast|release|filing|announcement|ruling)",
    re.IGNORECASE,
)
SINCE = re.compile(
    r"\b(?:since|until|till|before|after|by|between|from|to|of|for|about|through|and|than|over|unlike (?:in|on))\s"
    r"(?:the\s)?$",
    re.IGNORECASE,
)
"""Before a time these make it that of something else ("said of Friday") or no day to speak on ("since Monday")."""
ON_AN_OCCASION = re.compile(r"\b(?:over|of|from|by)\s(?:the\s)?$", re.IGNORECASE)
DOCUMENT = re.compile(
    r"\b(?:report|statement|release|letter|poll|study|survey|figures|data|document|memo|filing|e-?mail|tweet|post|"
    r"article|"
    r"editorial|interview|speech|complaint|lawsuit|ruling|order|paper|indictment|affidavit|book|note|message|video|"
    r"story)s?\b",
    re.IGNORECASE,
)
NOUN_CUE = re.compile(
    r"(?:reportedly|allegedly|\w*(?:allegations?|reports?|claims?|accusations?|rumou?rs?|fears|hopes|concerns))$",
    re.IGNORECASE,
)
SUBORDINATE = re.compile(r"\b(?:after|before|since|because|although|though|while|as)\s(?:the\s)?$", re.IGNORECASE)
OF_THE = re.compile(r"\b(?:of|about)\s(?:the\s)?$")
RELATIVE = re.compile(r"\b(?:who|which|whose|that|will|was|were|to|from|until|since|after|before)\b|\(", re.IGNORECASE)
"""In a source, these make a time at its end part of a clause about somebody's life."""
BEFORE_CONTENT = re.compile(r"\sthat\b|\sof\s\w+ing\b|,?\s[“\"]")
PROGRAMME = re.compile(r"\s[“\"][A-Z][\w’' ]{2,40}[”\"]\s")
"""A programme or a paper in quotation marks, which is no quotation."""
WHO_WILL = re.compile(r"\b(?:who|which|will)\b")
IN_YEAR = re.compile(r"(?:\s\w+){0,3}\sin\s")
CLAUSE = re.compile(r"\b(?:that|who|which|whether)\b|[“\"«;:]")
MARKS = '“”"«»„‟'
WHEN = re.compile(
    r"(?:^,?|\b(?:call|meeting|interview|hearing|speech|conference|briefing|session|debate)\b.*)\s(?:when|in which|"
    r"during which|where)\s$"
)
"""Between a time and who speaks: the occasion on which it was said ("a July 10 meeting at which he told")."""
ASIDE = re.compile(r"^(?:As|If|Though|Although|Because)\b|\b(?:who|whose)\b|[,—–-]\s?which\b")
"""Before a time at the opening of a sentence, these give it a clause of its own ("a singer who left in 2013")."""
SINCE_THEN = re.compile(r"\b(?:since then|now)\b")
ARTICLES = frozenset({"the", "a", "an"})
REACH = 1500
"""How far from an attribution, in characters, a time may stand to be asked whether it tells when it was said."""
DAY_AWAY = 10
"""Two dates of one event this many days apart or less are taken for a disagreement, not for two events."""


def _calendar(time: TimeExpression) -> bool:
    return time.type in ("DATE", "TIME") and time.value[:4].isdigit() and len(time.value) >= 4


def _block_at(page: Page, position: int) -> int | None:
    """Return the number of the block that holds `position`, or None."""
    at = bisect_right(page.blocks, position, key=lambda block: block.span.start) - 1
    return at if at >= 0 and position < page.blocks[at].span.end else None


def _sentence(page: Page, span: Span) -> Span:
    """Return the sentence around `span`, within its block."""
    at = _block_at(page, span.start)
    block = page.blocks[at].span if at is not None else Span(0, len(page.text))
    low = max(block.start, span.start - 600)
    for found in SENTENCE_END.finditer(page.text, low, span.start):
        low = found.end()
    found_end = SENTENCE_END.search(page.text, span.end, block.end)
    return Span(low, found_end.start() if found_end else block.end)


def said_at(
    page: Page, attribution: Attribution, times: Sequence[TimeExpression], published: Published | None
) -> tuple[str | None, str]:
    """Return when an attribution was said or reported, where its sentence, dateline or statement tells, and what told.

    In this order: a time in the cue ("said Tuesday"), in the source ("a November 7 press release"), behind the cue
    ("told reporters at a briefing on Friday"), before it, at the opening of the sentence or before the source ("Earlier
    today, Lavrov slammed"), in the dateline of another outlet above its extract. Never what the words are about.
    """
    whole = hull([*attribution.source, *attribution.cue, *attribution.content])
    if whole is None:
        return None, ""
    low, high = whole.start - REACH, whole.end + REACH
    first = bisect_left(times, low, key=lambda time: time.span.start)
    calendar = [time for time in takewhile(lambda time: time.span.start <= high, times[first:]) if _calendar(time)]
    spoken = [time for time in calendar if not _touched(attribution.content, time.span)]
    told = _in_cue(page, attribution, spoken) or _in_source(page, attribution, spoken)
    core = hull(attribution.cue) or hull(attribution.source)
    if told or core is None:
        return told or (None, "")
    told = _opens_content(page, attribution, calendar)
    if not told and (attribution.source or not NOUN_CUE.match(page.text_at(core))):
        sentence = _sentence(page, core)
        near = [time for time in spoken if sentence.holds(time.span)]
        told = (
            _behind(page, attribution, near)
            or _between(page, attribution, near)
            or _before(page, attribution, near, sentence)
        )
    return told or _dateline(page, attribution, times)


def _in_cue(page: Page, attribution: Attribution, spoken: Sequence[TimeExpression]) -> tuple[str, str] | None:
    for time in spoken:
        if _touched(attribution.cue, time.span):
            before = page.text[max(0, time.span.start - 12) : time.span.start]
            if not OF_THE.search(before):
                return time.value, "in the cue"
    return None


def _touched(pieces: Sequence[Span], span: Span) -> bool:
    """Return whether one of `pieces` shares a character with `span`."""
    return any(piece.start < span.end and span.start < piece.end for piece in pieces)


def _in_source(page: Page, attribution: Attribution, spoken: Sequence[TimeExpression]) -> tuple[str, str] | None:
    """Return the time that dates a source that is a document, or ends the source before the cue ("X on Friday")."""
    for time in spoken:
        for piece in attribution.source:
            if not piece.shared(time.span):
                continue
            if DOCUMENT.search(page.text_at(piece)) and _of_document(page, time):
                return time.value, "in the source"
            lead = page.text[piece.start : time.span.start]
            ends = piece.end - time.span.end <= 1 and any(0 <= cue.start - piece.end <= 2 for cue in attribution.cue)
            if ends and lead.strip() and not RELATIVE.search(lead):
                return time.value, "before the cue"
    return None


def _opens_content(page: Page, attribution: Attribution, calendar: Sequence[TimeExpression]) -> tuple[str, str] | None:
    """Return the time between the cue and "that" or a quotation mark, counted to the content by mistake."""
    for time in calendar:
        for piece in attribution.content:
            opens = 0 <= time.span.start - piece.start <= 3
            behind = opens and any(0 <= piece.start - cue.end <= 2 for cue in attribution.cue)
            if behind and BEFORE_CONTENT.match(page.text, time.span.end):
                return time.value, "behind the cue"
    return None


def _of_document(page: Page, time: TimeExpression) -> bool:
    """Return whether a time in a source dates it: "a November 7 press release", "a report published on Monday"."""
    before = page.text[max(0, time.span.start - 24) : time.span.start]
    dated = re.search(r"(?<!to be )\b(?:dated|from|issued|released|published|posted|written)\s(?:on\s|in\s)?$", before)
    return bool(
        dated
        or STATEMENT.match("'s" + page.text[time.span.end : time.span.end + 40].removeprefix("'s").removeprefix("’s"))
    )


def _behind(page: Page, attribution: Attribution, near: Sequence[TimeExpression]) -> tuple[str, str] | None:
    """Return the time that follows the cue or the source without content, clause or other business between."""
    for time in near:
        cue = [part.end for part in attribution.cue if part.end <= time.span.start]
        source = [part.end for part in attribution.source if part.end <= time.span.start]
        content = [part.end for part in attribution.content if part.end <= time.span.start and part.length < 120]
        begin = max([*cue, *source], default=-1)
        if cue and content and max(content) > begin:
            begin = max(content)
            if len(page.text[begin : time.span.start]) > 8:
                continue
        if begin < 0 or (not cue and time.span.start - begin > 12):
            continue
        gap = page.text[begin : time.span.start]
        gap = PROGRAMME.sub(" ", gap)
        if not cue and _of_another_verb(page, attribution, time):
            continue
        if begin in source and WHO_WILL.search(page.text, max(0, begin - 12), begin):
            continue
        if time.value.isdigit() and not IN_YEAR.fullmatch(gap) and not _of_document(page, time):
            continue
        if len(gap) > 90 or CLAUSE.search(gap) or _of_something_else(gap):
            continue
        if any(piece.start >= begin and piece.end <= time.span.start for piece in attribution.content):
            continue
        if gap.count(",") > 1 or _modifies(page, time):
            continue
        return time.value, "behind the cue"
    return None


def _of_another_verb(page: Page, attribution: Attribution, time: TimeExpression) -> bool:
    """Return whether a month or year belongs to a verb joined to the cue: "slowed in the last year and shows"."""
    joined = any(re.fullmatch(r",?\sand\s", page.text[time.span.end : cue.start]) for cue in attribution.cue)
    return joined and not day_of(time.value)


def _of_something_else(before: str) -> bool:
    return bool(SINCE.search(before)) and not ON_AN_OCCASION.search(before)


def _modifies(page: Page, time: TimeExpression) -> bool:
    """Return whether a time only describes a noun ("Friday's attack") that is no occasion of speaking."""
    after = page.text[time.span.end : time.span.end + 60]
    inside = page.text_at(time.span).endswith(("'s", "’s"))
    return (inside or bool(re.match(r"['’]s?\s", after))) and not STATEMENT.match(after if not inside else "'s" + after)


def _between(page: Page, attribution: Attribution, near: Sequence[TimeExpression]) -> tuple[str, str] | None:
    """Return the time that stands directly before the cue: "sued the firm Wednesday, accusing it of fraud"."""
    for time in near:
        if OF_THE.search(page.text[max(0, time.span.start - 12) : time.span.start]):
            continue
        for cue in attribution.cue:
            gap = page.text[time.span.end : cue.start] if time.span.end <= cue.start else "x"
            if _of_another_verb(page, attribution, time):
                continue
            if re.fullmatch(r",?\s(?:to\s|and\s)?", gap) and any(s.end <= time.span.start for s in attribution.source):
                return time.value, "before the cue"
    return None


def _before(
    page: Page, attribution: Attribution, near: Sequence[TimeExpression], sentence: Span
) -> tuple[str, str] | None:
    """Return the time that opens the sentence, or the clause of a nested attribution, before its source and cue."""
    parts = [*attribution.cue, *attribution.source]
    first = min(part.start for part in parts)
    start = sentence.start
    if attribution.within is not None:
        inner = [found.end() for found in CLAUSE.finditer(page.text, start, first)]
        start = max(inner, default=start)
        if not inner:
            start = first
    found = [time for time in near if sentence.start <= time.span.start and time.span.end <= first]
    subordinate = bool(SUBORDINATE.search(page.text[sentence.start : first]))
    for time in reversed(found):
        lead = page.text[start : time.span.start]
        gap = page.text[time.span.end : first]
        if ASIDE.search(lead) or SINCE_THEN.search(gap):
            continue
        if WHEN.search(gap) and len(gap) < 90 and "." not in gap:
            return time.value, "the occasion named before"
        if time.span.start < start or subordinate:
            continue
        if _of_something_else(lead) or _modifies(page, time):
            continue
        if time.value.isdigit() and lead.strip().lower() in ARTICLES:
            continue  # "The 2016 field"
        between = [piece for piece in attribution.content if piece.start >= time.span.end and piece.end <= first]
        if between and (attribution.source or sum(piece.length for piece in between) > 100):
            continue
        opens = len(lead.split()) <= 3
        if (opens and len(gap) <= 140) or (len(gap) <= 4 and "." not in gap):
            return time.value, "opens the sentence" if opens else "before the source"
    return None


def _dateline(page: Page, attribution: Attribution, times: Sequence[TimeExpression]) -> tuple[str | None, str]:
    """Return the day of another outlet's dateline above the extract that an outer attribution stands in."""
    place = hull([*attribution.cue, *attribution.source, *attribution.content])
    if place is None or attribution.within is not None or attribution.comment is not None:
        return None, ""
    number = _block_at(page, place.start)
    if number is None:
        return None, ""
    body = [block for block in page.blocks[: number + 1] if block.kind != "furniture"]
    source = min((span.start for span in attribution.source), default=0)
    if re.search(
        r"\b(?:after|before|as|since|despite|amid|following|when|while)\s(?:the\s)?$",
        page.text[max(0, source - 16) : source],
    ):
        return None, ""
    above = len(body) - 2
    while above > 0 and body[above].kind == "quotation":
        above -= 1
    if above <= 0 or page.blocks[number].kind in ("comment", "furniture") or body[above].kind != "dateline":
        return None, ""
    if not any(block.kind == "paragraph" for block in body[:above]):
        return None, ""
    for time in times:
        if body[above].span.holds(time.span) and day_of(time.value):
            return time.value[:10], "dateline of the extract"
    return None, ""


def _quoted(page: Page, attribution: Attribution) -> Iterator[Span]:
    """Yield the pieces of content that are speech: all of a direct attribution, of a mixed one what stands in marks."""
    if attribution.form == "direct":
        yield from attribution.content
    elif attribution.form == "mixed":
        for piece in attribution.content:
            for found in re.finditer(r"[“\"«][^”\"»]{1,600}[”\"»]", page.text_at(piece)):
                yield Span(piece.start + found.start(), piece.start + found.end())


def resolve_in_quotations(
    page: Page, attributions: Sequence[Attribution], times: Sequence[TimeExpression], published: Published | None
) -> tuple[tuple[TimeExpression, ...], tuple[Clash, ...]]:
    """Return the times, those inside quotations counted from when they were said, and what does not agree.

    "yesterday" in words said on Tuesday is Monday, whatever day the page is of. Where a day counted so, and a date
    written out beside the same event in the same place, differ by a few days, both are kept in a Clash and the written
    date is the value.
    """
    out = {time.span: time for time in times}
    pieces: list[Span] = []
    for attribution in attributions:
        quoted = list(_quoted(page, attribution))
        pieces += quoted
        said = day_of(attribution.said_at)
        if said is None or (published is not None and said == day_of(published.value)):
            continue
        for time in find_times(page.text, quoted, said, vague=True):
            old = out.get(time.span)
            if old is not None and old.value != time.value:
                reason = "day it was said" if time.reason in ("publication date", "tense") else time.reason
                out[time.span] = TimeExpression(span=time.span, type=time.type, value=time.value, reason=reason)
    resolved = sorted(out.values(), key=lambda time: time.span)
    clashes = list(_clashes(page, resolved, pieces))
    for clash in clashes:
        span = clash.spans[0]
        old = out[span]
        tail = old.value[10:]
        out[span] = TimeExpression(
            span=span, type=old.type, value=clash.values[1] + tail, reason="dated elsewhere on the page"
        )
    return tuple(sorted(out.values(), key=lambda time: time.span)), tuple(clashes)


EVENTS = re.compile(
    r"\b(meeting|talks|summit|conference|attack|bombing|blast|explosion|shooting|speech|vote|election|hearing|"
    r"visit|game|"
    r"match|crash|raid|strike|rally|protest|debate|launch|ceremony|trial|ruling|interview|session|negotiations|clash|"
    r"earthquake|storm|fire|arrest|referendum|briefing|address|congress)(?:s|es)?\b",
    re.IGNORECASE,
)
NAME = re.compile(r"(?<![.!?\n] )(?<!^)\b[A-Z][a-z]{2,}(?:\s[A-Z][a-z]+)*")


def _around(page: Page, span: Span, width: int = 70) -> str:
    """Return the words on both sides of a time, within its sentence."""
    sentence = _sentence(page, span)
    low, high = max(sentence.start, span.start - width), min(sentence.end, span.end + width)
    return page.text[low : span.start] + " " + page.text[span.end : high]


def _names(around: str) -> set[str]:
    calendar = words("calendar")
    return {name for found in NAME.findall(around) for name in found.split() if name.lower() not in calendar}


def _clashes(page: Page, times: Sequence[TimeExpression], pieces: Sequence[Span]) -> Iterator[Clash]:
    written = [t for t in times if t.reason == "written in full" and day_of(t.value)]
    for time in times:
        counted = day_of(time.value)
        relative = not any(character.isdigit() for character in page.text_at(time.span))
        if counted is None or not relative or not any(piece.holds(time.span) for piece in pieces):
            continue
        here = _around(page, time.span)
        events = {found.lower() for found in EVENTS.findall(here)}
        if not events:
            continue
        names = _names(here)
        for other in written:
            day = day_of(other.value)
            assert day is not None
            if day == counted or abs((day - counted).days) > DAY_AWAY or other.span == time.span:
                continue
            there = _around(page, other.span)
            places = {
                name
                for name in names & _names(there)
                if re.search(rf"\b(?:in|at|near|from)\s(?:\w+\s)?{re.escape(name)}\b", here)
            }
            shared = events & {found.lower() for found in EVENTS.findall(there)}
            if shared and places:
                yield _clash(time, other, f"{sorted(shared)[0]} in {sorted(places)[0]}")
                break


def _clash(time: TimeExpression, other: TimeExpression, event: str) -> Clash:
    counted, written = time.value[:10], other.value[:10]
    reason = f"the {event} is dated {written} elsewhere; counted from the {time.reason} it is {counted}"
    return Clash(kind="time", spans=(time.span, other.span), values=(counted, written), reason=reason)
