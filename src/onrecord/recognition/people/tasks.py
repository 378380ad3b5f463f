"""Public tasks of coreference answered by the resolution that pages get, for `python -m evaluation predict coref`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from onrecord.recognition.people.coreference import resolve
from onrecord.recognition.people.mentions import find_nominals
from onrecord.recognition.people.names import gender_of, name_words
from onrecord.recognition.people.nominals import Nominal
from onrecord.recognition.people.sources import Index, describe_source
from onrecord.recognition.people.things import thing
from onrecord.recognition.people.words import Words, fold, read_words
from onrecord.terms import Span


def given_name(words: Words, nominals: list[Nominal], span: Span) -> Nominal:
    """Return the name that stands at `span`, put in its place among `nominals` where the finder has no such one."""
    for one in nominals:
        if one.level == "name" and one.first == words.inside(span).start and one.after == words.inside(span).stop:
            if one.kind not in ("person",):
                one.kind, one.score = "person", 0.71
            return one
    numbers = words.inside(span)
    parts = name_words(span.of(words.text))
    new = Nominal(
        span=span, first=numbers.start, after=numbers.stop, level="name", kind="person", parts=parts,
        gender=gender_of(parts), score=0.8, possessive=words.low[numbers.stop - 1].endswith(("'s", "’s")),
    )  # fmt: skip
    for n, one in enumerate(nominals):
        if one.level == "name" and one.first < new.after and new.first < one.after:
            new.role, new.gender = one.role, new.gender or one.gender
            nominals[n] = new
            return new
    nominals.append(new)
    nominals.sort(key=lambda one: one.first)
    return new


def gap_reading(row: Mapping[str, Any]) -> tuple[Words, list[Nominal], Nominal, dict[str, Nominal]]:
    """Return a GAP row read: its words, its mentions with the two names among them, the pronoun, and the two names."""
    words = read_words(row["text"])
    nominals = find_nominals(words)
    given = {}
    for key in ("a", "b"):
        start = row[f"{key}_start"]
        given[key] = given_name(words, nominals, Span(start, start + len(row[key])))
    at = row["pronoun_start"]
    pronoun = next((n for n in nominals if n.level == "pronoun" and n.span.start <= at < n.span.end), None)
    if pronoun is None:
        number = words.first_at(at)
        head = words.low[number]
        gender = "f" if (head.startswith("h") and "er" in head) or head.startswith("s") else "m"
        pronoun = Nominal(
            span=words.span(number, number + 1), first=number, after=number + 1, level="pronoun", kind="person",
            head=head, gender=gender,
        )  # fmt: skip
        nominals = sorted([n for n in nominals if n.first != number] + [pronoun], key=lambda one: one.first)
    return words, nominals, pronoun, given


def title_words(row: Mapping[str, Any]) -> set[str]:
    """Return the folded words of the title of the text a row was taken from, or of its address where it has none."""
    title = row.get("title") or unquote(str(row.get("url") or "").rsplit("/", 1)[-1])
    return {fold(word) for word in re.findall(r"[^\W_]+", str(title))}


def answer_gap(row: Mapping[str, Any]) -> tuple[bool, bool]:
    """Return whether the pronoun of a GAP row means its name A, and whether it means its name B."""
    words, nominals, pronoun, given = gap_reading(row)
    found = resolve(words, nominals, title=title_words(row))
    party = found.of.get(pronoun.first)
    if party is None:
        return False, False
    return found.of.get(given["a"].first) is party, found.of.get(given["b"].first) is party


def answer_items(row: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return whom the items of a resolution row mean: `{"item", "name"}` for each that could be told."""
    words = read_words(row["text"])
    nominals = find_nominals(words)
    given = {item["item"]: _given(words, nominals, Span(item["start"], item["end"])) for item in row["items"]}
    found = resolve(words, nominals, title=title_words(row))
    answers = []
    for number, one in given.items():
        party = found.of.get(one.first) if one is not None else None
        if party is None and one is not None and one.kind in ("thing", "several"):
            party = thing(found, one)
        if party is not None and party.names:
            answers.append({"item": number, "name": " ".join(party.name)})
    return answers


def _given(words: Words, nominals: list[Nominal], span: Span) -> Nominal | None:
    """Return the mention at `span`, put among `nominals` with these very words where it is a description."""
    index = Index(words, nominals)
    numbers = words.inside(span)
    if not len(numbers):
        return None
    here = index.within(numbers.start, numbers.stop)
    exact = next((one for one in here if one.level == "pronoun" and len(numbers) == 1), None)
    if exact is not None:
        return exact
    made = describe_source(words, [span])
    name = next(
        (one for one in here if one.level == "name" and one.after >= made.after and one.first <= made.first), None
    )
    if name is not None or not made.head:
        return name
    known = next((one for one in here if one.first == made.first), None)
    if known is not None:
        known.span = span
        return known
    nominals.append(made)
    nominals.sort(key=lambda one: one.first)
    return made
