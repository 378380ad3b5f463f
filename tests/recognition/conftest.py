"""Pages written in one line, with their attributions marked in the text."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from onrecord.recognition.people import read_people
from onrecord.terms import Attribution, Block, Entity, Page, Snapshot, Span

MARK = re.compile(r"\[(?P<number>\d)(?P<part>[sct]):|\]")


@dataclass
class Reading:
    """A marked page as `read_people` reads it; the number of a mark is the id of its attribution."""

    page: Page
    entities: tuple[Entity, ...]
    attributions: dict[str, Attribution]

    def name(self, key: str | None) -> str | None:
        """The name of the entity with this id, or the words themselves."""
        return next((one.name for one in self.entities if one.id == key), key)

    def speaker(self, number: int) -> str | None:
        return self.name(self.attributions[str(number)].speaker)

    def via(self, number: int) -> list[str | None]:
        return [self.name(key) for key in self.attributions[str(number)].via]

    def addressees(self, number: int) -> list[str | None]:
        return [self.name(key) for key in self.attributions[str(number)].addressees]

    def entity(self, name: str) -> Entity:
        [found] = [one for one in self.entities if one.name == name]
        return found

    def words(self, entity: Entity) -> list[str]:
        return [self.page.text_at(span) for span in entity.mentions]


def unmarked(text: str) -> tuple[str, list[Attribution]]:
    """Return `text` without its marks, and the attributions that they mark: "[1s:Ann] [1c:said] [1t:no]"."""
    plain, at = "", 0
    opened: list[tuple[str, str, int]] = []
    parts: dict[str, dict[str, list[Span]]] = {}
    for mark in MARK.finditer(text):
        plain += text[at : mark.start()]
        at = mark.end()
        if mark["part"]:
            opened.append((mark["number"], mark["part"], len(plain)))
        else:
            number, part, start = opened.pop()
            parts.setdefault(number, {"s": [], "c": [], "t": []})[part].append(Span(start, len(plain)))
    plain += text[at:]
    made = [
        Attribution(
            id=number,
            source=tuple(sorted(found["s"])),
            cue=tuple(sorted(found["c"])),
            content=tuple(sorted(found["t"])),
            form="direct" if all(plain[s.start] in '“"' for s in found["t"]) and found["t"] else "indirect",
        )
        for number, found in sorted(parts.items())
    ]
    return plain, [_nested(one, made) for one in made]


def _nested(one: Attribution, all_of_them: list[Attribution]) -> Attribution:
    from dataclasses import replace

    around = [
        other
        for other in all_of_them
        if other is not one and any(span.holds(part) for span in other.content for part in (*one.cue, *one.source))
    ]
    inner = min(around, key=lambda other: sum(span.length for span in other.content), default=None)
    return replace(one, within=inner.id if inner else None)


@pytest.fixture(scope="session")
def read() -> Callable[..., Reading]:
    """Read a marked page, one paragraph a line; a line that opens with "# " is the headline, with "@ " a dateline."""

    def reading(text: str, *, site: str | None = None, authors: tuple[str, ...] = ()) -> Reading:
        plain, attributions = unmarked(text)
        blocks, at = [], 0
        for line in plain.split("\n"):
            kind = {"# ": "headline", "@ ": "dateline"}.get(line[:2], "paragraph")
            start = at + (0 if kind == "paragraph" else 2)
            if line.strip():
                blocks.append(Block(kind=kind, span=Span(start, at + len(line))))  # type: ignore[arg-type]
            at += len(line) + 1
        page = Page(
            id="page",
            snapshot=Snapshot(sha256="0" * 64, media_type="text/plain"),
            text=plain,
            blocks=tuple(blocks),
            site=site,
            authors=authors,
        )
        entities, found = read_people(page, attributions, None)
        return Reading(page, entities, {one.id: one for one in found})

    return reading
