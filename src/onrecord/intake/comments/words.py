"""The words by which markup names the parts of a comment, and by which comments name their authors and times."""

from __future__ import annotations

import re
from functools import lru_cache

from onrecord.intake.markup import INVISIBLE

AUTHOR = re.compile(
    r"(?:^|[\s_-])(?:fn|nick(?:name)?|user-?name|author|commenter|poster|screen-?name|display-?name|user-?link|persona"
    r"|person|autor|auteur|autore|byline|vcard|(?:comment|post|user|member|author)s?_*-*(?:author|name|user"
    r"|meta__name|login)"
    r")(?:$|[\s_-])|(?:^|\s)name(?:$|\s)|author(?:name)?\b|commentauthor|username|commentname|nutzername|useralias"
)
NOT_AUTHOR = re.compile(
    r"avatar|image|photo|thumb|badge|role|bio|description|reply|byuser|comment-author-|bypostauthor|rank|link-icon|form"
)
TIME = re.compile(
    r"(?:^|[\s_-])(?:date|time|published|timestamp|posted|ago|datetime|time-?ago|datum|fecha|permalink|posted-?on"
    r"|created|submitted"
    r"|commentmetadata|comment-?date|comment-?time)(?:$|[\s_-])|comment-?meta-?data|(?:date|time)$"
)
BODY = re.compile(
    r"comment-?_*(?:content|text|body|message|copy|inner-text|p)|(?:^|[\s_-])(?:message|body|text|content|richtext"
    r"|post-message|kommentar-?text"
    r"|comment__?body|expandable|cooked|field-name-comment-body|objlink|quote-\d+)(?:$|[\s_-])|commenttext"
    r"|message-content|msg-?text"
)
SURE_BODY = re.compile(
    r"comment-?_*(?:content|text|body|message|copy)|commenttext|message-?(?:content|body|text)|post-?_*message"
    r"|kommentar-?text|richtext|cooked"
)
FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:reply|replies-link|actions?|vote|votes|voting|rating|karma|meta|metadata|avatar|share|like"
    r"|likes|dislike|edit|report|flag"
    r"|permalink|tools|toolbar|buttons?|controls|footer|badge|gravatar|hide|hidden|collapse|menu|respond|form"
    r"|links|awaiting-moderation"
    r"|moderation-?note|social|screen-reader-text|sr-only|toggle|options|count|ad)(?:$|[\s_-])|comment-?reply"
    r"|reply-?link|comment-?meta"
    r"|comment-?footer|comment-?actions|comment-?tools"
)
SAYS = re.compile(
    r"(?:^|[\s,:·|•—–-]+)(?:says?|said|wrote|writes|commented|sagt|schreibt|schrieb|meint|dit|a dit|a écrit|dice"
    r"|dijo|ha scritto|ha detto|scrive"
    r"|escreveu|diz|disse|zegt|schreef|pisze|napisał\(?a?\)?|kommentierte?)?(?:\s+(?:on|am|um|at|le|el|il|em"
    r"|op))?\s*[,:·|•—–-]*\s*$",
    re.IGNORECASE,
)
BY = re.compile(
    r"^\s*(?:(?:posted|written|geschrieben|kommentar|comment|commentaire|comentario|publicado|publié|pubblicato"
    r"|inviato|scritto|verfasst|erstellt)\s+)?"
    r"(?:(?:by|von|par|por|da|de|door|af|av)\s*:?\s+)",
    re.IGNORECASE,
)
DAY_END = re.compile(
    r"(?:(?:^|[\s,(]+)(?:on|am|um|at|le|el|il|em|op|à|den|(?:mon|tues|wednes|thurs|fri|satur|sun)day|montag|dienstag"
    r"|mittwoch|donnerstag"
    r"|freitag|samstag|sonntag|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves"
    r"|viernes|sábado|domingo"
    r"|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica),?)+$",
    re.IGNORECASE,
)
LEAD = re.compile(r"^(?:#?\d{1,4}[.):]?\s+|@|\W{1,3}\s+(?=\w))")
DATE_IN = re.compile(
    r"\b\d{1,2}[./-]\s?\d{1,2}[./-]\s?\d{2,4}\b|\b\d{4}-\d{2}-\d{2}|\b\d{1,2}:\d{2}\b"
    r"|\b\d{1,2}\.?\s+(?:de\s+)?[^\W\d]{3,10}\.?,?\s+(?:de\s+)?\d{4}\b"
    r"|\b[^\W\d]{3,10}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}\b|\b(?:\d+|an?|one)\s+(?:second|minute|min|hour|hr"
    r"|day|week|month|year)s?\s+ago\b"
    r"|\b(?:vor|il y a|hace|há)\s+(?:\d+|ein\w*|une?|un[oa]|uma?)\s+\w+"
    r"|\b(?:\d+|une?|un[oa]|uma?)\s+[^\W\d]{2,9}\s+(?:atrás|fa|geleden|temu|sedan|siden|önce|назад|sitten)\b|\b\d+\s+(?:minuten?|sekunden?|stunden?|tagen?|wochen?|monaten?"
    r"|jahren?)\b.{0,30}\bher\b"
    r"|\b(?:gestern|heute|yesterday|today|hier|ayer)\b,?\s+(?:um|at|à)?\s*\d{1,2}[:.h]\d{2}",
    re.IGNORECASE,
)
CLOCK = re.compile(
    r",?\s*(?:(?:um|at|à|alle|a las|às|kl\.?|@|-|–|\|)\s*)?\d{1,2}[:.h]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?\b|uhr)?",
    re.IGNORECASE,
)
ACTION = re.compile(
    r"\W*(?:reply|répondre|antworten|responder|rispondi|reageren|odpowiedz|svar|svara|like|likes?|gefällt mir"
    r"|share|teilen|report|melden|edit"
    r"|permalink|permanenter link|link permanente|link|quote|zitieren|zitat|flag|up ?vote|down ?vote|vote"
    r"|log in to (?:reply|leave.*)|zum antworten.*"
    r"|show (?:more|less)|read more|mehr|load more|view (?:more )?replies|hide|collapse|translate|delete|löschen"
    r"|cancel|abbrechen|spam"
    r"|(?:reply|antwort) to (?:this )?\w*|auf diesen kommentar antworten|citer|signaler.*|denunciar|citar|me gusta"
    r"|curtir|kommentar melden"
    r"|[+-]?\d*k? ?(?:votes?|likes?|points?|stimmen?)|\d+|level \d+|original poster\d*|score hidden|\d+ repl(?:y"
    r"|ies)|\d+ antworten?|0|verified|author|autor(?:in)?|edited|moderator)\W*",
    re.IGNORECASE,
)  # fmt: skip


_REST = frozenset(
    "pm ago say says said wrote commented sagt schreibt schrieb meint dit dice dijo ha scritto scrive diz disse zegt"
    " on am um at le el à il alle em às op by von par por da uhr permalink permanenter link reply antworten répondre"
    " gast guest geschrieben posted kommentar".split()
)
_TOKEN = re.compile(r"\w+")


def is_rest(text: str) -> bool:
    """Return whether only that is left which stands beside a name and a time: "says:", "am", "Permalink #3"."""
    return all(word in _REST or word.isdigit() for word in _TOKEN.findall(text.lower()))


DEPTH = re.compile(r"(?:depth|level|indent|nest(?:ed|ing)?|tier|layer|ebene)[-_]?(\d{1,2})\b")
REPLY_CLASS = re.compile(
    r"(?:^|[\s_-])(?:reply|indented|child|is-reply|sub-?comment|answer|nested|level-?2)(?:$|[\s_-])|--indented"
    r"|--reply|comment-reply(?:$|\s)"
)


LEVEL = re.compile(r"level (\d{1,2})")


@lru_cache(maxsize=1 << 15)
def says(names: str) -> tuple[bool, bool, bool, bool, bool]:
    """Return whether classes and id speak of an author, a time, a comment's words, surely of its words, of buttons.

    Kept for the names met last: a site's pages share them, and a million pages must not fill the memory.
    """
    return (
        AUTHOR.search(names) is not None and not NOT_AUTHOR.search(names),
        TIME.search(names) is not None,
        BODY.search(names) is not None,
        SURE_BODY.search(names) is not None,
        FURNITURE.search(names) is not None,
    )


def clean_name(text: str) -> str | None:
    """Return the name in an author line: without "says:", "by", a date, or an icon; None where none is left."""
    text = text.strip(INVISIBLE + " \t\n")
    if len(text) > 160:
        return None
    while True:
        found = DATE_IN.search(text)
        if found is None:
            break
        before = text[: found.start()].rstrip(" |,·•-–—:(")
        text = DAY_END.sub("", before) if any(map(str.isalpha, before)) else text[found.end() :].lstrip(" |,·•-–—:")
    text = BY.sub("", text)
    text = LEAD.sub("", text)
    text = SAYS.sub("", text).strip(" ,:;·|•—–-")
    return text or None
