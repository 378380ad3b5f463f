"""What is read from each comment before any is linked to another: its words, whom it calls by name, what it asks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from onrecord.intake.text.features import given_names, ordinary_words
from onrecord.intake.text.words import FIRST_PERSON, SECOND_PERSON, SMILEY
from onrecord.recognition.threads.questions import questions_in
from onrecord.terms import Comment, Page, Span

TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
LOOK = 4000
"""Code points of a comment that are looked at for shared words."""

AFFIRM = frozenset(
    (
        "yes yep yeah ja jo jap genau stimmt richtig exactly agreed agree true right indeed oui sí si "
        "sim claro correct korrekt absolutely acuerdo concordo concuerdo d'accord 100 exakt"
    ).split()
)
DENY = frozenset(
    "no nope nein nö doch falsch wrong non não nee quatsch unsinn nonsense disagree but aber well naja nicht".split()
)
THANKS = frozenset(
    (
        "thanks thank thx danke dankeschön merci gracias obrigado obrigada vielen glad schön freut gerne "
        "bitte please welcome"
    ).split()
)
GREETING_WORDS = frozenset(
    (
        "hi hey hello hallo huhu moin servus liebe lieber liebes dear hola olá ola oi bonjour salut ciao "
        "hej guten lb heyy hii"
    ).split()
)
CALL_WORDS = GREETING_WORDS | frozenset(
    (
        "danke thanks thank thx merci gracias agree agreed sorry yes ja no nein stimmt genau exactly "
        "well yo oh ok okay right gut nice good great ach lieber an für to and und"
    ).split()
)
ABOUT_COMMENTS = re.compile(
    r"\b(?:(?:your|previous|last|above|this|that) (?:comment|post|reply|remark|point)|commenters?|"
    r"posters?|above|dein(?:en?|em)? (?:kommentar|beitrag|post|tipp|antwort|frage)|"
    r"ihr(?:en?|em)? (?:kommentar|beitrag|frage)|vorredner\w*|obige\w*|wie oben|mein(?:en?|em)? "
    r"(?:vorherigen|letzten)|edit|nachtrag|ergänzung)\b",
    re.IGNORECASE,
)
HOST_WORDS = re.compile(
    r"\b(?:(?:so |really |very )?(?:glad|happy|sorry|pleased|delighted) (?:to (?:hear|know|read)|you|"
    r"it|that|for)\b|(?:great|good|awesome|lovely|nice|sad) to (?:hear|know)|"
    r"you(?:['’]re| are) (?:very |most |so )?welcome|(?:our|my) pleasure|(?:thanks|thank you)(?: so "
    r"much| very much| a lot)? for (?:your|the|letting|stopping|sharing|reading|visiting|asking|"
    r"reaching|contacting|pointing)|"
    r"let (?:me|us) know|keep (?:me|us) posted|hope (?:you|this|it|that) (?:like|enjoy|help|get|love|"
    r"find|work)\w*|enjoy!|we (?:are|['’]re|love|hope|have|do|will)\b|"
    r"freut (?:mich|uns)|(?:freue|freuen) (?:mich|uns)|gern(?:e)? geschehen|sehr gerne?|(?:danke|"
    r"dank) (?:dir|ihnen|euch|für (?:dein|deine|deinen|ihr|ihre|ihren|das|den|die|euer|eure))\b|"
    r"viel (?:spaß|spass|erfolg|glück)|gutes gelingen|schön,? (?:dass|zu)|tut mir leid|bitte(?:schön| "
    r"sehr)\b|de rien|avec plaisir|merci (?:pour|de) (?:votre|ton|vos)|gracias por (?:tu|su|vuestro)|"
    r"de nada|obrigad[oa] pel[oa]|con gusto)",
    re.IGNORECASE,
)
"""What the owner of a page says to a guest, in the languages that the comments most often came in."""
_VOCATIVE = re.compile(r"[^.!?\n]{2,60}?[ ,](?P<name>[A-ZÀ-Þ][^\W\d_]{2,15})(?:[!.,:)]|\s*\n|\s*$|\s+[🙂😉😊❤:;])")
"""A name at the end of the first sentence: "Great to hear, Ann!"."""
_FORMAL = re.compile(r"(?<=[a-zäöüß,] )(?:Sie|Ihnen|Ihren?|Ihrem|Ihrer)\b")
"""The German formal "you", told from "they" by its capital inside a sentence."""
_AT = re.compile(r"@\s?(?=[^\W_])")
_OPENING = 70
"""Code points at a comment's head in which a bare name counts as a call."""


@dataclass(frozen=True, slots=True)
class Call:
    """A name that a comment calls somebody by: `key` folded, `at` where, `known` the comments whose author it fits.

    `strength`: 3 after an @, 2 after a greeting or before a comma at the opening, 1 further in. `part`: only a part of
    the known author's name is called, and somebody whose name is lost may be meant.
    """

    key: str
    at: Span
    known: tuple[int, ...]
    strength: int
    part: bool = False


@dataclass(slots=True)
class Voice:
    """One comment as the linking sees it.

    `start` is where its words begin in the page's text. `stems` are those of its words, `opening` of its first twelve.
    `quoted` has for each comment quoted the code points taken, `cited` those of them quoted between marks.
    """

    number: int
    comment: Comment
    words: str
    start: int
    author: str | None
    tokens: list[str] = field(default_factory=list)
    stems: frozenset[str] = frozenset()
    opening: frozenset[str] = frozenset()
    calls: list[Call] = field(default_factory=list)
    questions: tuple[Span, ...] = ()
    quoted: Mapping[int, int] = field(default_factory=dict)
    cited: frozenset[int] = frozenset()
    flags: frozenset[str] = frozenset()


@dataclass(slots=True)
class Room:
    """All voices of a page, who speaks how often, how rare each word is, and the article's own words and authors.

    `turns` has the numbers of each author's comments. `steady` and `pairs` keep features already worked out.
    """

    voices: list[Voice]
    spoken: Counter[str]
    rarity: Mapping[str, float]
    owners: frozenset[str]
    hosts: frozenset[str]
    article: str
    turns: dict[str, list[int]] = field(default_factory=dict)
    told: frozenset[str] = frozenset()
    steady: dict[int, list[str]] = field(default_factory=dict)
    pairs: dict[tuple[int, int], list[str]] = field(default_factory=dict)


def fold(name: str) -> str:
    """Return a name as names are compared: case, white space and marks ignored."""
    return " ".join(TOKEN.findall(name.casefold())) or name.strip().casefold()


def stem(word: str) -> str:
    """Return a key that inflected and misspelt forms of a long word share: its first letter, the next five sorted."""
    return word[0] + "".join(sorted(word[1:6]))


def name_keys(name: str) -> list[str]:
    """Return what somebody may be called by: the whole name, its first and its last word where they are telling."""
    whole = fold(name)
    parts = whole.split()
    keys = [whole]
    if len(parts) > 1:
        keys += [
            part
            for part in (parts[0], parts[-1])
            if len(part) > 2 and (part not in ordinary_words() or part in given_names())
        ]
        keys.append(" ".join(parts[:2]))
    return list(dict.fromkeys(keys))


def room_of(page: Page) -> Room:
    """Return the voices of the page's comments, ready to be linked."""
    voices = []
    for number, comment in enumerate(page.comments):
        span = comment.span
        words = page.text_at(span) if span else ""
        voices.append(
            Voice(number, comment, words, span.start if span else 0, fold(comment.author) if comment.author else None)
        )
    owners = frozenset(key for name in page.authors for key in name_keys(name))
    body = "\n".join(page.text_at(b.span) for b in page.blocks if b.kind not in ("comment", "author", "furniture"))
    by_key: dict[str, list[int]] = {}
    for voice in voices:
        if voice.comment.author:
            for key in name_keys(voice.comment.author):
                by_key.setdefault(key, []).append(voice.number)
    lost = any(voice.author is None for voice in voices)
    for voice in voices:
        _listen(voice, by_key)
        printed = _printed_call(page, voice, by_key) or _quoted_by_name(voice, by_key)
        if printed is not None:
            voice.calls = [printed, *(call for call in voice.calls if call.key != printed.key)]
        if lost:
            voice.calls = [
                replace(c, part=True) if c.known and voices[c.known[0]].author != c.key else c for c in voice.calls
            ]
    spoken = Counter(v.author for v in voices if v.author)
    turns: dict[str, list[int]] = {}
    for voice in voices:
        if voice.author:
            turns.setdefault(voice.author, []).append(voice.number)
    return Room(voices, spoken, _rarity(voices), owners, _hosts(voices, spoken), body, turns, _stems(body))


_TO_WHOM = re.compile(
    r"(?:^|(?<=\n))[ \t]*(?:>|→|»|▶|(?:replied|replying|in reply|reply|in response) to|"
    r"antwort(?:ete?)?(?: auf| an)?|als antwort auf|en réponse à|"
    r"en respuesta a|em resposta a)[ \t]+@?(?P<name>[^\n•·|,(:]{2,40})",
    re.IGNORECASE,
)


def _printed_call(page: Page, voice: Voice, by_key: Mapping[str, Sequence[int]]) -> Call | None:
    """Return whom the page says that the comment answers, by its author: "Ann > Tom", "in reply to Tom"."""
    named, span = voice.comment.author_span, voice.comment.span
    if named is None or span is None or not 0 < span.start - named.end < 200:
        return None
    found = _TO_WHOM.search(page.text[named.end : span.start])
    words = fold(found["name"]).split() if found else []
    for size in range(len(words), 0, -1):
        key = " ".join(words[:size])
        if found is not None and any(k < voice.number for k in by_key.get(key, ())):
            at = named.end + found.start("name")
            return Call(key, Span(at, at + len(found["name"].rstrip())), tuple(by_key[key]), 3)
    return None


_QUOTED_BY_NAME = re.compile(
    r"\s*(?:(?:quote (?:from|by)|originally posted by|zitat von|cita de|citation de)[: ]+(?P<of>[^\n:]{2,40})|"
    r"(?P<by>[^\n:]{2,40}?) (?:wrote|said|schrieb|sagte|a écrit|escribió|dijo|escreveu|ha scritto)"
    r"(?: (?:on|am|le|el|em|il) [^\n]{4,40})?\s?:\s*\n)",
    re.IGNORECASE,
)
"""The line over a quotation, as forums print it: "Ann wrote:", "Quote from Ann"."""


def _quoted_by_name(voice: Voice, by_key: Mapping[str, Sequence[int]]) -> Call | None:
    """Return the author above whose words the comment opens with, as the line over them says."""
    found = _QUOTED_BY_NAME.match(voice.words[:120])
    if found is None:
        return None
    group = "of" if found["of"] else "by"
    key = fold(found[group])
    if not any(k < voice.number for k in by_key.get(key, ())):
        return None
    return Call(key, Span(voice.start + found.start(group), voice.start + found.end(group)), tuple(by_key[key]), 3)


def _hosts(voices: Sequence[Voice], spoken: Counter[str]) -> frozenset[str]:
    """Return the authors who answer one and all: a fifth of the comments is theirs, each after another's, most of whom
    speak once or twice.

    Among the public threads these are the owners of blogs; two who argue with each other are not meant.
    """
    hosts = set()
    for author, times in spoken.items():
        turns = [voices[v.number - 1].author for v in voices if v.author == author and v.number]
        others = {other for other in turns if other != author}
        once = sum(other is None or spoken[other] <= 2 for other in turns if other != author)
        often = times >= 2 and times >= 0.2 * len(voices)
        if (
            often
            and len(turns) == times
            and (len(others) >= 2 or None in others)
            and once >= 0.6 * times
            and author not in turns
        ):
            hosts.add(author)
    return frozenset(hosts)


def _listen(voice: Voice, by_key: Mapping[str, Sequence[int]]) -> None:
    look = voice.words[:LOOK]
    found = [(m.group(), m.start()) for m in TOKEN.finditer(look)]
    voice.tokens = [word.casefold() for word, _ in found]
    voice.stems = frozenset(stem(w) for w in voice.tokens if len(w) > 3 or w.isdigit())
    voice.calls = _calls(voice, found, by_key)
    called = {word for call in voice.calls for word in call.key.split()}
    voice.opening = frozenset(stem(w) for w in voice.tokens[:12] if len(w) > 3 and w not in called)
    voice.questions = tuple(questions_in(voice.words, voice.start))
    voice.flags = frozenset(_flags(voice))


def _calls(voice: Voice, found: Sequence[tuple[str, int]], by_key: Mapping[str, Sequence[int]]) -> list[Call]:
    """Return the names called, the surest first. A name nobody has counts only after @ or a greeting."""
    calls: dict[str, Call] = {}
    at_marks = {m.end() for m in _AT.finditer(voice.words[:LOOK])}
    for i, (word, start) in enumerate(found):
        greeted = 0 < i <= 3 and found[i - 1][0].casefold() in CALL_WORDS and start < _OPENING
        marked = start in at_marks
        if not (marked or greeted or start < 2 or word[0].isupper() or word[0].isdigit()):
            continue
        for size in (4, 3, 2, 1):
            key = " ".join(w.casefold() for w, _ in found[i : i + size])
            if i + size > len(found) or key not in by_key:
                continue
            end = found[i + size - 1][1] + len(found[i + size - 1][0])
            after = voice.words[end : end + 1]
            opening = start < 2 and (after in ",:!\n" or end >= len(voice.words) - 2 or (after == " " and size > 1))
            strength = 3 if marked else 2 if greeted or opening else 1
            if strength == 1 and (key in ordinary_words() or not word[0].isupper()):
                break
            _keep(calls, Call(key, Span(voice.start + start, voice.start + end), tuple(by_key[key]), strength))
            break
        else:
            key = word.casefold()
            first = not start and voice.words[len(word) : len(word) + 1] == "," and _only_names(key)
            greeted = greeted and found[i - 1][0].casefold() in GREETING_WORDS | {"agree", "danke", "thanks"}
            if (marked or greeted or first) and word[0].isupper():
                vocative = (
                    i == 1 and voice.words[start + len(word) : start + len(word) + 1] in ",.!" and key not in _EVERYBODY
                )
                if marked or vocative or key not in ordinary_words() or key in given_names():
                    _keep(
                        calls,
                        Call(key, Span(voice.start + start, voice.start + start + len(word)), (), 3 if marked else 2),
                    )
    called = _VOCATIVE.match(voice.words)
    if called and called["name"].casefold() in given_names() and called["name"].casefold() not in calls:
        key = called["name"].casefold()
        _keep(
            calls,
            Call(
                key,
                Span(voice.start + called.start("name"), voice.start + called.end("name")),
                tuple(by_key.get(key, ())),
                2,
            ),
        )
    elif called and called["name"].casefold() in by_key and calls.get(called["name"].casefold(), _NOBODY).strength < 2:
        key = called["name"].casefold()
        calls[key] = Call(
            key, Span(voice.start + called.start("name"), voice.start + called.end("name")), tuple(by_key[key]), 2
        )
    return sorted(calls.values(), key=lambda call: (-call.strength, call.at))


def _only_names(key: str) -> bool:
    """Return whether the word is a first name and no other that opens a comment: "Karl, ..." but not "Naja, ..."."""
    return key in given_names() and key not in ordinary_words() and key not in AFFIRM | DENY | THANKS


_TO_ALL = re.compile(
    r"\b(?:you (?:folks|guys|people|all|lot|two|commenters|readers)|y['’]?all|(?:hi|hey|hello|dear|thanks|hallo|liebe|"
    r"danke)[, ]+(?:all|everyone|everybody|folks|guys|alle|zusammen|leute)|all of you|most of you|some of you|"
    r"ihr (?:alle|leute)|(?:many|some|most) (?:here|commenters|comments|people here|of the comments))\b",
    re.IGNORECASE,
)
"""Who speaks to all answers none: "You folks are ..."."""
_EVERYBODY = frozenset(
    "all alle zusammen leute everyone everybody there guys folks ihr team gemeinde community todos tous".split()
)
_READERS = frozenset("anyone anybody someone somebody man jemand einer hier here rezept recipe denn mal".split())
_NOBODY = Call("", Span(0, 0), (), 0)


def _keep(calls: dict[str, Call], call: Call) -> None:
    """Put the call among the others where none of the same name is stronger."""
    if call.key not in calls or calls[call.key].strength < call.strength:
        calls[call.key] = call


_STATES = re.compile(r"\b(?:US|EU|MA|ME|MI|TI|TE)\b")
"""What reads like "us" or "eu" (Portuguese for "I") in lower case, and is a state or union in capitals."""


def _states(words: str) -> set[str]:
    """Return the words that are pronouns only when capitals are ignored."""
    if words.isupper():
        return set()
    return {name.casefold() for name in _STATES.findall(words)} - {w for w in words.split() if w.islower()}


_TAKES_UP = re.compile(
    r"\b(?:(?:like|as) you(?:['’]ve| have)? (?:say|said|wrote|write|mention\w*|point\w*|put)|"
    r"(?:dis)?agree (?:\w+ ){0,2}with (?:you|this|that|both|the above)|you(?:['’]re| are) "
    r"(?:\d+ ?% |absolutely |so |quite |totally |completely |probably |both )?"
    r"(?:right|correct|wrong|mistaken|spot on|missing|confus\w+)|"
    r"your (?:point|comment|question|idea|argument|logic|suggestion|claim)|well (?:said|put)|good (?:point|question)|"
    r"(?:du|sie|ihr) (?:hast|haben|habt) (?:da |völlig |absolut |vollkommen )?recht|da (?:hast|haben) (?:du|sie)|"
    r"wie (?:du|sie) (?:\w+ )?(?:sagst|sagen|schreibst|schreiben|meinst)|stimme? (?:dir|ihnen|euch|dem) (?:\w+ )?zu|"
    r"(?:dein|deine|ihr|ihre) (?:frage|einwand|argument|idee|vorschlag|tipp|hinweis)|"
    r"guter? (?:frage|punkt|idee|tipp)|tu as raison|vous avez raison|tienes razón|tem razão)\b",
    re.IGNORECASE,
)
"""How a comment takes up what a reader said. On the public threads nine comments do in their first 120 characters, and
all nine are answers."""
_UP_TO = 120
WELCOMES = re.compile(
    r"(?:@?\w+[,:] )?(?:(?:it(?:['’]s| is| was) )?(?:my|our) pleasure|you(?:['’]re| are) (?:very |most |so )?welcome|"
    r"no problem|any ?time\b|(?:so )?glad (?:to help|it\b|you\b)|gerne?(?: geschehen)?\b|"
    r"bitte(?:schön| sehr)?(?=\W*$|[!.])|kein problem|keine ursache|de nada|de rien|con gusto|por nada)",
    re.IGNORECASE,
)
"""How thanks are answered."""


def _flags(voice: Voice) -> Iterable[str]:
    opening = voice.tokens[:4]
    bag = set(voice.tokens) - _states(voice.words[:LOOK])
    if not voice.tokens:
        yield "no words"
    for name, words, reach in (
        ("affirms", AFFIRM, 4),
        ("denies", DENY, 2),
        ("thanks", THANKS, 2),
        ("greets", GREETING_WORDS, 2),
    ):
        if words & set(opening[:reach]):
            yield name
    formal = [m.start() for m in _FORMAL.finditer(voice.words[:LOOK])]
    if bag & SECOND_PERSON or formal:
        yield "second person"
        if SECOND_PERSON & set(opening) or (formal and formal[0] < 40):
            yield "second person at the opening"
    if bag & FIRST_PERSON:
        yield "first person"
    if _TO_ALL.search(voice.words[:200]):
        yield "speaks to all"
    if voice.questions:
        yield "asks"
        asked = " ".join(voice.words[q.start - voice.start : q.end - voice.start] for q in voice.questions)
        if ({t.casefold() for t in TOKEN.findall(asked)} - _states(asked)) & (FIRST_PERSON | SECOND_PERSON | _READERS):
            yield "asks the readers"
    if SMILEY.search(voice.words[:LOOK]):
        yield "smiley"
    if voice.words[:1] in '"“„«>‘':
        yield "quotes first"
    if _TAKES_UP.search(voice.words[:_UP_TO]):
        yield "takes up a reader"
    host = HOST_WORDS.search(voice.words[:300])
    if host:
        yield "speaks as a host" + (" at once" if host.start() < 30 else "")
    if ABOUT_COMMENTS.search(voice.words[:LOOK]):
        yield "about comments"
    if voice.words[:1].islower():
        yield "lower first"
    count = len(voice.tokens)
    yield "words " + (
        "0-3" if count < 4 else "4-12" if count < 13 else "13-40" if count < 41 else "41-100" if count < 101 else "101-"
    )


def _stems(body: str) -> frozenset[str]:
    """Return the stems of the article's words."""
    return frozenset(stem(word.casefold()) for word in TOKEN.findall(body) if len(word) > 3 or word.isdigit())


def _rarity(voices: Sequence[Voice]) -> dict[str, float]:
    """Return for each stem how telling it is when two comments share it: 1 where only two have it, less the more do."""
    counts = Counter(s for voice in voices for s in voice.stems)
    common = {stem(w) for w in ordinary_words() if len(w) > 3}
    return {s: (0.35 if s in common else 1.0) * (2 / n) ** 0.5 for s, n in counts.items() if n > 1}
