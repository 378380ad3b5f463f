"""On whose word: the links between a speaker and the page, and whom the speaker addresses.

A link is whoever the page has the words from. The words of the sentence tell: "RT reported, citing Lavrov" (Lavrov
speaks, RT is the link), "said, quoted by AFP", "told Reuters" (addressed, and a link where an outlet is told that is
not the page's own), "sources cited by DigiTimes". A nested attribution has its outer one's links and then its
speaker. The page's own outlet is `site` and no link.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from onrecord.recognition.people import lexicon
from onrecord.recognition.people.nominals import Nominal
from onrecord.recognition.people.parties import Party, is_outlet
from onrecord.recognition.people.phrases import hits
from onrecord.recognition.people.resolution import Resolution
from onrecord.recognition.people.roles import verb_like
from onrecord.recognition.people.sources import Index, head_of
from onrecord.recognition.people.words import Words, fold
from onrecord.terms import Attribution, Span

_ENDS = frozenset(
    'that to of about if whether on in at by for as during after before when while over who which because , . : ; " “ '
    "” ‘ ( this last earlier today yesterday monday tuesday wednesday thursday friday saturday sunday later again "
    "recently through".split()
)
_MARKS = frozenset('"“')
_CITING = frozenset("citing quoting crediting".split())
_QUOTED = frozenset("quoted quotes cited cites".split())
_CALLS = frozenset("call calls called calling".split())
_TELL = frozenset("tell tells told telling".split())
_OBJECT_ENDS = _ENDS | frozenset(
    "not he she it they we i you there his its their my our what how why where was were is are has have had will would "
    "could can should may might did does do said — – -".split()
)
_PHRASE_ENDS = frozenset(
    ', . ; : ( ) “ ” " that who which said says saying told as was were is are has had about on in after'.split()
)


def _phrases(words: Words, section: str, around: Span) -> Iterator[Span]:
    """Yield where phrases of a section of `data/chains.txt` stand in a stretch of text, the longest at each word."""
    behind = 0
    for hit in hits(words, words.inside(around), section):
        span = words.span(hit.first, hit.after)
        if hit.first >= behind and around.holds(span):
            behind = hit.after
            yield span


@dataclass(slots=True)
class Links:
    """What a sentence tells of one attribution's chain: links after the speaker's own, and who is spoken to."""

    via: list[Party] = field(default_factory=list)
    addressees: list[Party | str] = field(default_factory=list)
    speaker: Party | None = None
    reason: str = ""
    to: str = ""  # what told who is spoken to


@dataclass(slots=True)
class Stage:
    """What the reading of chains needs: the text read, who each mention is, and the page's own outlet."""

    found: Resolution
    index: Index
    site: Party | None
    party_at: Callable[[Nominal, Attribution], Party | None]
    cues: frozenset[int] = frozenset()  # where the cues of attributions begin

    @property
    def text(self) -> str:
        """The page's text."""
        return self.found.scene.words.text


def links_of(stage: Stage, one: Attribution) -> Links:
    """Return the links and addressees that the sentence of an attribution gives it."""
    links = Links()
    _addressed(stage, one, links)
    _cited(stage, one, links)
    return links


def _party_in(stage: Stage, one: Attribution, first: int, after: int) -> tuple[Party | None, Nominal | None]:
    """Return who the noun phrase that words `first` to `after` make up is about, and its mention."""
    words = stage.found.scene.words
    if first >= after:
        return None, None
    nominal = head_of(stage.index, [words.span(first, after)], loose=True)
    return (stage.party_at(nominal, one), nominal) if nominal is not None else (None, None)


def _outlet_in(stage: Stage, one: Attribution, first: int, after: int) -> Party | None:
    """Return the first news outlet named in words `first` to `after`, or None."""
    for nominal in stage.index.within(first, after):
        party = stage.party_at(nominal, one) if nominal.level != "pronoun" else None
        if party is not None and is_outlet(party):
            return party
    return None


def _addressed(stage: Stage, one: Attribution, links: Links) -> None:
    """Find whom an attribution addresses: in its cue, or in a phrase beside it."""
    words = stage.found.scene.words
    low = words.low
    for span in one.cue:
        numbers = words.inside(span)
        for at in numbers:
            start = at + 1
            if start >= numbers.stop or not _opens_address(words, at, numbers.start, span is one.cue[0]):
                continue
            if low[start] in _MARKS:
                start += 1  # told "Good Morning, Harbour"
            stop = start
            while stop < numbers.stop and low[stop] not in _ENDS:
                stop += 1
            if stop > start and _take(stage, one, links, start, stop, anybody=low[at] != "to"):
                links.to = "in the cue"
                return
    if _passive(stage, one, links):
        links.to = "who was told"
    elif _object(stage, one, links):
        links.to = "behind the cue"
    if not links.addressees:
        _beside(stage, one, links)
        links.to = "beside the cue"


def _opens_address(words: Words, at: int, start: int, first: bool) -> bool:
    """Whether who is addressed stands behind word `at` of a cue's piece from `start` on; `first`: its first piece."""
    word, before = words.low[at], words.lower(at - 1) if at > start else ""
    if word in lexicon.words("chains", "address verbs"):
        # not "in an email", "got text messages"
        return before not in ("a", "an", "the") and not words.lower(at + 1).startswith("message")
    if word == "to" and (at > start + 1 or not first):
        noun = lexicon.nouns().get(words.lower(at + 1))
        verb = noun is not None and noun.kind == "person" and not noun.many  # "seems to advocate"
        return not verb and not words.lower(at + 1).endswith("ly")  # "volunteered to publicly advocate"
    if word == "on":
        return before in _CALLS
    return word in ("to", "with", "before") and before in lexicon.words("chains", "address prepositions")


def _object(stage: Stage, one: Attribution, links: Links) -> bool:
    """Find whom a cue addresses that ends in its verb: the noun phrase behind "told", wherever the content begins.

    Behind "urged" or "asked" it is addressed only where what is wanted follows: "urged banks to lend", but "urged
    restraint".
    """
    words = stage.found.scene.words
    low = words.low
    verbs = lexicon.words("chains", "address verbs")
    for span in one.cue:
        start = words.inside(span).stop
        verb = low[start - 1] if start else ""
        if verb not in verbs or start >= len(words):
            continue
        stop, sentence = start, words.sentence[start]
        while stop < min(start + 9, len(words)) and words.sentence[stop] == sentence and low[stop] not in _OBJECT_ENDS:
            stop += 1
        if stop == start:
            continue
        follower = words.lower(stop)
        wanted = follower in ("to", "not") or (
            follower in ("for", "that", "if", "whether") and verb[:3] in ("ask", "war", "rem")
        )
        spoken_to = verb in _TELL or wanted or low[start] in ("him", "them", "me", "us")
        if spoken_to and _take(stage, one, links, start, stop, anybody=verb in _TELL):
            return True
    return False


def _take(stage: Stage, one: Attribution, links: Links, start: int, stop: int, *, anybody: bool = True) -> bool:
    """Note who words `start` to `stop` name as addressed; `anybody`: plain words do where no mention stands there."""
    words = stage.found.scene.words
    stop = max([stop, *(one.after for one in stage.index.within(start, stop + 4) if one.first < stop)])
    text = words.text[words.starts[start] : words.ends[stop - 1]]
    if fold(text) in lexicon.phrases("chains", "press addressees"):
        links.addressees.append(text)
        return True
    parts = [n for n in range(start, stop) if words.low[n] == "and"] if words.at(start)[:1].isupper() else []
    taken = False
    for first, after in zip([start, *(n + 1 for n in parts)], [*parts, stop], strict=True):
        party, nominal = _party_in(stage, one, first, after)
        if nominal is None or party is None or party in links.addressees:
            continue
        if not anybody and words.first_at(nominal.span.start) > first + 1:
            continue
        links.addressees.append(party)
        taken = True
        if is_outlet(party) and party is not stage.site:
            links.via.append(party)
            links.reason = "told"
    if not taken and anybody and words.low[start] not in ("a", "an", "it", "do") and re.search(r"[^\W\d]{3}", text):
        plain = re.sub(r"^(?:the|a|an)\s+", "", text)
        last = fold(plain.split()[-1])
        if len(plain.split()) > 4 or any(map(verb_like, plain.lower().split()[:-1])):
            return False
        if last in lexicon.nouns() or (last.endswith("s") and len(last) > 4 and not last.endswith(("ss", "ings"))):
            links.addressees.append(plain)
            taken = True
    return taken


def _passive(stage: Stage, one: Attribution, links: Links) -> bool:
    """ "Montalvo was told to wait": who is told stands before the cue of an attribution without a source."""
    words = stage.found.scene.words
    if one.source or not one.cue:
        return False
    numbers = words.inside(one.cue[0])
    cue = words.low[numbers.start : numbers.stop]
    if not {"told", "asked", "encouraged", "urged", "ordered", "warned", "advised", "instructed"} & set(cue):
        return False
    if not {"was", "were", "been", "is", "are", "being"} & set(cue) and cue != ["told"]:
        return False
    sentence = words.sentence[numbers.start]
    for nominal in stage.index.before(numbers.start, 20):
        if words.sentence[nominal.first] != sentence:
            break
        party = stage.party_at(nominal, one)
        if party is not None:
            links.addressees.append(party)
            return True
    return True


def _phrase_end(words: Words, first: int, reach: int = 6) -> int:
    """Return the number of the word behind a noun phrase that begins at word `first`, at most `reach` words on."""
    sentence = words.sentence[first]
    for number in range(first, min(first + reach, len(words))):
        if words.sentence[number] != sentence or (number > first and words.low[number] in _PHRASE_ENDS):
            return number
    return min(first + reach, len(words))


def _near(one: Attribution, text: str, reach: int = 90) -> Span:
    """Return the stretch around the source and cue of an attribution in which its sentence may name a carrier."""
    spans = [*one.source, *one.cue] or list(one.content)
    start, end = min(s.start for s in spans), max(s.end for s in spans)
    left = max(text.rfind("\n", 0, start) + 1, start - reach)
    stop = text.find("\n", end)
    right = min(len(text) if stop < 0 else stop, end + reach)
    return Span(left, right)


def _beside(stage: Stage, one: Attribution, links: Links) -> None:
    """Find "in an interview with X", "Confirming this to Reuters, Lee said", "in remarks to X" beside a cue."""
    words, text = stage.found.scene.words, stage.text
    if not one.cue:
        return
    around = _near(one, text, 60)
    sentence = words.sentence_of(one.cue[0].start)
    direct = [span for span in one.content if one.form != "indirect"] + list(one.content)
    for phrase in _phrases(words, "told to", around):
        if any(span.start <= phrase.start < span.end for span in direct):
            continue
        first = words.first_at(phrase.end)
        if first >= len(words) or words.sentence[first] != sentence:
            continue
        between = text[max([s.end for s in (*one.source, *one.cue) if s.end <= phrase.start], default=0) : phrase.start]
        if phrase.start > one.cue[-1].end and (len(between) > 25 or "." in between):
            continue
        party, nominal = _party_in(stage, one, first, _phrase_end(words, first))
        if party is None or nominal is None or words.first_at(nominal.span.start) > first + 1:
            continue
        if phrase.of(text).lower() != "via":
            links.addressees.append(party)
        if is_outlet(party) and party is not stage.site:
            links.via.append(party)
            links.reason = "told"
        return


def _cited(stage: Stage, one: Attribution, links: Links) -> None:
    """Find who is cited by whom: the source's own word becomes a link where it cites somebody."""
    words, text = stage.found.scene.words, stage.text
    spans = [*one.source, *one.cue]
    if not spans:
        return
    around = _near(one, text)
    for phrase in _phrases(words, "cited by", around):
        if text[phrase.start : phrase.start + 3].lower() == "acc" and phrase.start in stage.cues:
            continue
        if not _touches(one, text, phrase.start):
            continue
        first = words.first_at(phrase.end)
        stop = _phrase_end(words, first, 10)
        party = _outlet_in(stage, one, first, stop)
        verb = phrase.of(text).lower()
        anybody = verb.startswith(("cited", "quoted")) or (verb == "per" and words.at(first)[:1].isupper())
        if party is None and anybody:
            party, _ = _party_in(stage, one, first, stop)
        if party is not None:
            if party is not stage.site:
                links.via.append(party)
                links.reason = "cited by"
            return
    _citing(stage, one, links, around)


def _touches(one: Attribution, text: str, start: int) -> bool:
    """Whether a phrase stands in or right behind the source or cue of an attribution, in the same sentence."""
    for span in (*one.source, *one.cue):
        if span.start - 1 <= start <= span.end + 2 and "." not in text[span.end : start]:
            return True
    return False


def _citing(stage: Stage, one: Attribution, links: Links, around: Span) -> None:
    """ "X, RT reported, citing Lavrov", "RT quoted Lavrov as saying", "Sputnik quoted Lavrov"."""
    words, text = stage.found.scene.words, stage.text
    for phrase in _phrases(words, "citing", around):
        word = phrase.of(text).lower()
        if any(s.start <= phrase.start < s.end for s in one.content):
            continue
        first = words.first_at(phrase.end)
        if first >= len(words):
            continue
        if word in ("quoted", "cited", "quotes", "cites") and one.source and phrase.start < one.source[0].start:
            outlet = _subject_before(stage, one, words.first_at(phrase.start))
            touching = 0 <= one.source[0].start - phrase.end <= 1
            if outlet is not None and touching and outlet is not stage.site:
                links.via.append(outlet)
                links.reason = "quoted"
                return
            continue
        if not one.source or not _follows(one, text, phrase.start):
            continue
        if word in _CITING:
            own = any(span.start <= phrase.start < span.end for span in one.cue)
            whose = _source(stage, one)
            if whose is not None and (whose.kind == "person" or (own and not is_outlet(whose))):
                continue  # "Lee, citing the report": what she cites is what she says
            party, _ = _party_in(stage, one, first, _phrase_end(words, first, 14))
            if party is not None:
                links.speaker, links.reason = party, "citing"
                return
        elif word in _QUOTED and any(span.start <= phrase.start < span.end for span in one.cue):
            party = _quoted(stage, one, first)
            if party is not None:
                links.speaker, links.reason = party, "quoted"
                return


def _source(stage: Stage, one: Attribution) -> Party | None:
    """Return who the source of an attribution names."""
    words = stage.found.scene.words
    return _party_in(stage, one, words.inside(one.source[0]).start, words.inside(one.source[-1]).stop)[0]


def _quoted(stage: Stage, one: Attribution, first: int) -> Party | None:
    """Return whom an outlet quotes: "Lavrov" right behind the verb of "RT quoted Lavrov as saying"."""
    words = stage.found.scene.words
    outlet = _source(stage, one)
    if outlet is None or not is_outlet(outlet):
        return None
    party, nominal = _party_in(stage, one, first, _phrase_end(words, first, 8))
    if party is None or nominal is None or words.first_at(nominal.span.start) > first + 1:
        return None
    return party if party.kind in ("person", "organization", "group", "place", "other") else None


def _follows(one: Attribution, text: str, at: int) -> bool:
    """Whether "citing" belongs to this source: right behind it or its cue, or between the two."""
    ends = [span.end for span in (*one.source, *one.cue)]
    lowest, highest = min(ends), max(ends)
    return lowest <= at <= highest + 45 and not re.search(r"[.!?]\s", text[lowest:at])


def _subject_before(stage: Stage, one: Attribution, number: int) -> Party | None:
    near = stage.index.before(number, 4)
    return stage.party_at(near[0], one) if near else None
