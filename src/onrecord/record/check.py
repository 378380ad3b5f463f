"""Whether a record keeps its contract: every span inside its text, every id known, blocks in order."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from onrecord.errors import RecordError
from onrecord.terms import Attribution, Comment, Record, Span


def spans_of(record: Record) -> Iterator[tuple[str, str, str, Span]]:
    """Yield every span of `record` as (layer, id or number, role, span), in the order of the record."""
    page, found = record.page, record.findings
    if page.published and page.published.span:
        yield "published", "0", "span", page.published.span
    for n, block in enumerate(page.blocks):
        yield "blocks", str(n), block.kind, block.span
    for entity in found.entities:
        for span in entity.mentions:
            yield "entities", entity.id, "mention", span
    for one in found.attributions:
        for role, spans in (("source", one.source), ("cue", one.cue), ("content", one.content)):
            for span in spans:
                yield "attributions", one.id, role, span
        for qualifier in one.qualifiers:
            yield "attributions", one.id, qualifier.kind, qualifier.span
    for n, time in enumerate(found.times):
        yield "times", str(n), "span", time.span
    for n, quantity in enumerate(found.quantities):
        yield "quantities", str(n), "span", quantity.span
    for n, clash in enumerate(found.clashes):
        for span in clash.spans:
            yield "clashes", str(n), "span", span
    for comment in page.comments:
        for role, span in _spans_of_comment(comment):
            yield "comments", comment.id, role, span


def _spans_of_comment(comment: Comment) -> Iterator[tuple[str, Span]]:
    for role, one in (("author", comment.author_span), ("text", comment.span), ("about", comment.about)):
        if one:
            yield role, one
    for quote in comment.quotes:
        yield "quote", quote.span
        yield "quote of", quote.of
    for span in comment.questions:
        yield "question", span
    for conduct in comment.conduct:
        yield conduct.kind, conduct.span


def check(record: Record) -> Record:
    """Return `record` as it is, or raise `RecordError` naming the first thing in it that breaks the contract."""
    length = len(record.page.text)
    for layer, item, role, span in spans_of(record):
        if not 0 <= span.start < span.end <= length:
            raise RecordError(
                f"record {record.page.id!r}: {layer} {item}: {role} {list(span)} is empty or outside the text "
                f"(0 to {length}); a span is [start, end) in code points of this very text"
            )
    _check_blocks(record)
    _check_ids(record)
    return record


def _check_blocks(record: Record) -> None:
    end = 0
    for n, block in enumerate(record.page.blocks):
        if block.span.start < end:
            raise RecordError(
                f"record {record.page.id!r}: block {n} starts at {block.span.start}, before the one above it ends "
                f"({end}); blocks stand in order and do not overlap"
            )
        end = block.span.end


def _check_ids(record: Record) -> None:
    entities = _unique(record, "entities", (entity.id for entity in record.findings.entities))
    attributions = _unique(record, "attributions", (one.id for one in record.findings.attributions))
    comments = _unique(record, "comments", (comment.id for comment in record.page.comments))
    for one in record.findings.attributions:
        where = f"attribution {one.id!r}"
        _known(record, where, (one.speaker, *one.via), entities, "entity")
        _known(record, where, (one.within,), attributions, "attribution")
        _known(record, where, (one.comment,), comments, "comment")
    for quantity in record.findings.quantities:
        _known(record, f"the quantity at {list(quantity.span)}", (quantity.attribution,), attributions, "attribution")
    for comment in record.page.comments:
        quoted = (quote.comment for quote in comment.quotes)
        named = (comment.parent, *comment.answers, *comment.addressees, *quoted)
        _known(record, f"comment {comment.id!r}", named, comments, "comment")
    _no_circle(record, {one.id: one.within for one in record.findings.attributions}, "within")
    _no_circle(record, {comment.id: comment.parent for comment in record.page.comments}, "parent")


def _unique(record: Record, layer: str, ids: Iterable[str]) -> set[str]:
    seen: set[str] = set()
    for name in ids:
        if name in seen:
            raise RecordError(f"record {record.page.id!r}: {layer}: id {name!r} stands there twice")
        seen.add(name)
    return seen


def _known(record: Record, where: str, ids: Iterable[str | None], known: Collection[str], what: str) -> None:
    for name in ids:
        if name is not None and name not in known:
            raise RecordError(f"record {record.page.id!r}: {where} names {name!r}, which is the id of no {what} here")


def _no_circle(record: Record, up: dict[str, str | None], what: str) -> None:
    """Refuse a chain of `up` that comes back to where it began. Each item is walked once."""
    safe: set[str] = set()
    for first in up:
        walked: set[str] = set()
        at: str | None = first
        while at is not None and at not in safe:
            if at in walked:
                raise RecordError(f"record {record.page.id!r}: {what}: {at!r} comes back to itself")
            walked.add(at)
            at = up[at]
        safe |= walked


def innermost(attributions: Iterable[Attribution], span: Span) -> Attribution | None:
    """Return the attribution with the shortest content piece that holds `span`, or None where none does."""
    held = [(piece.length, one) for one in attributions for piece in one.content if piece.holds(span)]
    return min(held, key=lambda pair: pair[0])[1] if held else None
