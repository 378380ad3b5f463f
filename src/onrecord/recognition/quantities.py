"""Numbers with what they count: "at least 8 people", "£1.2bn", "two to three weeks", "dozens of soldiers".

What is found and what is left out stands in docs/times.md; the words are in quantities.toml.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from onrecord.recognition.numbers import FIGURE_FRACTION, WORDS, read_number
from onrecord.recognition.quantities_words import is_person, is_plural, singular, table, words
from onrecord.recognition.times_scan import find_times
from onrecord.terms import READ_KINDS, Attribution, Page, Quantity, Span, TimeExpression

SCALE = r"(?:hundred|thousand|million|billion|trillion|bn|mn|tn|mln|bln|lakh|crore|m|b|k)(?![a-z])"


class Amount(NamedTuple):
    """A number or range as written: where it stands, both ends, its unit where a sign tells it."""

    start: int
    end: int
    low: float | None
    high: float | None
    unit: str | None


def _any(found: object) -> str:
    ordered = sorted(found, key=lambda word: (-len(word), word))  # type: ignore[call-overload]
    return "|".join(re.escape(word).replace(r"\ ", r"\s") for word in ordered)


@cache
def _number() -> re.Pattern[str]:
    """Return the pattern of a number with its sign, its range and its scale."""
    signs = _any(table("signs"))
    one = rf"(?:{FIGURE_FRACTION}|{WORDS})"
    return re.compile(
        rf"(?<![\w.,:/$£€#@-])(?<!\d\s/)(?P<sign>(?:{signs})\s?)?(?P<a>{one})(?:(?:\s|-)?(?P<scale>{SCALE}))?"
        rf"(?P<range>(?P<sep>\s?[-–—]\s?|\sto\s|\sor\s|\sand\s|\?\s)(?P<sign2>(?:{signs})\s?)?(?P<b>{one})(?:(?:\s|-)?(?P<scale2>{SCALE}))?)?"
        rf"(?P<percent>\s?%)?(?![\d/:]|\.\d|[%])",
        re.IGNORECASE,
    )


@cache
def _vague() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w-])(?:(?P<few>several|a few|few)\s(?P<power>hundred|thousand|million|dozen)|(?P<vague>{_any(table('vague'))}))(?!\w)",
        re.IGNORECASE,
    )


@cache
def _binding() -> dict[str, str]:
    """Return the phrases that bind a number, each with the end it binds."""
    return {phrase: kind for kind, phrases in table("before").items() for phrase in phrases}


WORD_BEFORE = re.compile(r"(?<!\S)\S{1,14}\s{1,2}$")


NOUN = re.compile(r"[\s-]{1,2}(?:[“\"‘'])?([A-Za-z][\w’'.-]*)(,\s(?=[a-z]))?")
MORE = re.compile(
    r"\s(?:or\s(?P<more>more|greater|above|older|higher|longer)|or\s(?P<less>less|fewer|below|under|younger|lower)|(?P<plus>\+)|and\s(?P<up>above|over))\b|(?P<sign>\+)",
    re.IGNORECASE,
)
TIME_UNITS = frozenset({"second", "minute", "hour", "day", "week", "month", "year", "decade"})
BARE = "number"
"""The unit of a bounded number without a noun: "more than 40"."""
KILLS = re.compile(
    r"\b(?:kill|wound|injur|leav|hurt|arrest|detain|evacuat|behead|captur|rescu|claim|dead|death|toll)\w*(?:\s(?:of|at|to|least|another|about|than|more|some|nearly|over|up))*\s$",
    re.IGNORECASE,
)
CASUALTY = re.compile(
    r"\s(?:were|are|was|have been|had been)\s(?:\w+\s)?(?:killed|wounded|injured|hurt|arrested|dead|missing|hospitali[sz]ed|detained|treated)|\s(?:dead|killed|wounded|injured|missing|hurt|arrested|rescued|feared|held|charged|jailed|sentenced|hospitali[sz]ed)\b",
    re.IGNORECASE,
)
NAMED = re.compile(
    r"(?:[A-Z][\w&’'.]*|No\.|no\.|[Nn]umber|[Pp]age|[Aa]rticle|[Ss]ection|[Cc]hapter|[Cc]hannel|[Pp]hase|[Ll]evel|[Vv]ersion|[Rr]oute|[Rr]oom|[Ff]light|[Rr]esolution|[Tt]ype|[Dd]ay|[Ss]tep|[Pp]art|[Ii]tem)\s$"
)
ONE_NOT = re.compile(
    r"\s(?:of|another|day(?! (?:to|of|in|for|only|before|after)\b)|who|thing|time|that|to|in|by|at|on|side|hand|such|where|which|can|could|is|was|has|would|will|may|might)(?![\w-])|[^\s\w-]",
    re.IGNORECASE,
)
ADJECTIVE = re.compile(r"(?:al|ous|ic|ive|ful|able|ible|ed|ing|ly|ish|less)$")
VERBAL = re.compile(r"(?:ed|ing|ly)$")
NO_ONE = re.compile(
    r"\b(?:no|any|every|some|each|this|that|the|which|another|the only|last|first|next|by|new|old|big|good|right|wrong|single|other|square|day|number|at|one)\s$",
    re.IGNORECASE,
)


def find_quantities(
    text: str, passages: Sequence[Span], *, times: Sequence[TimeExpression] | None = None
) -> list[Quantity]:
    """Return the quantities of `text` inside `passages`, in order, without overlap.

    Years, days, clock times, ordinals, scores and numbers that name something ("Boeing 747") are none. `times` are the
    time expressions of the same passages where they are known already; else they are sought.
    """
    found = find_times(text, passages, None) if times is None else times
    dates = [
        time.span
        for time in found
        if time.type in ("DATE", "TIME")
        and not re.search(r"\b(?:ago|earlier|later|before|after|from now)$", text[time.span.start : time.span.end])
    ]
    dates.sort()
    starts = [span.start for span in dates]
    out: list[Quantity] = []
    for passage in passages:
        taken = dates[max(0, bisect_left(starts, passage.start) - 1) : bisect_left(starts, passage.end)]
        for one in _in_passage(text, passage, taken):
            if not out or one.span.start >= out[-1].span.end:
                out.append(one)
    return out


def _in_passage(text: str, passage: Span, dates: Sequence[Span]) -> Iterator[Quantity]:
    place = passage.start
    number, vague = _number(), _vague()
    following = vague.search(text, passage.start, passage.end)
    while True:
        found = number.search(text, place, passage.end)
        while following is not None and following.start() < place:
            following = vague.search(text, place, passage.end)
        if following is not None and (found is None or following.start() <= found.start()):
            quantity = _vague_quantity(text, following, passage)
            place = following.end()
        elif found is None:
            return
        else:
            inside = _holder(dates, found.start("a"))
            if inside is not None:
                place = max(inside.end, found.end("a"))
                continue
            quantity, place = _quantity(text, found, passage, dates)
        if quantity is not None:
            yield quantity
            place = max(place, quantity.span.end)


def _holder(spans: Sequence[Span], place: int) -> Span | None:
    """Return the one of these sorted spans that holds `place`, or None."""
    at = bisect_right(spans, place, key=lambda span: span.start) - 1
    return spans[at] if at >= 0 and spans[at].end > place else None


def _vague_quantity(text: str, found: re.Match[str], passage: Span) -> Quantity | None:
    if found["few"]:
        low = {"hundred": 200.0, "thousand": 2000.0, "million": 2e6, "dozen": 24.0}[found["power"].lower()]
    else:
        low = float(table("vague")[re.sub(r"\s+", " ", found["vague"].lower())])
        before = text[max(passage.start, found.start() - 16) : found.start()].lower()
        if found["vague"].lower() in ("scores", "tens") and not text[found.end() : found.end() + 4].startswith(" of "):
            return None
        if re.search(r"\d\s?$|\b(?:two|three|four|five|test|box|season|final)\s$", before):
            return None
    start, _ = _bounds(text, found.start(), passage)
    end, unit = _noun(text, found.end(), passage, of=True)
    if unit is None and KILLS.search(text[max(passage.start, start - 40) : start]):
        unit = "people"
    unit = unit or BARE
    return Quantity(span=Span(start, end), low=low, high=None, unit=unit)


def _bounds(text: str, start: int, passage: Span) -> tuple[int, str]:
    """Return where the words that bind a number begin, and which end they bind: "low", "high" or "about"."""
    kind = "about"
    for _ in range(3):
        place, phrase, best = start, "", None
        for _ in range(6):
            found = WORD_BEFORE.search(text, max(passage.start, place - 16), place)
            if found is None:
                break
            place = found.start()
            phrase = f"{found.group().strip().lower()} {phrase}".rstrip()
            if phrase in _binding():
                best = (place, _binding()[phrase])
        if best is None:
            break
        start, told = best
        kind = told if told != "about" else kind
    return start, kind


def _value(written: str, scale: str | None) -> float | None:
    value = read_number(written)
    if value is None or scale is None:
        return value
    return read_number(f"1 {scale.lower()}") and value * (read_number(f"1 {scale.lower()}") or 1)


def _quantity(text: str, found: re.Match[str], passage: Span, dates: Sequence[Span]) -> tuple[Quantity | None, int]:
    """Return the quantity that a number begins, or None where it is none, and where to go on."""
    amount = _amount(text, found, dates)
    if amount is None:
        return None, found.end("a")
    start, kind = _bounds(text, amount.start, passage)
    low, high, end, unit = amount.low, amount.high, amount.end, amount.unit
    after = MORE.match(text, end, passage.end)
    if after:
        end = after.end()
        kind = "high" if after["less"] else "low"
    if unit is None:
        end, unit = _noun(text, end, passage)
    elif unit not in ("%",) and unit.isupper():
        worded = _currency().match(text, end, passage.end)
        end = worded.end() if worded else end
    if not after:
        after = MORE.match(text, end, passage.end)
        if after:
            end, kind = after.end(), "high" if after["less"] else "low"
    if unit is None:
        unit = _elided(text, amount, kind, passage)
        if unit is None:
            return None, found.end("a")
    if not _counts(text, found, amount, unit, passage):
        return None, found.end("a")
    if (
        kind == "low"
        and unit in TIME_UNITS
        and re.match(r"over\s", text[start:], re.I)
        and not re.search(
            r"\b(?:for|just|well|lasted|lasting|took|takes|spent|is|was|after|of|are|were)\s$",
            text[max(passage.start, start - 12) : start],
        )
    ):
        kind = "about"
    if low is not None and low == high:
        low, high = (low, None) if kind == "low" else (None, high) if kind == "high" else (low, high)
    return Quantity(span=Span(start, end), low=low, high=high, unit=unit), max(end, found.end("a"))


def _amount(text: str, found: re.Match[str], dates: Sequence[Span]) -> Amount | None:
    """Return the number or range of a match with the unit that its sign tells."""
    low = _value(found["a"], found["scale"])
    if low is None:
        return None
    sign = found["sign"] or found["sign2"]
    unit: str | None = table("signs")[re.sub(r"\s+", " ", sign.strip().lower())] if sign else None
    if unit and sign.strip().isalpha() and not sign.strip().isupper() and sign.strip().lower() != "rs":
        return None
    end = found.end("scale") if found["scale"] else found.end("a")
    high = low
    between = re.search(r"\bbetween\s(?:\w+\s)?$", text[max(0, found.start() - 16) : found.start()], re.I)
    if found["range"] and _holder(dates, found.start("b")) is None:
        joined = found["sep"].strip().lower()
        top = _value(found["b"], found["scale2"])
        spelt = not found["a"][0].isdigit()
        fits = top is not None and (joined != "and" or between) and not (joined == "-" and spelt and top < low)
        if joined in ("or", "?"):
            fits = fits and top is not None and top > low
        if joined == "to" and re.search(
            r"(?<!range )(?<!ranges )(?<!ranged )(?<!ranging )(?<!vary )(?<!varying )\bfrom\s(?:\w+\s)?$",
            text[max(0, found.start() - 16) : found.start()],
            re.I,
        ):
            fits = False
        if fits and top is not None and (found["sign2"] is None or found["sign"]):
            if found["scale2"] and not found["scale"] and low <= top:
                scaled = _value(found["a"], found["scale2"])
                low = scaled if scaled is not None and scaled <= top else low
            if low < top:
                high, end = top, found.end("scale2") if found["scale2"] else found.end("b")
    if found["percent"] and end >= found.end("percent") - len(found["percent"]):
        unit, end = "%", found.end("percent")
    elif found["percent"] is None and not found["range"] and text[end : end + 1] == "%":
        unit, end = "%", end + 1
    elif text[end : end + 1] == "%":
        unit, end = "%", end + 1
    return Amount(found.start(), end, low, high, unit)


@cache
def _after_unit() -> re.Pattern[str]:
    return re.compile(rf"[\s-]{{0,2}}(?P<word>{_any([*table('currencies'), *table('measures')])})(?!\w)", re.IGNORECASE)


@cache
def _currency() -> re.Pattern[str]:
    return re.compile(rf"\s(?:{_any(table('currencies'))})(?!\w)", re.IGNORECASE)


@cache
def _single_unit() -> re.Pattern[str]:
    return re.compile(rf"\s({_any(words('single'))})(?:[\s-]old)?(?!\w)", re.IGNORECASE)


HYPHENED = re.compile(r"\s?-\s?([a-z]+)(?:-(?:old|long|high|deep|wide|tall))?(?!\w)", re.IGNORECASE)
OF = re.compile(r"\sof(?:\s(?:the|its|their|his|her|our))?(?=\s)")
OF_THEIRS = re.compile(
    r"\sof\s(?:the|its|their|his|her|our|these|those)(?=\s)"
    r"(?!\s(?:\d|two|three|four|five|six|seven|eight|nine|ten|twelve|dozen))"
)
THREE_WORDS = re.compile(r"\s([a-z][a-z-]+)(?:\s([a-z-]+))?(?:\s([a-z-]+))?")


def _noun(text: str, end: int, passage: Span, *, of: bool = False) -> tuple[int, str | None]:
    """Return the end of what is counted behind a number, and its unit: the head noun in the singular, or "people".

    The first plural noun in lower case is the head, else the first capitalised plural, else the word behind a hyphen.
    """
    measured = _after_unit().match(text, end, passage.end)
    if measured:
        word = measured["word"].lower()
        unit = table("measures").get(word) or table("currencies")[word]
        return measured.end(), unit
    theirs = None if of else OF_THEIRS.match(text, end, passage.end)
    if theirs and text[max(0, end - 3) : end].lower() != "one":
        end = theirs.end()
    if of:
        found = OF.match(text, end, passage.end)
        end = found.end() if found else end
    hyphen = HYPHENED.match(text, end, passage.end)
    if hyphen is None:
        hyphen = _single_unit().match(text, end, passage.end)
    if hyphen and not is_plural(hyphen[1]):
        word = hyphen[1].lower()
        return hyphen.end(), "people" if word in words("crews") else word
    place, capital, last = end, None, None
    for _ in range(7):
        found = NOUN.match(text, place, passage.end)
        if found is None:
            break
        word = found[1].rstrip(".'’-")
        lower = word.lower()
        if lower in ("and", "or") and place > end and capital is None and found.end() < passage.end:
            place = found.end()
            continue
        if place == end and lower in ("more", "other", "additional", "extra", "further"):
            place = found.end()
            continue
        if "." in word:
            place = found.end()
            continue
        shouted = len(word) > 1 and word.isupper()
        if lower in words("stops") and not shouted:
            break
        if lower.endswith(("’s", "'s")):
            place = found.end()
            continue
        finish = found.start(1) + len(word)
        if is_plural(word.rpartition("-")[2]):
            if word[0].islower() or is_person(word):
                return finish, "people" if is_person(word) else singular(word.rpartition("-")[2])
            capital = capital or (finish, "people" if is_person(word) else singular(word))
        last = last or (finish, word)
        if re.match(r"[.;:!?)”\"]", text[finish : finish + 1]):
            break
        if text[finish : finish + 1] == "," and not found[2]:
            break
        place = found.end()
    return capital or (end, None)


def _elided(text: str, amount: Amount, kind: str, passage: Span) -> str | None:
    """Return the unit of a number without a noun: people, where it counts the killed and hurt ("wounding 58")."""
    before = text[max(passage.start, amount.start - 40) : amount.start]
    if KILLS.search(before) or CASUALTY.match(text, amount.end):
        return "people"
    company = re.search(r"\b(\w+)\sof\s$", before)
    if company and company[1].lower() in words("companies"):
        return "people"
    if re.match(r"\s(?:who|more)\b", text[amount.end : amount.end + 6]) and (amount.low or 0) >= 2:
        return "people"
    if re.search(
        r"\b(?:strength|total|number|force|crowd|population|membership|workforce|audience|turnout) of $", before
    ):
        return BARE
    if re.search(r"\b(?:numbered|numbering|totalled|totaled|totalling|totaling)\s(?:\w+\s){0,2}$", before):
        return BARE
    written = text[amount.start : amount.end].lower()
    if "?" in written and amount.low != amount.high:
        return BARE
    if written == "one":
        following = THREE_WORDS.match(text, amount.end, passage.end)
        if following and not ONE_NOT.match(text, amount.end) and not NO_ONE.search(before):
            group = [word for word in following.groups() if word]
            ends = (
                place for place, word in enumerate(group) if word in words("stops") or (place and VERBAL.search(word))
            )
            stop = next(ends, len(group))
            return group[stop - 1] if stop and not ADJECTIVE.search(group[stop - 1]) else None
    if kind != "about" and amount.low is not None and amount.low >= 2:
        return BARE
    return None


def _counts(text: str, found: re.Match[str], amount: Amount, unit: str, passage: Span) -> bool:
    """Return whether a number counts: not one that names ("Boeing 747 jets"), dates, numbers a list or is a score."""
    before = text[max(passage.start, amount.start - 24) : amount.start]
    if text[amount.end : amount.end + 30].lstrip("- ")[:20].split(" ")[1:2] == ["War"]:
        return False
    if unit == "%" or (unit.isupper() and len(unit) == 3):
        return True
    sole = found["a"]
    if sole[0].isdigit():
        named = NAMED.search(before)
        if named:
            word = named.group().strip().lower().rstrip(".")
            opens = re.search(r"(?:^|[.!?:]\s|\n)(?:[A-Z]\w*)\s$", before)
            if word in words("named") or not (opens or _plural_unit(text, amount.end, unit)):
                return False
        if re.match(r"(?:st|nd|rd|th)\b|[A-Za-z]", text[amount.end : amount.end + 2]):
            return False
    if sole.lower() == "one" and amount.low == amount.high:
        return not NO_ONE.search(before) and not ONE_NOT.match(text, amount.end)
    if unit == "second" and not re.search(r"seconds?$", text[amount.start : amount.end + 9]):
        return False
    return True


def _plural_unit(text: str, end: int, unit: str) -> bool:
    """Return whether the unit stands as a plural noun a few words behind a number."""
    near = re.findall(r"[A-Za-z-]+", text[end : end + 60])
    return any(is_plural(word) and (singular(word) == unit or is_person(word)) for word in near[:6])


def read_quantities(
    page: Page, attributions: Sequence[Attribution], *, times: Sequence[TimeExpression] | None = None
) -> tuple[Quantity, ...]:
    """Return the quantities of the article and its comments, each with the innermost attribution it stands in."""
    spans = [block.span for block in page.blocks_of(READ_KINDS | {"comment"})]
    covered = set(spans)
    spans += [c.span for c in page.comments if c.span is not None and not any(c.span.holds(s) for s in covered)]
    out = []
    for one in find_quantities(page.text, sorted(spans), times=times):
        holders = [
            (sum(piece.length for piece in a.content), a.id)
            for a in attributions
            if any(piece.shared(one.span) * 2 > one.span.length for piece in a.content)
        ]
        owner = min(holders)[1] if holders else None
        out.append(Quantity(span=one.span, low=one.low, high=one.high, unit=one.unit, attribution=owner))
    return tuple(out)
