"""Whether a record file still says what its snapshots say. Nothing is read anew: no extraction, no model."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.errors import OnRecordError
from onrecord.intake.selectors import Follower
from onrecord.record.check import spans_of
from onrecord.record.store import Store
from onrecord.terms import Page, Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something that does not hold: the page's id ("" for the file itself), and what is wrong."""

    page: str
    what: str

    def __str__(self) -> str:
        return f"{self.page or 'the file'}: {self.what}"


@dataclass(slots=True, kw_only=True)
class Verified:
    """How much was checked, and what of it does not hold."""

    pages: int = 0
    blocks: int = 0
    passages: int = 0
    faults: list[Fault]


def verify(store: Store) -> Verified:
    """Return what was checked in `store` and every fault found, in the order of the pages.

    Checked: the file as SQLite sees it; each snapshot's digest; each block, by its way back into the snapshot; each
    recorded passage against the record's text; each record against its contract.
    """
    result = Verified(faults=[Fault(page="", what=what) for what in store.damage()])
    for name, record, passages in store.numbered():
        result.pages += 1
        if not isinstance(record, Record):
            result.faults.append(Fault(page=name, what=str(record)))
            continue
        result.blocks += len(record.page.blocks)
        result.passages += len(passages)
        found = (*_snapshot_faults(record.page), *_block_faults(record.page), *_passage_faults(record, passages))
        result.faults += [Fault(page=name, what=what) for what in found]
    return result


def _snapshot_faults(page: Page) -> Iterator[str]:
    digest = hashlib.sha256(page.snapshot.body).hexdigest()
    if digest != page.snapshot.sha256:
        yield f"its snapshot was recorded as sha256 {page.snapshot.sha256}, but its bytes now give {digest}"


def _block_faults(page: Page) -> Iterator[str]:
    try:
        follower = Follower(page.snapshot)
    except OnRecordError as error:
        yield f"its snapshot can no longer be opened: {error}"
        return
    for number, block in enumerate(page.blocks):
        words = page.text_at(block.span)
        try:
            there = follower.words(block.selectors) if block.selectors else follower.slice(block.span)
        except OnRecordError as error:
            yield f"block {number} ({block.kind}) has lost its way back into the snapshot: {error}"
            continue
        if there.split() != words.split():
            yield f"block {number} ({block.kind}) reads {_short(words)} but its snapshot reads {_short(there)}"


def _passage_faults(record: Record, passages: list[tuple[str, str, str, int, int, str]]) -> Iterator[str]:
    recorded = {passage[:5]: passage[5] for passage in passages}
    wanted = {(layer, item, role, *span): span for layer, item, role, span in spans_of(record)}
    for (layer, item, role, start, end), words in recorded.items():
        there = record.page.text[start:end]
        if there != words:
            yield f"{layer} {item}: {role} at [{start}, {end}] was {_short(words)} when recorded, now {_short(there)}"
    for missing in wanted.keys() - recorded.keys():
        yield f"{missing[0]} {missing[1]}: the words of its {missing[2]} at {list(missing[3:])} are not recorded"
    for extra in recorded.keys() - wanted.keys():
        yield f"{extra[0]} {extra[1]}: words are recorded for a {extra[2]} at {list(extra[3:])} that the record has not"


def _short(words: str) -> str:
    return repr(words if len(words) < 60 else words[:57] + "...")
