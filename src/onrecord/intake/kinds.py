"""What a line of a page is, told by its shape: timestamp, dateline, caption, credit, note, list, furniture.

Every function takes one line or paragraph without white space around it and knows nothing of the page. They serve
flattened text and HTML alike. The words are data of ours: English first, then the languages that news pages and their
comments most often come in.
"""

from __future__ import annotations

import re
from functools import lru_cache

MONTHS = (
    "january february march april may june july august september october november december "
    "januar februar märz mai juni juli oktober dezember jänner "
    "janvier février mars avril juin juillet août septembre octobre novembre décembre "
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre "
    "janeiro fevereiro março maio junho julho setembro outubro novembro dezembro "
    "gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre "
    "januari februari maart mei augustus"
).split()
SHORT_MONTHS = (
    "jan feb mar apr may jun jul aug sep sept oct nov dec mär mrz mai okt dez févr avr juil déc ene abr ago dic".split()
)
MONTH_NUMBERS = {
    name: number
    for number, names in enumerate(
        "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sep sept|october oct|"
        "november nov|december dec".split("|"),
        start=1,
    )
    for name in names.split()
}
DAYS = (
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun "
    "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag "
    "lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles jueves viernes sábado domingo"
).split()
_LONG_MONTHS = tuple(name for name in dict.fromkeys(MONTHS) if len(name) >= 5)
_MONTH_NAMES = frozenset(MONTHS) | frozenset(SHORT_MONTHS)

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_asked_often = lru_cache(maxsize=1024)
"""Several steps ask the same of one line."""


def _near(word: str, name: str) -> bool:
    """Return whether one letter left out, put in, changed or two swapped makes `name` of `word`."""
    if abs(len(word) - len(name)) > 1 or word[0] != name[0]:
        return False
    at = next((i for i, (a, b) in enumerate(zip(word, name, strict=False)) if a != b), min(len(word), len(name)))
    left, right = word[at:], name[at:]
    return (
        left[1:] == right
        or left == right[1:]
        or left[1:] == right[1:]
        or (len(left) > 1 and left[:2] == right[1::-1] and left[2:] == right[2:])
    )


@lru_cache(maxsize=4096)
def month_of(word: str) -> str | None:
    """Return the month that `word` names, in lower case, or None. A long name may be misspelt by one letter."""
    low = word.lower().rstrip(".")
    if low in _MONTH_NAMES:
        return low
    if len(low) < 5 or not low.isalpha():
        return None
    return next((name for name in _LONG_MONTHS if _near(low, name)), None)


_CLOCK = r"\d{1,2}(?:[:.h]|\sh\s)\d{2}(?::\d{2})?\s*(?:uhr|h|[ap]\.?\s?m\.?)?"
_NUMERIC = r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}"
_FIGURES = re.compile(_NUMERIC + r"|" + _CLOCK, re.IGNORECASE)
_FIGURE_OF_TIME = re.compile(r"\d{1,4}(?:st|nd|rd|th|er|º)?\.?|\d{4}-\d\d-\d\dt?\S*|\d{1,2}(?:am|pm)")
_TIME_WORDS = frozenset(DAYS) | frozenset(
    "at on um uhr am pm a.m p.m h à a las às alle ore om kl uur le la el il the of de del den der vom et est edt "
    "cst cdt mst mdt pst pdt gmt utc "
    "ist bst cet cest st nd rd th today yesterday heute gestern hier ayer published updated posted updated: date time "
    "last first modified veröffentlicht aktualisiert stand erschienen publié mis jour publicado actualizado and "
    "ap afp upi reuters cnn bbc".split()
)
_TIMESTAMP_LEAD = re.compile(
    r"(?:first |last |originally )?(?:published|updated|posted|modified|created|filed|added|"
    r"veröffentlicht|aktualisiert|erstellt|"
    r"stand|erschienen|geschrieben|publié|mis à jour|publicado|actualizado|pubblicato)\b[\s:]*(?:on|at|am|le|el|il)?\b",
    re.IGNORECASE,
)
_AGO = re.compile(
    r"(?:(?:about|over|almost|vor|hace|il y a|há)\s+)?(?:\d+|an?|one|einem?|einer|un|une|uno|una|um|uma)\s*"
    r"(?:s|m|h|d|w|mo|y|sec(?:ond)?s?|min(?:ute)?s?|hours?|hrs?\.?|days?|weeks?|months?|years?|yrs?\.?|"
    r"sekunden?|minuten?|stunden?|tag(?:en?)?|wochen?|monat(?:en?)?|jahr(?:en?)?|"
    r"secondes?|heures?|jours?|semaines?|mois|ans?|segundos?|minutos?|horas?|días?|dias?|semanas?|"
    r"mes(?:es)?|años?|anos?|ore|giorn[oi]|settiman[ae]|ann[oi])(?:\s*(?:ago|atrás|fa|zuvor|her|geleden))?"
    r"(?:,?\s*(?:at|um|à|a las)\s+\d{1,2}[:.h]\d{2}(?:\s*[ap]\.?m\.?|\s*uhr)?)?\s*(?:\(edited\)|•|·)*",
    re.IGNORECASE,
)
_ONE = frozenset("a an one ein eine einem einer un une uno una um uma".split())
_BACK = frozenset("ago atrás fa zuvor her geleden".split())
_TOKEN = re.compile(r"\w[\w.'’]*")


def is_timestamp(line: str) -> bool:
    """Return whether the line only says when: "Published: July 24, 2012", "6 hours ago", "12. Mai 2014 um 10:22"."""
    if len(line) > 90 or not line:
        return False
    if _AGO.fullmatch(line):
        words = line.casefold().split()
        return line[0].isdigit() or words[0] not in _ONE or words[-1] in _BACK
    lead = _TIMESTAMP_LEAD.match(line)
    body = line[lead.end() :] if lead else line
    if lead and _AGO.fullmatch(body.strip(" :")):
        return True
    if not any(char.isdigit() for char in body):
        return False
    body = _FIGURES.sub(" 0 ", body)
    known = digits = other = 0
    for word in _TOKEN.findall(body):
        low = word.lower().strip(".'’")
        if word[0].isdigit():
            digits += 1
            other += not _FIGURE_OF_TIME.fullmatch(low)
        elif low in _TIME_WORDS or month_of(low):
            known += 1
        else:
            other += 1
        if other > 2:
            return False
    if not digits or not (known or _FIGURES.search(line)):
        return False
    return other <= (2 if lead or _COMMENT_COUNT.search(line) else 0)


_COMMENT_COUNT = re.compile(
    r"\b\d+\s+(?:comments?|kommentare?|commentaires?|comentarios?|responses?|replies)\b", re.IGNORECASE
)

_OUTLET_DAY = re.compile(
    r"(?P<outlet>[A-ZÀ-Þ][^,:\n]{1,40}?),?\s+(?:(?P<month>[^\W\d_]{3,10})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?|"
    r"(?P<day2>\d{1,2})\.?\s+(?P<month2>[^\W\d_]{3,10})\.?)(?:,?\s+(?P<year>\d{4}))?\s*[:–—-]"
)
_OPENING_DATELINE = re.compile(
    r"(?P<place>[A-ZÀ-Þ][A-ZÀ-Þ.'’-]+(?:[\s/,]+[A-ZÀ-Þ][\w.'’-]*){0,5}?),\s+(?P<month>[^\W\d_]{3,10})\.?\s+(?P<day>\d{1,2})"
    r"(?:,?\s+\d{4})?\s*(?:\([^()\n]{2,30}\)|[A-Z]{2,}|/[\w ]+/)?\s*(?:[-–—―]+|:)(?=\s)"
)
_OPENING_WITH_YEAR = re.compile(
    r"[A-ZÀ-Þ][\w.'’&-]*(?:[\s/,]+[A-ZÀ-Þ][\w.'’&-]*){0,4},\s+(?:\d{1,2}\.?\s+(?P<month>[^\W\d_]{3,10})|"
    r"(?P<month2>[^\W\d_]{3,10})\.?\s+\d{1,2}),?\s+\d{4}\s*(?:\([^()\n]{2,30}\))?\s*[-–—―]+(?=\s+\D)"
)
"""The day before or behind its month; with a year, so that the place, or the outlet, need not stand in capitals."""


def outlet_and_day(line: str) -> tuple[str, int, int] | None:
    """Return outlet, month and day of a line like "Reuters, Decemer 4:", or None. Nothing may follow on the line."""
    found = _OUTLET_DAY.fullmatch(line) if line.endswith((":", "–", "—", "-")) else None
    if found is None:
        return None
    month = month_of(found["month"] or found["month2"])
    day = int(found["day"] or found["day2"])
    number = MONTH_NUMBERS.get(month or "")
    return (found["outlet"], number, day) if number and 1 <= day <= 31 else None


def opening_dateline(paragraph: str) -> int:
    """Return the length of the place and day that open a report ("SAO PAULO, Nov 7 (Reuters) -"), or 0.

    Only with a day: "HANOI (AP) —" alone stays in its paragraph, as the gold has it.
    """
    found = _OPENING_DATELINE.match(paragraph)
    if found and month_of(found["month"]):
        return found.end()
    found = _OPENING_WITH_YEAR.match(paragraph)
    return found.end() if found and month_of(found["month"] or found["month2"]) else 0


_CREDIT_LEAD = (
    r"(?:©|\(c\)\s|copyright\b|(?:main |lead |file |header )?(?:image|photo(?:graph)?|picture|foto|"
    r"bild|bildquelle|beitragsbild|video|"
    r"screenshot|graphic|quelle)s?\s*(?:credits?|by|courtesy(?: of)?|source|:)\s*:?\s*|credits?\s*:|"
    r"photo(?:graph)? (?:by|courtesy)\b|courtesy of\b)"
)
_CREDIT = re.compile(r"\(?" + _CREDIT_LEAD, re.IGNORECASE)
_CREDIT_AFTER = re.compile(
    r"(?<=[.!?)”\"’])\s+(?=" + _CREDIT.pattern + r"|\((?:Editing|Reporting|Additional)\b)", re.IGNORECASE
)
LONGEST_CREDIT = 100
_EDITING = re.compile(r"\((?:(?:additional )?(?:reporting|writing|editing|compiled))\b[^()]*\)", re.IGNORECASE)
_CREDIT_AGENCY = re.compile(
    r"[\w .,'’&-]{2,60}\s?/\s?(?:reuters|ap|afp|getty(?: images)?|epa|associated press|bloomberg|the "
    r"new york times|shutterstock|dpa)[\w ,./-]{0,40}",
    re.IGNORECASE,
)


@_asked_often
def is_credit(line: str) -> bool:
    """Return whether the line only says whose picture or whose work it is: "Image: NASA.", "(Editing by Ann Lee)"."""
    if len(line) > 160:
        return False
    return bool(
        _EDITING.fullmatch(line)
        or (len(line) <= LONGEST_CREDIT and _CREDIT.match(line))
        or ("/" in line and _CREDIT_AGENCY.fullmatch(line))
    )


def credit_at_end(line: str) -> int:
    """Return where a credit begins that ends the line after a sentence ("... in Rome. © Ann Lee / Reuters"), or -1."""
    start = len(line[:-LONGEST_CREDIT].rstrip())
    for found in _CREDIT_AFTER.finditer(line, start):
        if len(line) - found.end() <= LONGEST_CREDIT and is_credit(line[found.end() :]):
            return found.end()
    return -1


_CAPTION_LEAD = re.compile(
    r"(?:file photo|(?:in )?this (?:\w+ ){0,5}(?:file )?(?:photo|image|picture|frame)|photo shows|pictured|"
    r"an? (?:screen ?shot|undated|view|still|file|handout)|screen ?shot|portrait (?:shot )?of|full interview with|"
    r"logo of|the logo|map of|graph|above:|left:|right:|from left)\b",
    re.IGNORECASE,
)
_CAPTION_MARK = re.compile(
    r"\((?:L|R|C|l|r|c|left|right|cent(?:er|re)|top|bottom|file|rear|front|pictured|links|rechts|2nd [LR]|M)\)"
)
_PRESENT = re.compile(
    r"\b(?:attends?|speaks?|poses?|stands?|walks?|looks?|arrives?|gestures?|waves?|holds?|shakes?|sits?|meets?|"
    r"leaves?|listens?|works?|parades?|march(?:es)?|smiles?|reacts?|addresses|watch(?:es)?|carr(?:y|ies)|gathers?|"
    r"celebrates?|delivers?|tours?)\b"
)
_DAY_IN_CAPTION = re.compile(r"\b(?:on|in|,)\s+(?:\w+day,? )?[A-Z][a-z]+\.? \d{1,2}, \d{4}")
_YEAR_AT_END = re.compile(r"\bin (?:\w+ )?\d{4}\.?$")
_TELLS = re.compile(r"\b(?:was|were|is|are|had|has|said|will|would)\b")


def is_caption(line: str, *, early: bool = False) -> bool:
    """Return whether the line reads as words under a picture. `early`: it stands before the first paragraph."""
    if len(line) > 320 or len(line) < 12:
        return False
    if _CAPTION_LEAD.match(line) or _CAPTION_MARK.search(line):
        return True
    if credit_at_end(line) >= 0 and len(line) <= 300:
        return True
    short = len(line) <= 80
    if not (early or short) or not (_DAY_IN_CAPTION.search(line) or _YEAR_AT_END.search(line)):
        return False
    return bool(early and _PRESENT.search(line)) or (short and not _TELLS.search(line))


_NOTE = re.compile(
    r"(?:editor['’]s? note|editors['’] note|correction|clarification|update(?:d)?:|note:|"
    r"(?:anmerkung|hinweis) der redaktion|"
    r"this (?:story|article|post|version|report) (?:has been|was|is|originally|first|corrects|includes)|"
    r"(?:an earlier|a previous|a prior) version of this|you can also subscribe|"
    r"\*[^*]{10,}\*$|(?:wikinews|we) provides? additional )",
    re.IGNORECASE,
)
_NOTE_WITHIN = re.compile(
    r"(?:(?:associated press|ap|reuters)?\s?(?:\w+ ){0,4}(?:writers?|correspondents?|reporters?) .{3,120}"
    r"contributed to this|.{3,120}\bcontributed to this (?:report|story|article)|.{3,60} can be reached at\b|"
    r".{0,60}have an amazon alexa)",
    re.IGNORECASE,
)
_NOTE_WORDS = ("contributed to this", "can be reached at", "have an amazon alexa")
"""One of these stands in all notes told by words within; asked first, for it is quicker."""


@_asked_often
def is_note(line: str) -> bool:
    """Return whether the line is the page's own aside: a correction, who contributed, where the story first stood."""
    if len(line) > 500:
        return False
    low = line.lower()
    return bool(_NOTE.match(line) or (any(words in low for words in _NOTE_WORDS) and _NOTE_WITHIN.match(line)))


_BULLET = re.compile(r"(?:[-–—•·▪◦‣*■►○●]\s+|\(?\d{1,2}[.)]\s+|\(?[a-z]\)\s+)(?=\S)")


def is_list_item(line: str) -> bool:
    """Return whether the line opens with a bullet or a number of a list."""
    return _BULLET.match(line) is not None


_FURNITURE_WORDS = frozenset(
    """
reply replies share like likes liked dislike report flag follow tweet print email e-mail save edit delete quote
permalink upvote downvote comment comments respond menu login register subscribe sponsored
advertisement ads recommended recommend collapse expand load pinterest facebook
twitter google+ whatsapp reddit linkedin instagram youtube rss embed
antworten antwort teilen gefällt melden zitieren bearbeiten löschen drucken kommentieren kommentar kommentare anzeige
permalien répondre partager signaler j'aime citer modifier imprimer commentaire commentaires responder respuesta
compartir denunciar citar editar imprimir comentario comentarios curtir compartilhar reageren delen rispondi
condividi segnala loading
""".split()
)
_FURNITURE_GLUE = frozenset(
    "this to the a an on in of and or us our all your for with by comment post thread story article "
    "über per via mir auf zu den diesen dieser "
    "beitrag artikel ce à sur un une le la al este a este link es me gusta view see hide add write "
    "leave new now show hide more less close top best newest oldest sign log in out up down mehr "
    "weniger anzeigen link home search 0 +".split()
)
_FURNITURE = re.compile(
    r"(?:show|load|view|read|see) (?:more|all|less|\d+|next|previous)\b.{0,40}|(?:mehr|weitere|alle) "
    r"(?:\w+ )?(?:anzeigen|laden|lesen|kommentare)|"
    r"\d+|(?:like|likes|gefällt(?: \d+)?(?: mal)?|score|rating|votes?|points?|"
    r"upvotes?)\s*:?\s*[+-]?\d+(?: \w+)?|\d+\s+(?:likes?|points?|votes?|shares?|replies|"
    r"antworten|réponses|respuestas)|\d+ (?:thoughts?|responses?|comments?|replies|kommentare?|"
    r"commentaires?|comentarios?|gedanken|antworten)(?: (?:on|to|zu|sur|en|a|in)\b.*)?|"
    r"(?:top rated |latest |newest |reader |readers'? |neue |neueste )?(?:comments|kommentare|"
    r"commentaires|comentarios|discussion|diskussion)(?:\s*\(\d+\))?:?|"
    r"\(view all\)|pingback:.*|trackback:.*|(?:leave|write|post|add) a (?:comment|reply|"
    r"response).{0,40}|schreibe? einen kommentar.*|kommentar (?:hinzufügen|schreiben|verfassen).*|"
    r"(?:deixe|deja|laisser) (?:un|uma?) (?:comentario|comentário|commentaire).*|(?:inhalt |beitrag |"
    r"kommentar )?melden|(?:in reply to|als antwort auf|en réponse à|en respuesta a) .{1,50}|"
    r"(?:share|like|follow)(?: (?:this|us|on|it)\b.{0,40})|(?:advertisement|advertising|anzeige|"
    r"werbung|publicité|publicidad|story continues below.*|continue reading.*|scroll to continue.*)|"
    r"(?:read (?:also|more|next)|see also|related|more on this|recommended|lesen sie auch|mehr zum "
    r"thema|lire aussi|lea también)\s*:?.{0,120}|[_*=~#•·.—–-]{3,}|_{2,}|\((?:graphic|for (?:updates|"
    r"more)).*\)|"
    r"(?:sign up|subscribe) (?:for|to)\b.{0,120}|(?:click|tap) here\b.{0,80}|https?://\S+\.(?:mp3|mp4|"
    r"jpe?g|png|pdf)|(?:tags?|filed under|kategorien?|categories|topics|schlagwörter)\s*:.{0,200}|"
    r"(?:(?:you must|please|bitte|sie müssen|du musst|um|debes?|vous devez)\b.{0,100}\b(?:log(?:ged)? in|sign in|"
    r"login|register|registered|eingeloggt|angemeldet|anmelden|einloggen|iniciar sesión|connecté)\b.{0,60})|"
    r"(?:all rights reserved|alle rechte vorbehalten)\b.{0,80}|log in to reply\.?|edited|bearbeitet|"
    r"op|(?:view|hide) repl(?:y|ies)(?: \(\d+\))?|[▲▼△▽↑↓👍👎]+\s*\d*",
    re.IGNORECASE,
)


_UNSEEN = "\ufeff\u200b\u200c\u200d\u2060\u00ad"


def is_furniture(line: str) -> bool:
    """Return whether the line belongs to the site and not to the page's words: menus, "Reply", "Share", "Like 12"."""
    if len(line) > 220:
        return False
    if not line.strip(_UNSEEN):
        return True
    if _FURNITURE.fullmatch(line):
        return not line.isdigit() or len(line) <= 5
    count = known = 0
    for word in line.lower().split():
        if plain := word.strip("()[]:|,.•·/’' "):
            count += 1
            if plain in _FURNITURE_WORDS:
                known += 1
            elif not (plain in _FURNITURE_GLUE or plain.isdigit()):
                return False
    if count:
        return known > 0 and count <= 8
    return not any(char.isalnum() for char in line) and _only_marks(line)


def _only_marks(line: str) -> bool:
    """Return whether nothing here is a letter, figure or picture sign: rules, bullets, invisible characters."""
    return all(
        (not char.isalnum() and ord(char) < 0x2190 and char not in "…!?:;)(") or char in _UNSEEN for char in line
    )


_SAYS = re.compile(
    r"(?P<name>\S.{0,60}?)\s+(?:says|said|wrote|writes|sagt|schrieb|schreibt|meint|dit|a écrit|dice|dijo|escribió|diz|"
    r"disse|escreveu|scrive|ha scritto|schreef)\b\s*:?\s*(?:(?:am|on|le|el)\s+)?",
    re.IGNORECASE,
)


@_asked_often
def says_line(line: str) -> tuple[int, int] | None:
    """Return where the name ends and the time begins in "Ann says:", "Ann Says: August 9th, 2012 at 7:42 pm", or None.

    The second number is the length of the line where no time follows.
    """
    if len(line) > 130:
        return None
    found = _SAYS.match(line)
    if found is None:
        return None
    rest = line[found.end() :].lstrip(" \t:·|,-")
    if not rest:
        return (found.end("name"), len(line)) if line.rstrip().endswith(":") or found.end() >= len(line) else None
    return (found.end("name"), len(line) - len(rest)) if is_timestamp(rest.rstrip(" :")) else None


_SENTENCE_END = re.compile(r"[.!?…][\"”’»)]*$")


def is_heading(line: str) -> bool:
    """Return whether the line is short and unfinished enough for a heading inside an article."""
    words = line.split()
    if (
        not words
        or len(words) > 12
        or len(line) > 90
        or (_SENTENCE_END.search(line) and not line.endswith(("?", "!", ".’", "’")))
    ):
        return False
    return line[-1] not in ",;:" and (line[0].isupper() or not line[0].isalpha()) and WORD.search(line) is not None


_LONE_QUOTE = re.compile(r"[\"“„«].{20,}[\"”“»]\.?(?:\s*[-–—]\s*[\w .,'’()-]{3,60})?", re.DOTALL)


def is_lone_quote(line: str) -> bool:
    """Return whether the line is a quotation set apart: marks at both ends and none between, perhaps "- Name" after."""
    if not _LONE_QUOTE.fullmatch(line):
        return False
    marks = sum(line.count(mark) for mark in '"“”„«»')
    return marks == 2


_DAY_FORMS = (
    re.compile(r"(?P<m>[^\W\d_]{3,10})\.?\s+(?P<d>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y>(?:19|20)\d\d)"),
    re.compile(
        r"(?P<d>\d{1,2})(?:st|nd|rd|th|\.)?\s+(?:de\s+)?(?P<m>[^\W\d_]{3,10})\.?,?\s+(?:de\s+)?(?P<y>(?:19|20)\d\d)"
    ),
    re.compile(r"(?P<y>(?:19|20)\d\d)-(?P<n>\d\d)-(?P<d>\d\d)"),
    re.compile(r"(?P<d>\d{1,2})\.(?P<n>\d{1,2})\.(?P<y>(?:19|20)\d\d)"),
)
_MONTH_PLACE = {name: number for number, name in enumerate(MONTHS[:12], start=1)} | {
    "januar": 1, "jänner": 1, "februar": 2, "märz": 3, "mai": 5, "juni": 6, "juli": 7, "oktober": 10, "dezember": 12,
    "janvier": 1, "février": 2, "mars": 3, "avril": 4, "juin": 6, "juillet": 7, "août": 8, "septembre": 9,
    "octobre": 10, "novembre": 11, "décembre": 12, "enero": 1, "febrero": 2, "marzo": 3, "abril": 4, "mayo": 5,
    "junio": 6, "julio": 7, "septiembre": 9, "octubre": 10, "noviembre": 11, "diciembre": 12, "mär": 3, "mrz": 3,
    "okt": 10, "dez": 12,
}  # fmt: skip


def day_of(line: str) -> str | None:
    """Return the day that the line names as YYYY-MM-DD, or None. "3/4/2012" is not told apart and so is None."""
    for form in _DAY_FORMS:
        for found in form.finditer(line):
            parts = found.groupdict()
            month: int | None
            if "n" in parts:
                month = int(parts["n"])
            else:
                name = month_of(parts["m"])
                month = MONTH_NUMBERS.get(name or "") or _MONTH_PLACE.get(name or "")
            if month and 1 <= month <= 12 and 1 <= int(parts["d"]) <= 31:
                return f"{parts['y']}-{month:02d}-{int(parts['d']):02d}"
    return None


_CLOCK_TIME = re.compile(
    r"\b(?P<h>\d{1,2})(?:[:.h]|\sh\s)(?P<m>\d{2})(?::\d{2})?\s*(?P<half>[ap])?\.?m?\b", re.IGNORECASE
)


def time_of(line: str) -> str:
    """Return day and time of a timestamp line as YYYY-MM-DDTHH:MM, only the day, or the line where no day is told."""
    day = day_of(line)
    if day is None:
        return line
    rest = re.sub(_NUMERIC, " ", line)
    found = _CLOCK_TIME.search(rest)
    if found is None:
        return day
    hour = int(found["h"]) % 12 + 12 * (found["half"].lower() == "p") if found["half"] else int(found["h"])
    return f"{day}T{hour:02d}:{found['m']}" if hour < 24 and int(found["m"]) < 60 else day
