"""A record as one JSON object, in the format "onrecord/1" of docs/record.md, and back.

The types of `terms` are written field by field under their own names; a span is [start, end]. Reading is strict about
the type of every known field and passes over unknown ones, which a later version may have added.
"""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from collections.abc import Mapping
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin

from onrecord.errors import RecordError
from onrecord.record.check import check
from onrecord.terms import Findings, Page, Provenance, Record, Span

FORMAT = "onrecord/1"

_RENAMED = {"selectors": "selector"}
_NOT_WRITTEN = {"body"}  # of a snapshot: kept in the record file, not in JSON


def to_json(record: Record) -> dict[str, Any]:
    """Return `record` as plain JSON values; raise `RecordError` where it breaks its contract."""
    check(record)
    page = _plain(record.page)
    about_page = {name: page[name] for name in ("title", "site", "language", "authors", "published", "modified")}
    return {
        "format": FORMAT,
        "id": page["id"],
        "snapshot": page["snapshot"],
        "made_by": _plain(record.made_by),
        **about_page,
        "origins": page["origins"],
        "notes": list(record.notes),
        "text": page["text"],
        "blocks": page["blocks"],
        **_plain(record.findings),
        "comments": page["comments"],
    }


def without_conduct(record: Record) -> Record:
    """Return the record without the marks of insults and hate on its comments, which leave it only when asked for."""
    comments = tuple(dataclasses.replace(comment, conduct=()) for comment in record.page.comments)
    return dataclasses.replace(record, page=dataclasses.replace(record.page, comments=comments))


def to_line(record: Record) -> str:
    """Return `record` as one line of JSON, without the line break."""
    return json.dumps(to_json(record), ensure_ascii=False, separators=(",", ":"))


def from_json(row: object) -> Record:
    """Return the record that `row` holds; raise `RecordError` where it is not one or breaks its contract."""
    if not isinstance(row, dict) or row.get("format") != FORMAT:
        came = row.get("format") if isinstance(row, dict) else type(row).__name__
        raise RecordError(f'a record is an object with "format": "{FORMAT}", but {came!r} came')
    return check(
        Record(
            page=_typed(Page, row, "record"),
            findings=_typed(Findings, row, "record"),
            made_by=_typed(Provenance, row.get("made_by"), "made_by"),
            notes=_typed(tuple[str, ...], row.get("notes", []), "notes"),
        )
    )


def from_line(line: str) -> Record:
    """Return the record that a line of JSON holds; raise `RecordError` where it is none."""
    try:
        row = json.loads(line)
    except ValueError as error:
        raise RecordError(f"a record is one line of JSON, but this is none: {error}") from None
    return from_json(row)


def _plain(value: Any) -> Any:
    if isinstance(value, Span):
        return [value.start, value.end]
    if dataclasses.is_dataclass(value):
        kind: Any = type(value)
        return {
            _RENAMED.get(name, name): _selector(inner) if name == "selectors" else _plain(inner)
            for name in _fields(kind)
            if name not in _NOT_WRITTEN
            for inner in (getattr(value, name),)
        }
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, float) and value.is_integer():
        return int(value)  # 40 people, not 40.0
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value


def _selector(selectors: tuple[Any, ...]) -> Any:
    """None for plain text, one object for one selector, else a list, as the contract has it."""
    if not selectors:
        return None
    written = [{name: value for name, value in _plain(one).items() if value is not None} for one in selectors]
    return written[0] if len(written) == 1 else written


@cache
def _fields(kind: Any) -> dict[str, Any]:
    hints = typing.get_type_hints(kind)
    return {field.name: hints[field.name] for field in dataclasses.fields(kind)}


def _typed(kind: Any, value: Any, where: str) -> Any:
    """Return `value` as an instance of the type `kind`, or raise naming where it stands and what was expected."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return None if value is None else _typed(next(k for k in inner if k is not type(None)), value, where)
    if kind is Span:
        return _span(value, where)
    if dataclasses.is_dataclass(kind):
        return _object(kind, value, where)
    if origin is tuple:
        _expect(isinstance(value, list), "a list", value, where)
        return tuple(_typed(inner[0], one, f"{where}[{n}]") for n, one in enumerate(value))
    if origin is Literal:
        _expect(value in inner, f"one of {', '.join(map(repr, inner))}", value, where)
    elif origin is Mapping:
        good = isinstance(value, dict) and all(isinstance(one, str) for one in value.values())
        _expect(good, "an object of strings", value, where)
    elif kind is float:
        _expect(isinstance(value, int | float) and not isinstance(value, bool), "a number", value, where)
        return float(value)
    else:
        _expect(type(value) is kind, {str: "a string", bool: "true or false"}.get(kind, "a whole number"), value, where)
    return value


def _object(kind: Any, value: Any, where: str) -> Any:
    _expect(isinstance(value, dict), "an object", value, where)
    given = {}
    for name, hint in _fields(kind).items():
        key = _RENAMED.get(name, name)
        if key not in value:
            continue
        inner = value[key]
        if name == "selectors":
            inner = [] if inner is None else [inner] if isinstance(inner, dict) else inner
        given[name] = _typed(hint, inner, f"{where}.{key}")
    try:
        return kind(**given)
    except TypeError as error:  # a field that has no default was left out
        raise RecordError(f"{where}: {str(error).split('__init__() ')[-1]}") from None


def _span(value: Any, where: str) -> Span:
    good = isinstance(value, list) and len(value) == 2 and all(type(n) is int for n in value)
    _expect(good, "a span of two whole numbers", value, where)
    return Span(*value)


def _expect(good: bool, what: str, value: Any, where: str) -> None:
    if not good:
        shown = repr(value)
        raise RecordError(f"{where}: {what} was expected, not {shown if len(shown) < 80 else shown[:77] + '...'}")
