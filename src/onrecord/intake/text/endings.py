"""Signs of an article's end, of a signature and of repeated words, that need more than one line to be seen.

    ending_features(lines, numbers) -> a list of names for each of these lines

An article often ends by asking its readers to write, thanking them, or with a line of its own kind (a copyright, a
source, tags, a newsletter). What reads like this belongs to the article, and what stands above it too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.intake import kinds
from onrecord.intake.text.lines import Line
from onrecord.intake.text.words import runs_of

_INVITES = re.compile(
    r"\b(?:(?:leave|drop|post|write|add) (?:\w+ ){0,3}comments?|comments? (?:\w+ )?(?:below|section)|"
    r"in the comments?\b|let (?:me|us) know|(?:what do|what did|what are) you(?:r|rs|rself)?\b[^.]*\?|"
    r"what(?:['’]s| is| are) your [^.]*\?|have you (?:ever )?[^.]*\?|tell (?:me|us) (?:in|what|how|about|below)|"
    r"we(?:['’]d| would) love to hear|i(?:['’]d| would) love to hear|happy (?:baking|cooking|reading|travels)|"
    r"^(?:guten appetit|lasst es euch schmecken|bon appétit|buen provecho|bom apetite|enjoy|viel spaß)\W*$|"
    r"thank(?:s| you)(?: so much| all)? for (?:reading|visiting|stopping)|see you (?:soon|next)|stay tuned|"
    r"kommentar(?:e|en)? (?:\w+ ){0,3}(?:da|hinterlass\w*|schreib\w*|freu\w*)|(?:hinterlass|schreib)\w* (?:\w+ "
    r"){0,4}kommentar\w*|in (?:den|die) kommentare\w*|was (?:meint|denkt|haltet|sagt) ihr|"
    r"wie (?:geht|ist|findet|macht|seht|haltet) (?:\w+ ){0,3}(?:euch|ihr)\b[^.]*\?|"
    r"(?:habt|kennt|mögt|wart|seid|freut|nutzt|macht) ihr [^.]*\?|welche\w* (?:\w+ ){0,4}(?:ihr|euch)\b[^.]*\?|"
    r"freue? (?:mich|uns) (?:\w+ ){0,4}(?:auf|über) (?:eure|deine|ihre|euer)|(?:danke|dank) (?:\w+ ){0,3}fürs? lesen|"
    r"viel spaß (?:beim|mit)|(?:wünsche?n?) (?:euch|dir|ihnen)|bis (?:bald|zum nächsten mal)|"
    r"laissez (?:\w+ ){0,3}commentaire|dites[- ](?:moi|nous)|qu['’]en pensez|deja\w* (?:\w+ ){0,3}comentario|"
    r"(?:qué|que) (?:opinas|opináis|piensas|te parece)|deixe (?:\w+ ){0,3}comentário|o que (?:você|vocês) ach)",
    re.IGNORECASE,
)
"""Words of ours with which writers turn to their readers at the end."""
_INVITING = tuple(
    "?|comment|komment|coment|let me |let us |love to hear|happy|thank|dank|lesen|stay tuned|see you|freue|wünsch|spaß|"
    "bis |dites|appetit|appétit|provecho|apetite|enjoy|lasst".split("|")
)
"""One of these stands in all of them; asked first, for it is quicker."""
_CLOSES = re.compile(
    r"©|\(c\) |copyright\b|all rights reserved|alle rechte vorbehalten|(?:source|sources|quellen?|fuente|fonte|via|"
    r"photo|photos|image|images|foto|fotos|bild|bilder|credit|tags?|filed under|posted in|categor(?:y|ies)|"
    r"kategori\w*(?: unter)?|schlagw\w+|stichw\w+|themen|topics|labels|related|read (?:more|also)|see also|more on|"
    r"mehr (?:zum|dazu|zu|von)|lesen sie|lies auch|siehe auch|dieses thema|weitere (?:info\w*|artikel|beiträge)|"
    r"à lire|lea también|leia)\b[^.]{0,60}:|(?:please )?(?:subscribe|sign up|follow (?:me|us))\b|newsletter\b|"
    r"abonn\w+ |folg\w* (?:uns|mir)\b|(?:this|the) (?:post|article|recipe|story) (?:was|is|contains|first)|"
    r"disclosure|disclaimer|transparenz|(?:dieser|der) (?:beitrag|artikel|text) (?:ist|wurde|enthält|erschien)|"
    r".{0,40}\b(?:cite (?:this|as)|citation|zitierweise|zitieren|zitiervorschlag|citar)\b|"
    r".{0,80}\b(?:is|ist) (?:an?|ein|eine|der|die|the) (?:\w+[ -]){0,3}(?:writer|reporter|author|editor|journalist|"
    r"blogger|professor|autorin?|redakteurin?|journalistin?|professorin)\b",
    re.IGNORECASE,
)
"""Openings of ours of lines that a page prints below an article."""
_SIGNS_OFF = re.compile(
    r"(?:(?:best|kind|warm|many|with) )*(?:regards|wishes|cheers|sincerely|love|thanks|thank you|yours)"
    r"[^.?]{0,20}[,.!]?|"
    r"(?:(?:liebe|viele|beste|schöne|freundliche|mit \w+|lg|herzliche) ?)*(?:grüße|gruß|grüsse|gruss|lg|mfg|vg|glg)"
    r"[^.?]{0,20}[,.!]?",
    re.IGNORECASE,
)


def signs_off(words: str) -> bool:
    """Return whether the line is nothing but a farewell, as above a signature: "Best regards,", "LG"."""
    return len(words) <= 50 and _SIGNS_OFF.fullmatch(words) is not None


def farewells(lines: Sequence[Line], numbers: Sequence[int], shapes: Sequence[str | None]) -> frozenset[int]:
    """Return which of these lines are a farewell ("Best regards,"), lead to one, or sign below one.

    `shapes` tells how each could be a name. "Thanks." is a farewell only right above a name.
    """
    found: set[int] = set()
    for k, n in enumerate(numbers):
        words = lines[n].words
        if not signs_off(words):
            continue
        touches = k + 1 < len(numbers) and not lines[numbers[k + 1]].gap
        if words[-1] == "," or words.casefold() in _ONLY_FAREWELLS:
            found |= {k - 1, k, k + 1} if words[-1] == "," or touches else {k - 1, k}
        elif touches and shapes[k + 1] is not None:
            found |= {k, k + 1}
    return frozenset(found & set(range(len(numbers))))


_ONLY_FAREWELLS = frozenset("regards sincerely lg mfg vg glg gruß grüße gruss grüsse".split())
NEAR = 5
"""Lines above within which an ending is looked for."""
NEAR_NAME = 12
"""Lines above within which the same name makes a signature of a line below a farewell."""
_WORD = re.compile(r"\w+")


def ends(words: str) -> str | None:
    """Return how the line ends an article: "invites" or "closes"; None where it does not."""
    tail = words[-240:].lower()
    if any(sign in tail for sign in _INVITING) and _INVITES.search(tail):
        return "invites"
    if len(words) <= 500 and (_CLOSES.match(words) or kinds.is_credit(words) or kinds.is_note(words)):
        return "closes"
    return None


def ending_features(lines: Sequence[Line], numbers: Sequence[int], names: Sequence[bool]) -> list[list[str]]:
    """Return for each of these lines what those around it tell. `names`: which of them could be a name."""
    closing = [ends(lines[n].words) for n in numbers]
    above = _nearest(closing)
    below = _nearest(closing[::-1])[::-1]
    echoes = _echoes(lines, numbers)
    said = [
        lines[n].words.casefold().strip(" .,!@-–—*") if name else "" for n, name in zip(numbers, names, strict=True)
    ]
    last: dict[str, int] = {}
    rows: list[list[str]] = []
    for k in range(len(numbers)):
        how, far = above[k]
        found = [*filter(None, [closing[k]])]
        if how:
            found.append(f"{how} {far if far < 3 else 'near'} above" + (", name" if names[k] else ""))
        if below[k][0]:
            found.append(f"{below[k][0]} below")
        if echoes[k]:
            found.append("echo")
        if k + 1 < len(numbers) and echoes[k + 1]:
            found.append("echo next" + (", name" if names[k] else ""))
        if names[k]:
            if k and k - last.get(said[k], -99) < NEAR_NAME and signs_off(lines[numbers[k - 1]].words):
                found.append("signs again")
            last[said[k]] = k
        rows.append(found)
    return rows


def _nearest(ends: Sequence[str | None]) -> list[tuple[str | None, int]]:
    """Return for each place the nearest ending before it, no farther than `NEAR`, and how far it is."""
    found: list[tuple[str | None, int]] = []
    last, at = None, -NEAR
    for k, how in enumerate(ends):
        found.append((last, k - at) if last and k - at <= NEAR else (None, 0))
        if how:
            last, at = how, k
    return found


def _echoes(lines: Sequence[Line], numbers: Sequence[int]) -> list[bool]:
    """Return which lines begin with words in a row that stand in a line above."""
    seen: set[int] = set()
    found: list[bool] = []
    for n in numbers:
        tokens = _WORD.findall(lines[n].words.casefold()[:600])
        runs = runs_of(tokens)
        found.append(any(run in seen for run in runs[:4]))
        seen.update(runs)
    return found
