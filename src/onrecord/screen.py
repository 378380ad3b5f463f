"""A record as a person wants to see it on a terminal: who said what, grouped by speaker, then the readers."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.record.store import PageRow
from onrecord.record.verify import Verified
from onrecord.terms import Attribution, Comment, Entity, Record, Span

NOBODY = "nobody named"


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How wide to print, in columns, and whether to use colour."""

    width: int = 80
    colour: bool = False

    def bold(self, words: str) -> str:
        """Return `words` in bold type."""
        return f"\033[1m{words}\033[0m" if self.colour else words

    def faint(self, words: str) -> str:
        """Return `words` in faint type."""
        return f"\033[2m{words}\033[0m" if self.colour else words

    def wrapped(self, words: str, indent: int) -> Iterator[str]:
        """Yield `words` in lines of at most `width` columns, moved in by `indent`; blank lines in it are kept."""
        margin = " " * indent
        for line in words.splitlines() or [""]:
            folded = " ".join(line.split())
            yield from textwrap.wrap(
                folded, max(self.width, indent + 24), initial_indent=margin, subsequent_indent=margin
            )


def page_lines(record: Record, style: Style) -> Iterator[str]:
    """Yield the lines that show `record`: title, date and outlet; who said what; clashes; the readers' comments."""
    yield from _head(record, style)
    yield from _statements(record, style)
    yield from _clashes(record, style)
    yield from _readers(record, style)


def _head(record: Record, style: Style) -> Iterator[str]:
    page = record.page
    yield from (style.bold(line) for line in style.wrapped(page.title or "(no title)", 0))
    told = []
    if page.published:
        told.append(page.published.value + (" (worked out from the text)" if page.published.inferred else ""))
    else:
        told.append("no date")
    told += [words for words in (page.site, ", ".join(page.authors)) if words]
    yield style.faint(" · ".join(told))
    for note in record.notes:
        yield from (style.faint(line) for line in style.wrapped(f"Note: {note}", 0))


def _statements(record: Record, style: Style) -> Iterator[str]:
    entities = {entity.id: entity for entity in record.findings.entities}
    groups: dict[str | None, list[Attribution]] = {}
    for one in record.findings.attributions:
        if one.comment is None:
            groups.setdefault(one.speaker, []).append(one)
    groups = dict(sorted(groups.items(), key=lambda group: group[0] is None))  # nobody last, else as they come
    for speaker, said in groups.items():
        yield ""
        yield _speaker(entities.get(speaker or ""), style)
        for one in said:
            yield from _statement(record, one, entities, style)


def _speaker(entity: Entity | None, style: Style) -> str:
    if entity is None:
        return style.bold(NOBODY[0].upper() + NOBODY[1:])
    about = ", ".join(words for words in (entity.role, entity.affiliation) if words)
    return style.bold(entity.name) + (style.faint(f", {about}") if about and about not in entity.name else "")


def _statement(record: Record, one: Attribution, entities: dict[str, Entity], style: Style) -> Iterator[str]:
    text = record.page.text

    def name(who: str) -> str:
        return entities[who].name if who in entities else who

    facts = [_pieces(text, one.cue) or "(no cue)"]
    facts += ["not said" if one.negated else ""]
    facts += [f"via {', '.join(name(link) for link in one.via)}" if one.via else ""]
    facts += [f"to {', '.join(name(who) for who in one.addressees)}" if one.addressees else ""]
    facts += [one.said_at or "", "" if one.act == "state" else one.act]
    yield from (style.faint(line) for line in style.wrapped(" · ".join(fact for fact in facts if fact), 2))
    yield from style.wrapped(_pieces(text, one.content) or "(nothing quoted)", 4)


def _pieces(text: str, spans: Sequence[Span]) -> str:
    return " … ".join(" ".join(span.of(text).split()) for span in spans)


def _clashes(record: Record, style: Style) -> Iterator[str]:
    for clash in record.findings.clashes:
        words = " / ".join(f"“{' '.join(span.of(record.page.text).split())}”" for span in clash.spans)
        yield ""
        yield from style.wrapped(f"Does not agree: {words}: {' or '.join(clash.values)}. {clash.reason}", 0)


def _readers(record: Record, style: Style) -> Iterator[str]:
    comments = record.page.comments
    if not comments:
        return
    yield ""
    yield style.bold(f"{len(comments)} comment{'s' if len(comments) > 1 else ''} by readers")
    children: dict[str | None, list[Comment]] = {}
    for comment in comments:
        children.setdefault(comment.parent, []).append(comment)
    numbers = {comment.id: number for number, comment in enumerate(comments, 1)}
    waiting = [(comment, 0) for comment in reversed(children.get(None, []))]
    while waiting:  # a thread may be deeper than the interpreter's stack
        comment, depth = waiting.pop()
        yield from _comment(record, comment, numbers, min(depth, 8), style)
        waiting += [(child, depth + 1) for child in reversed(children.get(comment.id, []))]


def _comment(record: Record, comment: Comment, numbers: dict[str, int], depth: int, style: Style) -> Iterator[str]:
    indent = 2 * depth
    lost = "name lost" + (f", probably {comment.probable_author}" if comment.probable_author else "")
    facts = [f"{numbers[comment.id]}. {style.bold(comment.author) if comment.author else f'({lost})'}"]
    if comment.parent:
        why = f" ({comment.parent_reason})" if comment.parent_reason else ""
        facts.append(style.faint(f"answers {numbers[comment.parent]}{why}"))
    facts += [style.faint(words) for words in (comment.stance, comment.posted) if words]
    facts += [style.faint("flagged: " + one.kind) for one in comment.conduct]
    yield ""
    yield " " * indent + " · ".join(facts)
    if comment.span is None:
        yield " " * indent + style.faint("(its text is lost on the page)")
    else:
        yield from style.wrapped(record.page.text_at(comment.span), indent + 2)


def list_lines(pages: Sequence[PageRow], style: Style) -> Iterator[str]:
    """Yield a line for each page of a record file: its id, day, counts and title."""
    for row in pages:
        name = row.id if len(row.id) <= 19 else row.id[:19]
        counts = f"{row.attributions:4d} said {row.comments:4d} comments"
        yield f"{style.bold(f'{name:19}')}  {row.published or 'no date':10}  {counts}  {row.title or '(no title)'}"


def verified_lines(verified: Verified, style: Style) -> Iterator[str]:
    """Yield what was checked in a record file, and each fault found."""
    for fault in verified.faults:
        yield style.bold("broken") + f"  {fault}"
    checked = f"{verified.pages} pages, {verified.blocks} blocks and {verified.passages} passages"
    yield f"{checked} checked: " + (f"{len(verified.faults)} do not hold" if verified.faults else "all hold")
