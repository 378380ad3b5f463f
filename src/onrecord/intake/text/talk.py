"""Comments that nothing on the page marks: no name, no time, no button, no longer run of blanks, only paragraphs.

    talk_of(lines) -> the line numbers of each comment, or None
    openings(paragraphs, above) -> which of these paragraphs open a comment

Most comments are one paragraph, so each paragraph opens one unless something a reader would go by joins it to the one
before: that announces it, quotes what it answers, or is not finished; or it goes on in so many words ("However, ...").
Words of ours, in the languages that comments most often came in. How often this is right: docs/threads.md.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from onrecord.intake.text.endings import signs_off
from onrecord.intake.text.lines import Line
from onrecord.intake.text.words import FIRST_PERSON, SECOND_PERSON, SLANG, SMILEY, TOKEN, runs_of

LEAST = 5
"""Paragraphs below which what follows a heading or a break is no thread."""
TALK = 0.5
"""Share of the paragraphs that must sound like talk."""
SPOKEN_TO = 0.15
"""Share of the paragraphs that must speak to somebody, with a "you", a greeting or as answers do."""
LOOK = 600
"""Code points of a paragraph that are looked at."""
ASIDE = 120
"""Length of a paragraph that may be a farewell with a signature."""
QUOTED = 1500
"""Length of a paragraph that may be only a quotation."""

_GREETING = re.compile(
    r"(?:hi|hey|hello|hallo|huhu|moin|servus|liebe[rs]?|dear|guten (?:tag|morgen|abend)|hola|bonjour|salut|ol[áa]|"
    r"sehr geehrte[rs]?)\b",
    re.IGNORECASE,
)
_GREETS = re.compile(_GREETING.pattern + r"(?:[ ,]+[\w.&-]+){0,4}[\s,.!:…]*", re.IGNORECASE)
"""A paragraph that is only a greeting."""
_FAREWELL = re.compile(
    r"(?:(?:best|kind|warm|many|with|lots of|lieben?|liebe[rs]?|viele|beste[nr]?|schöne[nr]?|freundliche[nr]?|"
    r"herzliche[nr]?|mit) +)*(?:regards|wishes|cheers|sincerely|love(?=,|$)|yours (?:truly|sincerely)|"
    r"thanks in advance|gr(?:ü|ue)(?:ß|ss)(?:en?|le)?|gru(?:ß|ss)|lg|mfg|vg|glg|xx+|xoxo|"
    r"danke (?:schon ?mals?|schonmals?|im voraus)|vielen dank im voraus|cordialement|amicalement|saludos|abrazos|"
    r"un saludo|abraços)(?:[\s,.!]|$)",
    re.IGNORECASE,
)
"""How a farewell opens, with or without a signature after it."""
_GOES_ON = re.compile(
    r"(?:and|but|however|also,|moreover|furthermore|in addition|additionally|besides|secondly|second,|thirdly|third,|"
    r"finally|lastly|for (?:example|instance)|e\.g|again|that said|on the other hand|more (?:specifically|importantly|"
    r"generally)|in other words|in (?:fact|short|general|particular|conclusion|any case)|as (?:for|a result|to|such)|"
    r"otherwise|therefore|thus|hence|nor|similarly|likewise|instead|meanwhile|anyway|anyhow|either way|"
    r"it(?:['’]s| is) also|just one thing|one (?:more|other) thing|another|edit|update|p\.? ?s|btw|by the way|"
    r"und|aber|sondern|oder|auch|außerdem|ausserdem|zudem|ferner|weiterhin|darüber hinaus|hinzu kommt|allerdings|"
    r"jedoch|dennoch|trotzdem|dabei|deshalb|deswegen|daher|darum|somit|denn|weil|insofern|(?:im )?übrigens|im übrigen|"
    r"zweitens|drittens|schließlich|zum (?:zweiten|schluss|beispiel)|z\. ?b|andererseits|einerseits|"
    r"auf der anderen seite|im gegenteil|ansonsten|sonst|dagegen|dazu|damit|dadurch|daraus|danach|dann|dies|"
    r"diese[rsmn]?|solche[rs]?|nachtrag|ergänzung|anders gesagt|mit anderen worten|kurzum|fazit|abgesehen|ebenso|"
    r"ebenfalls|genauso|gleichzeitig|immerhin|jedenfalls|letztlich|zwar|tatsächlich|eine frage|"
    r"noch (?:eine?|was|etwas)|"
    r"et|mais|de plus|par ailleurs|cependant|ensuite|enfin|donc|pero|además|también|sin embargo|"
    r"por (?:otro lado|ejemplo|eso)|mas|além|também|porém)\b(?!-)",
    re.IGNORECASE,
)
"""How a paragraph opens that goes on with the one before."""
_POINTS_BACK = re.compile(r"(?:this|that|these|those|das|es|cela|ça|esto|eso|isso)\b", re.IGNORECASE)
_ITEM = re.compile(r"[-*•–]\s|\(?(?:\d{1,2}|[a-hA-H]|i{1,3}|iv|vi{0,3})[.)]\s")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_QUOTATION = re.compile(r"[\"“„«»].{8,}[\"”“»«][.!…]?|>.*", re.DOTALL)
_RULE = re.compile(r"[^\w\s]+(?:\s[^\w\s]+)*")
"""Signs alone: "…", "+++", "(...)"."""
_FINISHED = re.compile(r"[.!?…)\]\"”“»«'’*]\W*$")


def openings(paragraphs: Sequence[str], above: Sequence[str] = ()) -> list[bool]:
    """Return which of these paragraphs open a comment. `above`: those that stand before them on the page."""
    if not paragraphs:
        return []
    said = _Said(above)
    found = [True]
    for before, words in pairwise(paragraphs):
        repeats = said.has(before)
        said.add(before)
        found.append(not (_leads_on(before, words, repeats) or _goes_on(before, words)))
    return found


class _Said:
    """The runs of words that stand above."""

    def __init__(self, above: Sequence[str]) -> None:
        self.runs: set[int] = set()
        for words in above:
            self.add(words)

    def add(self, words: str) -> None:
        self.runs.update(_runs(words))

    def has(self, words: str) -> bool:
        """Return whether all of the paragraph stands above, as where it is a quotation without marks."""
        runs = _runs(words)
        return len(runs) > 2 and self.runs.issuperset(runs)


def _runs(words: str) -> list[int]:
    return runs_of([token.casefold() for token in TOKEN.findall(words[:QUOTED])])


def _leads_on(before: str, words: str, repeats: bool) -> bool:
    """Return whether the paragraph before asks for this one: a greeting, a quotation, a colon, an open sentence."""
    if _QUOTATION.fullmatch(words):
        return before[-1] == ":"
    if words[0] == "@":
        return False
    if len(before) < QUOTED and (repeats or _QUOTATION.fullmatch(before)):
        return True
    if len(before) < ASIDE and (_GREETS.fullmatch(before) or (before[0] == "@" and len(before.split()) <= 4)):
        return True
    if before[-1] in ":,;" or before.endswith(("z.B.", "z. B.", "e.g.")):
        return True
    return _RULE.fullmatch(before) is not None and SMILEY.search(before) is None


def _goes_on(before: str, words: str) -> bool:
    """Return whether the paragraph opens as none opens that says something new."""
    first = words.split("\n", 1)[0]
    if len(words) <= ASIDE and (_FAREWELL.match(first) or signs_off(first)):
        return True
    if _parts(before):
        return len(words) <= 40 and len(words.split()) <= 3 and words[-1] not in ".!?"
    if _ITEM.match(words) or (words[0] == "(" and before[-1] != "?") or (words[0] in "-–—~" and len(words) < ASIDE):
        return True
    if _ADDRESS.fullmatch(words):
        return "?" not in before
    if _RULE.fullmatch(words) and SMILEY.search(words) is None:
        return True
    lead = words.lstrip(' *_…-"“„')
    if lead[:1].islower() and not before[0].islower() and _FINISHED.search(before):
        return False  # who writes without capitals did not write the paragraph before
    if _GOES_ON.match(lead):
        return True
    return _POINTS_BACK.match(lead) is not None and before[-1].isalnum()


def _parts(words: str) -> bool:
    """Return whether the paragraph is a farewell alone."""
    return len(words) <= ASIDE and (signs_off(words) or _FAREWELL.fullmatch(words) is not None)


_HEADING = re.compile(
    r"(?:\d+\s+)?(?:(?:all|alle|top|latest|newest|readers?['’]?|user|neue(?:ste)?)\s+)?(?:comments?|replies|answers?|"
    r"responses?|kommentare?|leserkommentare|leserstimmen|antworten|lesermeinungen|commentaires?|réponses?|"
    r"comentarios?|respuestas?|comentários?|respostas?)\s*(?:\(\d+\)|\d+)?\s*:?|"
    r"what (?:our )?(?:readers|people|you) (?:say|said|think|are saying)\b.{0,20}|"
    r"(?:leave|post|write|add) (?:a |your )?(?:comment|reply)|was (?:unsere )?leser (?:sagen|meinen)\b.{0,20}|"
    r"(?:\d+|no) (?:thoughts|responses|replies|comments|kommentare|gedanken) (?:on|to|zu)\b.{0,70}|"
    r"(?:schreibe?n?|hinterlasse?n?)\b.{0,20}\b(?:kommentar|antwort)|"
    r"(?:join the |read the )?(?:conversation|comments)(?: \(\d+\))?",
    re.IGNORECASE,
)
"""What heads comments and hardly a part of an article; papers have a "Discussion", so that is not here."""
_SEEKS = re.compile(
    r"\b(?:thanks? (?:you )?in advance|thanks (?:a lot )?for (?:all )?(?:the|your) (?:\w+ ){0,2}(?:answers|replies|"
    r"help|posts|responses|comments)|any (?:help|advice|tips?|ideas?|thoughts|suggestions?|recommendations?|input)\b|"
    r"(?:does|has|did|is|can|could|would) any(?:one|body)\b|what do you (?:think|recommend|suggest|all)|let me know|"
    r"help (?:me )?(?:please|appreciated)|(?:danke|dank) (?:schon (?:ein)?mal|schonmal|im voraus|für (?:eure|die) "
    r"(?:\w+ )?(?:antworten|hilfe|tipps))|(?:hat|kann|kennt|weiß|weiss) (?:hier |mir )?(?:jemand|einer|wer)\b|"
    r"(?:dankbar|freue mich) (?:\w+ ){0,3}(?:für|über) (?:\w+ ){0,3}(?:tipps?|hilfe|antwort\w*|rat\w*|"
    r"ideen?|meinung\w*)|"
    r"was (?:meint|denkt|haltet|würdet) ihr|gracias de antemano|alguien (?:sabe|puede|me puede|tiene)|"
    r"merci d['’]avance|quelqu['’]un (?:sait|peut|a|connaît)|obrigad[oa] desde já|alguém (?:sabe|pode))\b",
    re.IGNORECASE,
)
"""How somebody asks other readers, words of ours."""
_ANSWERS = re.compile(
    r"(?:\W*)(?:@|>|yes\b|yep\b|yeah\b|no[,.!]|nope\b|well,|thanks?\b|agreed?\b|exactly\b|i (?:dis)?agree|"
    r"ja[,.! ]|nein[,.! ]|doch[,.!]|stimmt\b|genau\b|danke\b|sí[,. ]|oui\b|non[,. ]|merci\b|gracias\b|same here|me too|"
    r"good (?:point|question)|great (?:post|article|question)|guter? (?:frage|punkt|beitrag)|"
    r"(?:du|you|your|dein\w*)\b)",
    re.IGNORECASE,
)
"""How answers open."""
NEAR = 14
"""Paragraphs above a break among which somebody must have asked the readers."""
BAR = 25
"""Length of a line of the site between a post and what is said to it."""


def talk_of(lines: Sequence[Line]) -> list[list[int]] | None:
    """Return the numbers of the lines of each comment, where a heading or a break is followed by talk; else None."""
    said = [n for n, line in enumerate(lines) if not (line.stamp or line.furniture)]
    for start in _starts(lines):
        numbers = [n for n in said if n >= start]
        groups = paragraphs_of(lines, numbers)
        words = [words_of(lines, group) for group in groups]
        if len(words) < LEAST or not _is_talk(words):
            continue
        opens = openings(words, [lines[n].words for n in said if n < start])
        comments: list[list[int]] = []
        for group, opened in zip(groups, opens, strict=True):
            if opened:
                comments.append([])
            comments[-1] += group
        return comments
    return None


def heads_comments(words: str) -> bool:
    """Return whether the line is a heading of comments: "Comments", "12 Kommentare", "What people say"."""
    return len(words) <= 90 and _HEADING.fullmatch(words) is not None


def _starts(lines: Sequence[Line]) -> list[int]:
    """Return the numbers of the lines below what may head comments, the surest first."""
    found = [n + 1 for n, line in enumerate(lines) if n and heads_comments(line.words)]
    bars = [bool(line.furniture or line.stamp or _is_bar(line.words)) for line in lines]
    for n in range(3, len(lines)):
        if bars[n - 1] and not bars[n] and _seeks(lines, n):
            run = n - 1
            while run and bars[run - 1]:
                run -= 1
            if n - run > 1 or lines[n - 1].furniture:
                found.append(n)
    return found[:8]


def _seeks(lines: Sequence[Line], n: int) -> bool:
    near = [line.words for line in lines[max(0, n - NEAR) : n]]
    return any(_SEEKS.search(words[-2 * LOOK :]) for words in near)


def _is_bar(words: str) -> bool:
    """Return whether the line is one to three words that are no sentence, as sites print them."""
    return len(words) <= BAR and len(words.split()) <= 3 and words[0].isupper() and words[-1].isalnum()


def paragraphs_of(lines: Sequence[Line], numbers: Sequence[int]) -> list[list[int]]:
    """Return the lines in paragraphs: those that touch are one, where the page parts others by a blank line."""
    parted = sum(lines[n].gap > 0 for n in numbers) > 0.15 * len(numbers)
    found: list[list[int]] = []
    for n in numbers:
        if found and parted and not lines[n].gap and found[-1][-1] == n - 1:
            found[-1].append(n)
        else:
            found.append([n])
    return found


def words_of(lines: Sequence[Line], group: Sequence[int]) -> str:
    """Return the words of a paragraph's lines."""
    return "\n".join(lines[n].words for n in group)


def _is_talk(paragraphs: Sequence[str]) -> bool:
    """Return whether enough of the paragraphs sound like talk, and enough speak to somebody."""
    talk = spoken_to = 0
    for words in paragraphs:
        bag = {token.casefold() for token in TOKEN.findall(words[:LOOK])}
        opens_so = _ANSWERS.match(words) or _GREETING.match(words)
        to = opens_so is not None or not SECOND_PERSON.isdisjoint(bag)
        spoken_to += to
        talk += to or not bag.isdisjoint(FIRST_PERSON | SLANG) or SMILEY.search(words[:LOOK]) is not None
    return talk >= TALK * len(paragraphs) and spoken_to >= max(2, SPOKEN_TO * len(paragraphs))
