"""What is looked at on each line to tell an article from the comments below it, as named features.

A feature is a short name that holds or not. `text_comments.json` has a weight for each feature and state; how they were
fitted: `training/threads.py`. Words are in the languages that comments most often came in: English, German, French,
Spanish, Portuguese; shapes serve the others.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from onrecord.intake import kinds
from onrecord.intake.text_lines import Line

LOOK = 600
"""Code points of a line that are looked at: a line longer than this is told by its beginning."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


FIRST_PERSON = _words(
    "i i'm i’m i've i’ve i'll i’ll i'd i’d im my me mine myself we our us ich mich mir mein meine "
    "meinen meiner meinem wir uns unser unsere "
    "je j'ai j’ai mon ma mes moi nous yo me mi mis nosotros eu meu minha nós io mio mia"
)
SECOND_PERSON = _words(
    "you your you're you’re you've you’ve yours yourself u ur du dir dich dein deine deinen deiner "
    "deinem dein's ihr euch euer eure "
    "vous votre vos tu te ton ta tes usted ustedes tú ti você vocês seu sua ti tuo"
)
GREETINGS = _words(
    "hi hey hello hallo halli huhu servus moin liebe lieber liebes guten dear hola olá oi bonjour "
    "salut bonsoir ciao ola hej thanks thank "
    "thx danke dankeschön vielen merci gracias obrigada obrigado yes yep yeah no nope ja nein doch "
    "genau stimmt lol haha hahaha wow super "
    "toll nice great awesome agreed exactly congrats oh ah sorry sehr cool klasse mega wunderbar"
)
SIGN_OFFS = _words(
    "gruß grüße gruss grüsse lg mfg vg glg grüßle regards cheers best bg love xx xxx xo sincerely "
    "thanks saludos abrazos bises cordialement "
    "amicalement grüssle abraço beijos liebst"
)
FUNCTION_WORDS = _words(
    "the a an this that these those how what when where who why which if in on at to for from with "
    "and or but it is are was i my we you "
    "der die das ein eine einen dem den des im am zum zur und oder aber wie was wer wo wann warum "
    "wenn mit von für auf aus bei nach so es ist "
    "ich wir du sie er le la les un une des du de et où comment pourquoi el los las una del y o en "
    "con por para como qué"
)
REPORTING = re.compile(
    r"\b(?:said|told|according to|spokes(?:man|woman|person)|announced|sagte|laut|zufolge|berichtet|"
    r"selon|según|dijo)\b",
    re.IGNORECASE,
)
SMILEY = re.compile(r"[:;=8xX]['’]?-?[)(DPpO|/\\](?!\w)|<3|\^\^|[\U0001F300-\U0001FAFF\u2600-\u27BF]")
SLANG = re.compile(
    r"\b(?:lol|lmao|rofl|wtf|omg|haha+|hehe+|btw|imo|imho|afaik|pls|plz|gonna|wanna|dude|bullshit|mal|"
    r"halt|eh|ja|hab|nix|bisschen|echt)\b",
    re.IGNORECASE,
)
MARKER = re.compile(
    r"(?:\d+\s+)?(?:(?:top rated|latest|newest|reader|readers'?|neue|neueste|all|"
    r"alle)\s+)?(?:comments?|kommentare?|commentaires?|comentarios?|comentários|responses?|replies|"
    r"thoughts?|reactions?|reacties|commenti|leserkommentare|discussion|diskussion)\b(?:\s*(?:\(\d+\)|"
    r"\d+|(?:on|to|zu|sur|en|a|for)\b.*))?\s*:?",
    re.IGNORECASE,
)
LOWER_START = re.compile(r"[.!?]\s+[a-zäöü]")
TOKEN = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
HANDLE = re.compile(
    r"@?(?=[^\s]*[a-zA-ZÀ-ÿ])(?:[^\s]*\d[^\s]*|[^\s]*_[^\s]*|[^\W\d_]+[.-][^\W\d_]+|[a-zà-ÿ]+[A-Z]\S*|"
    r"[A-Z][a-zà-ÿ]+[A-Z]\S*)[!.]*"
)


@cache
def given_names() -> frozenset[str]:
    """Return first names of two dozen countries, in lower case. Its source stands in the file."""
    data = json.loads(files("onrecord.intake").joinpath("given_names.json").read_text(encoding="utf-8"))
    return frozenset(data["names"])


@cache
def ordinary_words() -> frozenset[str]:
    """Return words that many texts use as common words, so that a line made of them is hardly a name."""
    data = json.loads(files("onrecord.intake").joinpath("ordinary_words.json").read_text(encoding="utf-8"))
    return frozenset(data["words"])


def fold(name: str) -> str:
    """Return `name` as names are compared: case and white space ignored."""
    return " ".join(name.casefold().split())


class PageEvidence:
    """What only the whole page tells of a line: what is repeated, who is spoken to, where longer runs of blanks are."""

    def __init__(self, lines: Sequence[Line]) -> None:
        short = [fold(_name_of(line.words)) for line in lines if len(line.words) <= 80]
        self.repeats = Counter(short)
        self.called: Counter[str] = Counter()
        self.markers = [i for i, line in enumerate(lines) if len(line.words) <= 90 and MARKER.fullmatch(line.words)]
        self.wide = [0]
        for line in lines:
            self.wide.append(self.wide[-1] + (line.gap >= 2))
            for name in called_names(line.words):
                self.called[name] += 1
        self.parted = sum(line.gap > 0 for line in lines) > 0.15 * len(lines)
        self.body = {
            word
            for line in lines
            if len(line.words) > 80
            for word in TOKEN.findall(line.words[:LOOK])
            if word[0].islower()
        }
        self.names = {name for name in self.repeats if name}

    def wide_from(self, start: int) -> int:
        """Return how many lines from number `start` on have two or more blank lines before them."""
        return self.wide[-1] - self.wide[min(start, len(self.wide) - 1)]


_CALL = re.compile(
    r"(?:@\s?(?P<at>[^\s,:;!?]{2,30}(?: [A-ZÀ-Þ][^\s,:;!?]{1,20}){0,2})|(?:hi|hey|hello|hallo|liebe|"
    r"lieber|dear|hola|olá|bonjour|moin|danke|thanks|thank you|"
    r"agree(?:d)?(?: with)?)[ ,]+(?P<hi>[^\W\d_][\w.-]{1,20}(?: [A-ZÀ-Þ][\w.-]+)?)\b|"
    r"(?P<comma>[^\W\d_][\w.-]{2,20}(?: [A-ZÀ-Þ][\w.-]+)?)\s?[,:!])",
    re.IGNORECASE,
)


def called_names(words: str) -> list[str]:
    """Return the names that the line's opening calls, folded: "@Ann", "Hi Ann", "Ann, ..."."""
    found = _CALL.match(words[:80])
    if found is None:
        return []
    name = fold(found["at"] or found["hi"] or found["comma"])
    parts = name.split()
    return [name, parts[0]] if len(parts) > 1 else [name]


def _name_of(words: str) -> str:
    said = kinds.says_line(words) if len(words) <= 130 else None
    return words[: said[0]] if said else words


def _length(count: int) -> str:
    for limit, name in ((1, "1"), (2, "2"), (3, "3"), (5, "5"), (10, "10"), (20, "20"), (40, "40"), (80, "80")):
        if count <= limit:
            return name
    return "more"


UNNAMED = (None, "phrase", "title", "words")
_ASIDE = re.compile(r"\s+\([^()]{1,40}\)$")


def _few(count: int) -> str:
    return "none" if not count else "1-2" if count < 3 else "3-7" if count < 8 else "8-"


def name_shape(words: str) -> str | None:
    """Return how the line could be a name: "given", "names", "handle", "lower", "capital", "caps", or None.

    "title", "words" and "phrase" are lines short enough for a name that read like something else. What stands
    in brackets at the end ("Ann Lee (author)") is left out.
    """
    words = _ASIDE.sub("", words)
    if len(words) > 60 or not words or words[-1] in ",;:?" or words[0] in "-–—•*\"“„'(…":
        return None
    parts = words.split()
    if len(parts) > 6 or not any(char.isalnum() for char in words):
        return None
    if len(parts) > 1 and words[-1] in ".!" and len(parts[-1]) > 3:
        return None
    first = parts[0].strip("@.,()").casefold()
    if "/" in words or first.startswith(("www.", "http")) or words.strip("[]") != words:
        return None
    if first in SIGN_OFFS or words.startswith("@ ") or (len(parts) > 1 and words[0] == "@"):
        return None
    if len(parts) == 1:
        if first in given_names():
            return "given"
        if HANDLE.fullmatch(words):
            return "handle"
        if words.isupper() and len(words) > 1:
            return "caps"
        return "lower" if words[0].islower() else "capital"
    if first in FUNCTION_WORDS and all(part[0].isupper() for part in parts):
        return "title"
    if first in FUNCTION_WORDS or any(p.casefold() in FUNCTION_WORDS and len(p) > 2 and p.islower() for p in parts[1:]):
        return "phrase"
    upper = sum(part[0].isupper() or not part[0].isalpha() for part in parts)
    if first in given_names():
        return "given+" if upper == len(parts) else "given-"
    if upper == len(parts):
        return "names"
    if any(HANDLE.fullmatch(part) for part in parts):
        return "handles"
    plain = len(parts) <= 3 and not any(part.casefold() in FUNCTION_WORDS for part in parts)
    return "words" if plain and words[-1].isalnum() else "phrase"


def own_features(line: Line) -> list[str]:
    """Return what the line shows by itself."""
    words = line.words[:LOOK]
    tokens = TOKEN.findall(words)
    low = [token.casefold() for token in tokens]
    found = ["len" + _length(len(tokens) if len(line.words) <= LOOK else 99)]
    shape = name_shape(words)
    found.append(f"shape:{shape}" if shape else "shape:none")
    last = words[-1]
    found.append("end:stop" if last in '.!?…)”"’“»' else "end:" + last if last in ":,;" else "end:open")
    head = words[0]
    found.append(
        "head:"
        + (
            "@"
            if head == "@"
            else "lower"
            if head.islower()
            else "upper"
            if head.isupper()
            else "digit"
            if head.isdigit()
            else "quote"
            if head in "\"“„«'‘"
            else "sign"
        )
    )
    bag = set(low)
    if bag & FIRST_PERSON:
        found.append("first person")
    if bag & SECOND_PERSON:
        found.append("second person")
    if low and low[0] in GREETINGS:
        found.append("greeting")
    if bag & SIGN_OFFS and len(tokens) <= 5:
        found.append("sign off")
    found.extend(
        name
        for name, pattern in (
            ("smiley", SMILEY),
            ("slang", SLANG),
            ("reporting", REPORTING),
            ("lower start", LOWER_START),
        )
        if pattern.search(words)
    )
    if re.search(r"[!?]{2,}|!\s", words):
        found.append("loud")
    if "..." in words or "…" in words:
        found.append("dots")
    if words.endswith("?"):
        found.append("asks")
    if re.match(r"https?://|www\.", words):
        found.append("address")
    if low and low[0] in FUNCTION_WORDS and len(tokens) <= 8:
        found.append("function word")
    if len(line.words) <= 220:
        found.extend(_kind_features(line.words))
    return found


def _kind_features(words: str) -> list[str]:
    found = []
    if kinds.says_line(words):
        found.append("says")
    if kinds.is_list_item(words):
        found.append("bullet")
    if kinds.is_byline(words) or kinds.is_credit(words) or kinds.is_note(words):
        found.append("article kind")
    if kinds.is_timestamp(words):
        found.append("stamp")
    if kinds.is_furniture(words):
        found.append("furniture")
    return found


def line_features(lines: Sequence[Line], numbers: Sequence[int], evidence: PageEvidence) -> list[list[str]]:
    """Return the features of the lines with these `numbers`; furniture and times between them count as neighbours."""
    own = [own_features(lines[n]) for n in numbers]
    shapes = [name_shape(lines[n].words) for n in numbers]
    rows = []
    first_marker = next((m for m in evidence.markers), None)
    for k, n in enumerate(numbers):
        line = lines[n]
        found = list(own[k])
        gap = max((lines[m].gap for m in range((numbers[k - 1] + 1) if k else 0, n + 1)), default=0)
        between = lines[numbers[k - 1] + 1 : n] if k else lines[:n]
        after = lines[n + 1 : numbers[k + 1]] if k + 1 < len(numbers) else lines[n + 1 :]
        wide = "w" if evidence.wide_from(n) >= 3 else "n"
        found.append(f"gap{min(gap, 2)}{'p' if evidence.parted else 'd'}")
        below, above = evidence.wide_from(n + 1), evidence.wide[n]
        found.append(f"gap{min(gap, 2)}, wide below {_few(below)}")
        found.append(f"gap{min(gap, 2)}, wide above {_few(above)}")
        if gap >= 2:
            found.append(f"wide {wide}{' early' if n < 6 else ''}")
        if any(kinds.is_timestamp(x.words) for x in between[:4]):
            found.append("stamp before")
        if any(kinds.is_timestamp(x.words) for x in after[:4]):
            found.append("stamp after")
        if any(not kinds.is_timestamp(x.words) for x in between[-4:]):
            found.append("furniture before")
        found.extend(_neighbour_features(lines, numbers, k, own, shapes, evidence))
        found.extend(_page_features(line, shapes[k], evidence))
        if first_marker is not None:
            found.append("after marker" if n > first_marker else "marker below")
        if k == 0:
            found.append("first line")
        elif k <= 3:
            found.append("top")
        if wide == "w":
            found.append("many wide below")
        elif evidence.wide[-1] >= 3:
            found.append("many wide above")
        rows.append(found)
    return rows


_TALK = frozenset(
    {"first person", "second person", "greeting", "smiley", "slang", "loud", "head:lower", "head:@", "lower start"}
)


def _standing(
    lines: Sequence[Line],
    numbers: Sequence[int],
    k: int,
    shapes: Sequence[str | None],
    own: Sequence[list[str]],
    evidence: PageEvidence,
) -> str:
    """Return what a line that could be a name is on this page: a signature, a name met again, or a name met once."""
    if k and ("sign off" in own[k - 1] or lines[numbers[k - 1]].words.endswith(",")):
        return "signature"
    return "name again" if evidence.repeats[fold(_name_of(lines[numbers[k]].words))] > 1 else "name"


def _neighbour_features(
    lines: Sequence[Line],
    numbers: Sequence[int],
    k: int,
    own: Sequence[list[str]],
    shapes: Sequence[str | None],
    evidence: PageEvidence,
) -> list[str]:
    found = []
    named = shapes[k] not in UNNAMED
    if k:
        before = lines[numbers[k - 1]].words
        tail = TOKEN.findall(before[-40:])
        found.append(
            "before:"
            + (
                _standing(lines, numbers, k - 1, shapes, own, evidence)
                if shapes[k - 1] not in UNNAMED
                else "open"
                if before[-1] not in '.!?…)”"’“»'
                else "stop"
            )
        )
        if (tail and tail[-1].casefold() in SIGN_OFFS) or "sign off" in own[k - 1]:
            found.append("after sign off")
        if before.endswith((",", ":")):
            found.append("after comma")
    if k + 1 < len(numbers):
        then = lines[numbers[k + 1]]
        talk = sum(name in _TALK for name in own[k + 1])
        found.append(
            "next:"
            + (
                _standing(lines, numbers, k + 1, shapes, own, evidence)
                if shapes[k + 1] not in UNNAMED
                else "short"
                if len(then.words) < 60
                else "long"
            )
        )
        found.append(f"next gap{min(then.gap, 2)}")
        if named:
            standing = _standing(lines, numbers, k, shapes, own, evidence)
            then_named = shapes[k + 1] not in UNNAMED
            found.append(f"{standing}, {found[0]}")
            found.append(
                f"{standing}, next {_standing(lines, numbers, k + 1, shapes, own, evidence) if then_named else 'other'}"
            )
            found.append(f"name, then talk{min(talk, 2)}")
            found.append("name, then " + ("short" if len(then.words) < 60 else "long"))
    else:
        found.append("last line")
    window = numbers[max(0, k - 4) : k + 5]
    names = sum(shapes[j] not in UNNAMED for j in range(max(0, k - 4), min(len(numbers), k + 5)))
    if named:
        found.append(f"name share {min(4, 8 * names // max(1, len(window)))}")
    else:
        found.append(f"names near {min(3, names)}")
    return found


def _page_features(line: Line, shape: str | None, evidence: PageEvidence) -> list[str]:
    found = []
    words = line.words
    if len(words) <= 80:
        name = fold(_name_of(words))
        times = evidence.repeats[name]
        if times >= 2:
            found.append(f"repeated{min(times, 4)}{'' if shape in UNNAMED else ' name'}")
        if evidence.called.get(name) or (" " in name and evidence.called.get(name.split()[0])):
            found.append("called" if shape not in UNNAMED else "called phrase")
    if shape is not None:
        parts = [part.casefold() for part in TOKEN.findall(words) if len(part) > 2]
        known = sum(part in ordinary_words() or part in evidence.body for part in parts)
        again = " again" if evidence.repeats[fold(_name_of(words))] > 1 else ""
        found.append(("ordinary" if parts and known == len(parts) else "partly ordinary" if known else "rare") + again)
    if any(name in evidence.names for name in called_names(words)):
        found.append("calls")
    return found
