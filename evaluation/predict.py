"""Predictions for each task, from its input alone: JSON Lines in, JSON Lines out, as the task's score takes them.

Nothing but the installed package and the standard library is used, so that hidden sets can be read by the same way.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial
from typing import Any

from onrecord import Hints, Options, Record, Source, read_many
from onrecord.record.jsonl import to_json
from onrecord.terms import LAYERS, Layer, Span

Row = dict[str, Any]


def rows_of(lines: Iterable[str]) -> Iterator[Row]:
    """Yield the object on each line; stop with exit status 2 at a line that is none."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            sys.exit(f"evaluation: line {number}: expected a JSON object, but got {error}")
        if not isinstance(row, dict) or not isinstance(row.get("id"), str):
            sys.exit(f'evaluation: line {number}: expected a JSON object with a string "id"')
        yield row


def _records(rows: Iterable[Row], layers: Iterable[Layer], field: str) -> Iterator[Record]:
    """Read each row's page; what cannot be read is named on standard error and left out."""
    for result in read_many(map(partial(_source, field=field), rows), Options(layers=frozenset(layers))):
        if isinstance(result, Record):
            yield result
        else:
            print(f"evaluation: {result}", file=sys.stderr)


def _source(row: Row, field: str) -> Source:
    body = row.get(field) or row.get("text")
    kind = "text/plain" if body else "text/html"
    known = {name: row[name] for name in ("id", "url", "site", "date", "title") if isinstance(row.get(name), str)}
    return Source(name=row["id"], body=body or row.get("html") or "", media_type=kind, hints=Hints(**known))


def attributions(rows: Iterable[Row], field: str) -> Iterator[Row]:
    for record in _records(rows, {"attributions"}, field):
        found = [one for one in record.findings.attributions if one.within is None]
        yield {
            "id": record.page.id,
            "attributions": [{"source": one.source, "cue": one.cue, "content": one.content} for one in found],
        }


def pages(rows: Iterable[Row], field: str) -> Iterator[Row]:
    for record in _records(rows, LAYERS, field):
        yield to_json(record)


def articles(rows: Iterable[Row], field: str) -> Iterator[Row]:
    for record in _records(rows, {"blocks"}, field):
        yield {"id": record.page.id, "articleBody": record.page.article_body()}


def threads(rows: Iterable[Row], field: str) -> Iterator[Row]:
    for record in _records(rows, {"threads"}, field):
        page = record.page
        shown = [comment for comment in page.comments if comment.span]
        place = {comment.id: number for number, comment in enumerate(shown)}
        yield {
            "id": page.id,
            "comments": [
                {
                    "text": comment_words(record, comment.span),
                    "author": comment.author,
                    "parent": place.get(comment.parent or ""),
                }
                for comment in shown
                if comment.span
            ],
        }


def comment_words(record: Record, span: Span) -> str:
    """Return a comment's own words: what stands at `span` less the furniture in it."""
    words, at = [], span.start
    for block in record.page.blocks:
        if block.kind == "furniture" and span.holds(block.span):
            words.append(record.page.text[at : block.span.start])
            at = block.span.end
    return "".join([*words, record.page.text[at : span.end]])


def times(rows: Iterable[Row], field: str) -> Iterator[Row]:
    from onrecord.recognition.times import find_times

    for row in rows:
        text = row.get(field) or row["text"]
        anchor = date.fromisoformat(row["dct"][:10]) if row.get("dct") else None
        found = find_times(text, [Span(0, len(text))], anchor) if text else []
        told = [{"start": t.span.start, "end": t.span.end, "type": t.type, "value": t.value} for t in found]
        yield {"id": row["id"], "timexes": told}


def coref(rows: Iterable[Row], field: str) -> Iterator[Row]:
    from onrecord.recognition.people.tasks import answer_gap, answer_items

    for row in rows:
        if "pronoun" in row:
            a_coref, b_coref = answer_gap(row)
            yield {"id": row["id"], "a_coref": a_coref, "b_coref": b_coref}
        else:
            yield {"id": row["id"], "answers": answer_items(row)}


def replies(rows: Iterable[Row], field: str) -> Iterator[Row]:
    from onrecord.recognition.threads.chat import links_of_log

    for row in rows:
        yield {"id": row["id"], "links": links_of_log(row["messages"])}


def conduct(rows: Iterable[Row], field: str) -> Iterator[Row]:
    from onrecord.recognition.conduct import flags, scores

    for row in rows:
        yield {"id": row["id"], "scores": scores(row["text"]), "flags": flags(row["text"])}


def agree(rows: Iterable[Row], field: str) -> Iterator[Row]:
    from onrecord.recognition.threads.stance import agreement

    for row in rows:
        yield {"id": row["id"], "label": agreement(row["quote"], row["response"])}


TASKS: dict[str, Callable[[Iterable[Row], str], Iterator[Row]]] = {
    task.__name__: task for task in (attributions, pages, articles, threads, times, coref, replies, conduct, agree)
}
