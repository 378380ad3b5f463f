"""Comments that stand in a page's JSON-LD: as schema.org's Comment, Answer or postings below another.

Many of them are on the page as well. Those tell the author and the time where the markup does not, and what a comment
answers where no markup does; the others are comments of the page too, after all that it shows.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from onrecord.intake.comments.item import Item
from onrecord.intake.dates import iso_time
from onrecord.intake.embedded import Embedded, embedded, loads
from onrecord.intake.markup import Node, Tree

_LETTERS = re.compile(r"[\W_]+")
_COMMENTS = frozenset(("Comment", "UserComments", "Answer"))
_OWN = frozenset(("FAQPage",))
"""What a page asks and answers itself: its answers are the article's."""
_POSTINGS = frozenset(("DiscussionForumPosting", "SocialMediaPosting"))
_MOST = 5000
_OPENING = 60
"""Letters by which a comment is known again: pages cut long ones short."""
_TELLING = 20
"""Letters that no two comments share by chance."""


def with_embedded(tree: Tree, items: list[Item]) -> tuple[list[Item], list[tuple[Embedded, Item]], set[int]]:
    """Return the comments of a page with those that only its JSON-LD has, at the end.

    With them the blocks of these, and the lines of the page that say their words, which are then not the article's.
    """
    kept = kept_comments(tree)
    if not kept:
        return items, [], set()
    same = _on_page(tree, items, kept)
    threaded = any(item.parent is not None for item in items)
    places: dict[int, int] = {}
    blocks: list[tuple[Embedded, Item]] = []
    hidden: set[int] = set()
    shown = _lines_by_letters(tree)
    whole = list(items)
    for nth, one in enumerate(kept):
        place = same.get(nth)
        if place is not None:
            item = items[place]
            item.author = item.author or (one.author.words() if one.author else None)
            if iso_time(item.posted) is None:
                item.posted = one.posted or item.posted
        else:
            place = len(whole)
            script = one.words.script
            item = Item(script, script.index, script.index, posted=one.posted)
            item.author = one.author.words() if one.author else None
            blocks += [(part, item) for part in (one.author, one.words) if part is not None]
            hidden |= _shown(one.words.words(), shown)
            whole.append(item)
        places[nth] = place
    for nth, one in enumerate(kept):
        if one.parent is not None and (places[nth] >= len(items) or not threaded):
            item = whole[places[nth]]
            item.parent, item.reason, item.confidence = places[one.parent], "markup", 0.98
    return whole, blocks, hidden


def _on_page(tree: Tree, items: list[Item], kept: list[Kept]) -> dict[int, int]:
    """Return for each of `kept` that the page shows as a comment which of `items` it is, each at most once."""
    openings: dict[str, list[int]] = defaultdict(list)
    holding: dict[str, list[int]] = defaultdict(list)
    for nth, item in enumerate(items):
        openings[letters(" ".join(line.text for line in item.body))[:_OPENING]].append(nth)
        for at in item.lines:
            holding[letters(tree.lines[at].text)].append(nth)
    same: dict[int, int] = {}
    taken: set[int] = set()
    for nth, one in enumerate(kept):
        words = one.words.words()
        found = openings.get(letters(words)[:_OPENING]) or [
            place for line in words.split("\n") for place in holding.get(letters(line), ()) if letters(line)
        ]
        author = letters(one.author.words()) if one.author else ""
        free = [place for place in found if place not in taken]
        free.sort(key=lambda place, author=author: letters(items[place].author or "") != author)  # type: ignore[misc]
        if free:
            same[nth] = free[0]
            taken.add(free[0])
    return same


def _shown(words: str, shown: dict[str, list[int]]) -> set[int]:
    """Return the lines of the page that say `words`, where it says all of them: a part of them is a quotation."""
    found = [shown.get(line) for line in map(letters, words.split("\n")) if len(line) >= _TELLING]
    return {at for lines in found for at in lines or ()} if found and all(found) else set()


def _lines_by_letters(tree: Tree) -> dict[str, list[int]]:
    """Return the places of the page's longer lines by their letters."""
    found: dict[str, list[int]] = defaultdict(list)
    for nth, line in enumerate(tree.lines):
        if line.size >= _TELLING:
            found[letters(line.text)].append(nth)
    return found


@dataclass(slots=True)
class Kept:
    """A comment that JSON-LD has. `parent`: the place in the list of the comment that it answers."""

    words: Embedded
    author: Embedded | None = None
    posted: str | None = None
    parent: int | None = None
    answers: str | None = None


def kept_comments(tree: Tree) -> list[Kept]:
    """Return the comments that a page's JSON-LD has, in order, each once."""
    found: list[Kept] = []
    names: dict[str, int] = {}
    seen: set[tuple[str, str, str | None]] = set()
    for script in tree.nodes:
        text = script.element.text or "" if script.tag == "script" else ""
        kind = (script.get("type") or "").lower() if text else ""
        if not kind.endswith("ld+json") or not ("omment" in text or "Answer" in text or "Posting" in text):
            continue
        for pointer, thing, parent in _comments_in(loads(text)):
            if len(found) >= _MOST:
                return found
            one = _kept(script, pointer, thing)
            if one is None:
                continue
            key = (letters(one.words.words()), one.author.words() if one.author else "", one.posted)
            if key in seen:
                continue
            seen.add(key)
            one.parent = names.get(f"{script.index} {parent}") if parent is not None else None
            names[f"{script.index} {pointer}"] = len(found)
            for name in ("@id", "url", "identifier"):
                if isinstance(thing.get(name), str):
                    names.setdefault(thing[name], len(found))
            found.append(one)
    for nth, one in enumerate(found):
        parent_at = names.get(one.answers or "")
        if one.parent is None and parent_at is not None and parent_at != nth and not _under(found, parent_at, nth):
            one.parent = parent_at
    return found


def _under(found: list[Kept], nth: int, other: int) -> bool:
    """Return whether comment `nth` stands, by its parents, under `other`: a link between them would make a ring."""
    at_: int | None = nth
    for _ in found:
        if at_ is None:
            return False
        if at_ == other:
            return True
        at_ = found[at_].parent
    return True


def _comments_in(data: Any) -> Iterator[tuple[str, dict[str, Any], str | None]]:
    """Give each comment in `data`: where it stands, what it is, and where the comment that holds it stands."""
    waiting: list[tuple[str, Any, str | None, bool]] = [("", data, None, False)]
    postings = 0
    if isinstance(data, list):
        postings = sum(isinstance(one, dict) and bool(_kinds(one) & _POSTINGS) for one in data)
    while waiting:
        pointer, thing, parent, inside = waiting.pop()
        if isinstance(thing, list):
            waiting += [(f"{pointer}/{nth}", one, parent, inside) for nth, one in reversed(list(enumerate(thing)))]
        elif isinstance(thing, dict):
            kinds = _kinds(thing)
            if kinds & _OWN:
                continue
            if "Answer" in kinds and not (thing.get("author") or thing.get("creator")):
                kinds = kinds - {"Answer"}
            # One posting alone is what the page is about; several, or one among comments, are what readers wrote.
            if kinds & _COMMENTS or (kinds & _POSTINGS and (inside or postings > 1)):
                yield pointer, thing, parent
                parent = pointer
            for name, value in reversed(thing.items()):
                if isinstance(value, list | dict) and name not in ("author", "creator", "parentItem", "publisher"):
                    step = name.replace("~", "~0").replace("/", "~1")
                    waiting.append((f"{pointer}/{step}", value, parent, inside or name == "comment"))


def _kinds(thing: dict[str, Any]) -> set[str]:
    kinds = thing.get("@type")
    found = kinds if isinstance(kinds, list) else [kinds]
    return {kind.rpartition("/")[2] for kind in found if isinstance(kind, str)}


def _kept(script: Node, pointer: str, thing: dict[str, Any]) -> Kept | None:
    for name in ("text", "commentText", "articleBody"):
        value = thing.get(name)
        words = embedded("comment", script, f"{pointer}/{name}", value) if isinstance(value, str) else None
        if words is not None:
            break
    else:
        return None
    posted = next((iso_time(thing.get(name)) for name in ("dateCreated", "datePublished", "commentTime")), None)
    answers: Any = thing.get("parentItem")
    if isinstance(answers, dict):
        answers = next((answers[name] for name in ("@id", "url", "identifier") if name in answers), None)
    return Kept(
        words=words,
        author=_author(script, pointer, thing),
        posted=posted,
        answers=answers if isinstance(answers, str) else None,
    )


def _author(script: Node, pointer: str, thing: dict[str, Any]) -> Embedded | None:
    """Return the place of the author's name: a string, or the name of an object, or of the first of several."""
    for role in ("author", "creator"):
        value, place = thing.get(role), f"{pointer}/{role}"
        if isinstance(value, list) and value:
            value, place = value[0], f"{place}/0"
        for name in ("name", "alternateName"):
            if isinstance(value, dict) and isinstance(value.get(name), str):
                value, place = value[name], f"{place}/{name}"
        found = embedded("author", script, place, value) if isinstance(value, str) else None
        if found is not None:
            return found
    return None


def letters(words: str) -> str:
    """Return the letters and digits of `words` alone, in lower case: enough to know them again."""
    return _LETTERS.sub("", words).lower()
