"""Whether a record file still says what its snapshots say. Nothing is read anew: no extraction, no model."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from onrecord.errors import InputError, RecordError
from onrecord.record.check import spans_of
from onrecord.record.store import Store
from onrecord.terms import Record, Snapshot

WordsOf = Callable[[Snapshot], Callable[[Record], Iterator[tuple[int, str]]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something that does not hold: the page's id ("" for the file), what was checked, and what is wrong with it."""

    page: str
    check: str
    what: str
