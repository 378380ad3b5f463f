"""The spans of an attribution, put right by what stands on the page: quotation marks, edges; its form and negation."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from onrecord.recognition.attribution.quotations import Quotation
from onrecord.terms import Form, Span

COUNTED: Final = re.compile(r"\w+|[^\w\s\"“”„«»‘’'‹›`,]")
"""What counts for the form of a content: its words and signs, but for quotation marks and commas."""
WORD_SIGN: Final = re.compile(r"\w")
DOUBLE: Final = frozenset('"“”„«»')
DIRECT_SHARE: Final = 0.8
"""Of a content's words in quotation marks, from here it is direct; the scores of PolNeAR draw the line there too."""
LONGEST: Final = 5_000
"""Code points of the longest quotation in one paragraph that is looked for."""
FIRST_PERSON: Final = frozenset(("i", "we"))
REPORTED: Final = re.compile(
    r"(?i)\b(?:said|told|tell|asked|wrote|written|answered|replied|explained|warned|promised|informed|announced|"
    r"reported|denied|rejected|refused|accepted|agreed|suggested|demanded|complained|apologi[sz]ed)\b"
)
NEGATION: Final = re.compile(r"(?i)\b(?:not|never|cannot|neither|nor|nobody|no one|without)\b|n['’]t\b|\bno longer\b")

QUOTED: Final = re.compile(
    r"\bquot(?:ed|es|ing)\s+(?P<who>[^,;:.\n“”\"]{2,90}?)"
    r"(?:,[^,\n“”\"]{2,80},)?\s+as\s+(?:saying|telling\s\w+|writing|warning)\b"
    r"|\bquot(?:ed|es|ing)\s+(?P<name>(?:[A-Z][\w’'-]*\s?){1,4}(?=[.\n]|$))"
)
"""“RT quoted Lavrov as saying”, “…,” RT quoted Lavrov.: by our labels it is Lavrov who speaks; PolNeAR names RT."""


def quoted_speaker(text: str, cue: Span) -> tuple[Span, tuple[Span, ...]] | None:
    """Return who is quoted, and the cue without them, where `cue` quotes somebody by name; else None."""
    if text.find("quot", cue.start, cue.end + 3) < 0:
        return None
    match = QUOTED.search(text, cue.start, min(len(text), cue.end + 200))
    if match is None or match.start() >= cue.end:
        return None
    group = "who" if match["who"] else "name"
    who = Span(*match.span(group)).trimmed(text)
    if who is None:
        return None
    verb = Span(match.start(), match.start() + len(match.group().split(None, 1)[0]))
    if group == "name":
        return who, (verb,)
    return who, (verb, Span(match.start() + match.group().rindex(" as ") + 1, match.end()))


ARTICLES: Final = frozenset(("the", "a", "an"))
INSERTED: Final = re.compile(r",? who(?:se)? [^,;:.“”\"()\n]{2,90},\s*")
TO_THE_CUE: Final = re.compile(r"(?:\s+[\w’'-]+){1,6}")


CLOCK: Final = re.compile(r"\d{1,2}[:.]\d\d(?:\s?[ap]\.?m\.?)?\s+(?=\w)", re.IGNORECASE)


def whole_source(text: str, source: Span, cue: Span) -> Span:
    """Return `source` without the time of an entry ("14:05 | Police said"), and whole.

    An article alone goes on up to the `cue` ("The | strikers said"), a name with its clause ("Lee, | who chairs it,").
    """
    clock = CLOCK.match(text, *source)
    source = Span(clock.end(), source.end) if clock else source
    if source.of(text).lower() in ARTICLES and source.end < cue.start:
        rest = TO_THE_CUE.fullmatch(text[source.end : cue.start].rstrip())
        if rest is not None:
            return Span(source.start, source.end + rest.end())
    if source.end < cue.start and INSERTED.fullmatch(text, source.end, cue.start):
        return Span(source.start, source.end + len(text[source.end : cue.start].rstrip()))
    return source


NAME_GOES_ON: Final = re.compile(r"(?: [A-Z][\w’'-]*)+")
CITING: Final = re.compile(r"(?i)(?:cit|quot)(?:es|ed|ing)")
ONLY_A_NAME: Final = re.compile(r"(?:the )?[A-Z][\w.’'-]*(?: (?:of|the|and|for|[A-Z][\w.’'-]*))*")


def whole_cue(text: str, cue: Span, content: Sequence[Span]) -> Span:
    """Return `cue`, or where it ends within a name, with the rest of the name: "told Northern | Wire"."""
    words = cue.of(text).split()
    if len(words) < 2 or not words[-1][0].isupper():
        return cue
    rest = NAME_GOES_ON.match(text, cue.end)
    if rest is None or any(rest.end() > span.start and rest.start() < span.end for span in content):
        return cue
    return Span(cue.start, rest.end())


TELLING: Final = re.compile(r"(?i)\b(?:told|tells?|telling)")
ADDRESSED: Final = re.compile(
    r"\s?(?:the )?[A-Z][\w.’'&-]*(?: (?:[A-Z][\w.’'&-]*|of|the))*(?= (?:that|the|he|she|it|they|his|her|its|their|"
    r"there|this|we|I|no|an?|in|on|at|if|whether)\b)"
)


def past_addressee(text: str, cue: Span, content: Span) -> tuple[Span, Span]:
    """Return cue and content with a name that is told moved to the cue: "told | the AP | her group"."""
    if TELLING.fullmatch(cue.of(text).split()[-1]) and 0 <= content.start - cue.end <= 1:
        told = ADDRESSED.match(text, cue.end)
        if told is not None and told.end() + 1 < content.end:
            return Span(cue.start, told.end()), Span(told.end() + 1, content.end)
    return cue, content


def is_who_is_cited(cue: str, content: str) -> bool:
    """Return whether what was taken for a content only names who is cited: "citing Transport Minister Berg"."""
    return CITING.fullmatch(cue) is not None and ONLY_A_NAME.fullmatch(content) is not None


CITES: Final = re.compile(r"(?i)\b(?:citing|quoting)\s+$")


def is_citation(text: str, span: Span) -> bool:
    """Return whether `span` is who is cited for what was said before it: "..., radio reported, citing | the pilot"."""
    return CITES.search(text, max(0, span.start - 12), span.start) is not None


CITED_WITHIN: Final = re.compile(
    r"\s*(?P<verb>\w[^,;\n“”\"]{1,40}), (?:citing|quoting)\s[^,;\n“”\"]{2,80},\s+(?=that\b)"
)

SENTENCE_REST: Final = re.compile(r"[^\n]+?(?=[.!?](?:\s|$)|\n|$)")


def past_citation(text: str, source: Span, cue: Span, content: Span) -> tuple[Span, Span] | None:
    """Return cue and content of "the Herald | said on Friday, citing two officials, | that ...", else None.

    Where `cue` or `content` hold the citation instead, which stands between them; a content that is nothing else goes
    on to the end of its sentence.
    """
    match = CITED_WITHIN.match(text, source.end)
    if match is None or not match.start() <= cue.start < match.end() or content.start >= match.end():
        return None
    rest = SENTENCE_REST.match(text, match.end())
    end = content.end if content.end > match.end() or rest is None else rest.end()
    return Span(*match.span("verb")), Span(match.end(), end)


PERFORMING: Final = re.compile(
    r"(?i)(?:has |have |had |was |were )?(?:s[aiu]ng|sings|singing|read(?:s|ing)? from|hummed)"
)
TITLE: Final = re.compile(
    r"[“\"‘«„](?:[A-Z][\w’'-]*|\d+)(?: (?:[A-Z][\w’'-]*|\d+|an?|the|and|of|in|on|for|to|at|by|with|from))*[”\"’»“]"
)


def is_performed(cue: str, content: str) -> bool:
    """Return whether what was taken for a content is the title of a work: “sang "Night Boat" in the final”."""
    return PERFORMING.fullmatch(cue) is not None and TITLE.match(content) is not None


def without(content: Sequence[Span], hole: Span, text: str) -> list[Span]:
    """Return the pieces of `content` that lie outside `hole`."""
    found = []
    for span in content:
        for start, end in ((span.start, min(span.end, hole.start)), (max(span.start, hole.end), span.end)):
            left = Span(start, end).trimmed(text) if start < end else None
            if left is not None:
                found.append(left)
    return found


def tidy(text: str, content: Sequence[Span], quotations: Sequence[Quotation]) -> list[Span]:
    """Return the pieces of a content in order, with quotation marks whole and pieces that touch joined.

    `quotations` are all of the page, by where they start.
    """
    found: list[Span] = []
    for span in sorted(content):
        one = _up_to_the_mark(text, _whole_quotation(text, _within_commas(text, span), quotations))
        between = text[found[-1].end : one.start] if found else ""
        if found and not WORD_SIGN.search(between) and "\n" not in between and not _begins_anew(text, found[-1], one):
            found[-1] = Span(found[-1].start, max(one.end, found[-1].end))
        else:
            found.append(one)
    return found


CONJUNCTIONS: Final = ("and", "but", "or")
DANGLING: Final = re.compile(rf"[,;]?\s+(?:{'|'.join(CONJUNCTIONS)})$")
"""A content never ends in a conjunction: that belongs to what comes next."""


def _begins_anew(text: str, last: Span, next_: Span) -> bool:
    """Return whether a quoted sentence begins with `next_`, and `last` is the end of one that was not quoted."""
    if text[next_.start] not in DOUBLE or DOUBLE.intersection(last.of(text)):
        return False
    return any(sign in ".!?" for sign in text[last.end - 1 : next_.start])


def _within_commas(text: str, span: Span) -> Span:
    """Return `span` without a comma that it begins with, or a conjunction that it ends in.

    "According to Lee, | the road is closed"; "the road is closed | and, Lee added, ...".
    """
    start = span.start
    while start < span.end - 1 and (text[start] in ",;" or text[start].isspace()):
        start += 1
    words = text[start : span.end]
    dangling = DANGLING.search(words) if words.endswith(CONJUNCTIONS) else None
    return Span(start, start + dangling.start() if dangling and dangling.start() else span.end)


PAST_THE_MARK: Final = re.compile(r"([“\"][^“”\"]*[.!?…][”\"])\s+[A-Z][^“”\"]*")


def _up_to_the_mark(text: str, span: Span) -> Span:
    """Return `span`, or the quoted sentences that it begins with, where one that is not quoted follows them in it.

    A stop behind a closing mark is left out. Sentences that follow were found in 7 contents told in 840 articles of
    PolNeAR, in 6 of them wrongly; gold has them in 2, one of them a slip.
    """
    match = PAST_THE_MARK.fullmatch(text, *span)
    end = match.end(1) if match else span.end
    behind = end - span.start > 2 and text[end - 1] in ".,;" and text[end - 2] in '”"»'
    return Span(span.start, end - 1 if behind else end)


def _whole_quotation(text: str, span: Span, quotations: Sequence[Quotation]) -> Span:
    """Return `span` with the mark of a quotation that it begins or ends in, where no word stands between."""
    start, end = span
    for one in _near(span, quotations):
        if one.single:
            continue
        if one.span.start < start < one.span.end and not WORD_SIGN.search(text, one.span.start + 1, start):
            start = one.span.start
        if one.span.start < end < one.span.end and not WORD_SIGN.search(text, end, one.span.end):
            end = one.span.end
        if start == one.span.end - 1 and one.closed:
            start = one.span.end  # a closing mark is no beginning
    return Span(start, end) if start < end else span


def _near(span: Span, quotations: Sequence[Quotation]) -> list[Quotation]:
    """Return the quotations that share words with `span`."""
    first = bisect_left(quotations, span.start - LONGEST, key=_start)
    last = bisect_left(quotations, span.end, key=_start)
    return [one for one in quotations[first:last] if one.span.end > span.start]


def _start(one: Quotation) -> int:
    return one.span.start


def form_of(text: str, content: Sequence[Span], quotations: Sequence[Quotation]) -> Form:
    """Return direct where nearly all words of `content` are in quotation marks, indirect where none is, else mixed."""
    inside = 0
    for span in content:
        at = span.start
        for one in _near(span, quotations):
            start, end = max(at, one.span.start), min(span.end, one.span.end)
            if start < end:
                inside += len(COUNTED.findall(text, start, end))
                at = end
    if not inside:
        return "indirect"
    total = sum(len(COUNTED.findall(text, *span)) for span in content)
    return "direct" if inside >= DIRECT_SHARE * total else "mixed"


def is_own_voice(source: str, cue: str) -> bool:
    """Return whether somebody only thinks, feels or does in their own words: "I think", "we urge", not "I told him".

    Within a quotation that is what the quotation itself says, not another's words in it.
    """
    return source.lower() in FIRST_PERSON and REPORTED.search(cue) is None


def is_negated(cue: str) -> bool:
    """Return whether the cue says that the words were not said: "did not say", "never claimed"."""
    return NEGATION.search(cue) is not None
