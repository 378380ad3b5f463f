"""Who wrote a page, told by the shape of one line without white space around it; flattened text and HTML alike."""

from __future__ import annotations

import re
from functools import lru_cache

_BYLINE = re.compile(
    r"(?:(?:(?:photo(?:graph)?s|pictures) (?:and|&) )?"
    r"(?:story|text|report|reporting|words|written|posted|published|article|review|commentary)"
    r"(?: (?:and|&) (?:photo(?:graph)?s|pictures))? )?"
    r"(?:by|von|par|por|di|door)(?::\s*|\s+)(?=[\"“'A-ZÄÖÜÉÁŠŽČĐ])",
    re.IGNORECASE,
)
_BYLINE_LABEL = re.compile(r"(?:author|autor|autorin|auteur|autore|reporter|byline)\s*:\s*\S", re.IGNORECASE)
_DESK = re.compile(
    r"(?:[A-Z][\w.&’'-]*\s+){0,4}(?:staff )?(?:correspondent|reporter|(?:staff|television|sports|"
    r"science|aerospace|political|medical|"
    r"business|legal|national|entertainment) writer|writer|columnist|editor|special to [\w ]+|staff|contributor)s?",
    re.IGNORECASE,
)
_NEWS_ROOM = re.compile(
    r"(?:the )?(?:associated press|reuters|agence france-presse|afp|upi|united press international|bloomberg(?: news)?|"
    r"nbc news|cbs news|abc news|cnn|fox news|bbc news|tass|interfax|sputnik|rt|dpa|ansa|efe|"
    r"xinhua)(?: sports| staff| business)?",
    re.IGNORECASE,
)
_NAME_WORD = re.compile(
    r"(?:[A-ZÀ-ÞŠŽČĆĐ][\w.'’-]*|d[aei]|del|der|den|van|von|de|la|le|el|al|bin|and|und|et|y|&|,|\|)$"
)


@lru_cache(maxsize=1024)
def is_byline(line: str) -> bool:
    """Return whether the line says who wrote the page: "By Collins Mtika, Nyasa Times", "AP Television Writer"."""
    if len(line) > 140 or not line:
        return False
    lead = _BYLINE.match(line)
    if lead:
        rest = line[lead.end() :]
        cut = re.split(r"[,|(·•–—-]\s", rest)[0].split()
        named = sum(bool(_NAME_WORD.match(word)) for word in cut)
        return bool(cut) and named >= len(cut) - (len(cut) > 3) and len(cut) <= 10 and line[-1] not in "!?:;"
    label = len(line) < 80 and _BYLINE_LABEL.match(line)
    return bool(label or _DESK.fullmatch(line) or _NEWS_ROOM.fullmatch(line))


def authors_of(line: str) -> tuple[str, ...]:
    """Return the names in a byline, without "By", titles of desks and outlets after a comma."""
    lead = _BYLINE.match(line) or re.match(r"\w+\s*:\s*", line)
    if not lead:
        return ()
    ends = r"\s[|·•]\s|\s\(|,\s(?=[A-Z]{2,}|\w+ (?:News|Times|Press|Staff|Writer))|,\s*$"
    rest = re.split(ends, line[lead.end() :])[0]
    rest = re.sub(r",\s+\w+ \d{1,2}.*$|\s+in [A-ZÀ-Þ][\w .'’-]*$", "", rest)
    names = re.split(r"\s*,\s*(?:and\s+)?|\s+(?:and|und|et|y|&)\s+", rest)
    return tuple(name.strip(" .,;") for name in names if name.strip(" .,;"))
