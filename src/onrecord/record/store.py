"""One SQLite file that keeps snapshots, pages and what was found on them."""

from __future__ import annotations

import dataclasses
import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from onrecord.errors import RecordError, StoreError
from onrecord.record.check import spans_of
from onrecord.record.jsonl import from_line, to_line
from onrecord.record.schema import prepare
from onrecord.terms import Record, Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRow:
    """A line of the list of pages; `attributions` and `comments` are how many there are."""

    id: str
    sha256: str
    added: str
    title: str | None
    site: str | None
    published: str | None
    attributions: int
    comments: int


class Store:
    """A record file, open. Use it in a `with` statement; every page is written whole or not at all."""

    def __init__(self, path: str | Path, *, create: bool = False) -> None:
        self.path = Path(path)
        if not create and not self.path.is_file():
            raise StoreError(f"there is no record file {self.path}: make one with `onrecord add {self.path} PAGE`")
        try:
            self._database = sqlite3.connect(self.path, isolation_level=None, timeout=30)
            self._database.execute("PRAGMA foreign_keys = ON")
            prepare(self._database, name=str(self.path))
        except StoreError:
            self._database.close()
            raise
        except sqlite3.Error as error:
            raise StoreError(
                f"{self.path} cannot be used as a record file ({error}): name an SQLite file that "
                "onrecord made, or one that does not exist yet, in a folder that you may write to"
            ) from None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._database.close()

    def has(self, page_id: str, sha256: str) -> bool:
        """Return whether this snapshot is there already, read under this id."""
        found = self._database.execute("SELECT 1 FROM page WHERE id = ? AND sha256 = ?", (page_id, sha256))
        return found.fetchone() is not None

    def add(self, record: Record) -> bool:
        """Write `record` with its snapshot; return False, changing nothing, where it is there already.

        Another snapshot under the same id is added beside the first: nothing recorded is overwritten.
        """
        page = record.page
        if self.has(page.id, page.snapshot.sha256):
            return False
        line = to_line(record)
        words = [(layer, item, role, *span, page.text_at(span)) for layer, item, role, span in spans_of(record)]
        published = page.published.value if page.published else None
        added = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        self._database.execute("BEGIN IMMEDIATE")
        try:
            self._database.execute(
                "INSERT OR IGNORE INTO snapshot VALUES (?, ?)", (page.snapshot.sha256, page.snapshot.body)
            )
            row = self._database.execute(
                "INSERT INTO page (id, sha256, added, title, site, published, record) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (page.id, page.snapshot.sha256, added, page.title, page.site, published, line),
            )
            self._database.executemany(
                "INSERT INTO passage VALUES (?, ?, ?, ?, ?, ?, ?)", [(row.lastrowid, *one) for one in words]
            )
            self._database.execute("COMMIT")
        except sqlite3.Error as error:
            self._database.execute("ROLLBACK")
            raise StoreError(
                f"page {page.id!r} could not be written to {self.path} ({error}); nothing of it was kept, and the "
                "pages before it stand: free some space, or close what else writes to the file, and add it again"
            ) from None
        return True

    def pages(self) -> Iterator[PageRow]:
        """Yield a row for each page, in the order in which they were added."""
        for row in self._database.execute(
            "SELECT id, sha256, added, title, site, published, record FROM page ORDER BY page"
        ):
            found = json.loads(row[6])
            yield PageRow(
                id=row[0],
                sha256=row[1],
                added=row[2],
                title=row[3],
                site=row[4],
                published=row[5],
                attributions=len(found["attributions"]),
                comments=len(found["comments"]),
            )

    def get(self, page_id: str) -> Record:
        """Return the record of the page with this id, snapshot and all: the latest, where several were added.

        The beginning of an id is enough where no other id begins so. Raise `StoreError` where there is none.
        """
        rows = self._database.execute(
            "SELECT id, page FROM page WHERE id = ?1 OR substr(id, 1, length(?1)) = ?1 "
            "OR substr(sha256, 1, length(?1)) = ?1 ORDER BY page",
            (page_id,),
        ).fetchall()
        exact = [row for row in rows if row[0] == page_id] or rows
        if not exact:
            raise StoreError(f"{self.path} holds no page {page_id!r}: `onrecord show {self.path}` lists those it has")
        if len({name for name, _ in exact}) > 1:
            named = ", ".join(sorted({name for name, _ in exact})[:5])
            raise StoreError(f"{page_id!r} begins the ids of several pages ({named}): give more of it")
        return self._record(exact[-1][1])

    def _record(self, number: int) -> Record:
        [[line, body]] = self._database.execute(
            "SELECT record, body FROM page JOIN snapshot USING (sha256) WHERE page = ?", (number,)
        )
        record = from_line(line)
        snapshot: Snapshot = dataclasses.replace(record.page.snapshot, body=body)
        return dataclasses.replace(record, page=dataclasses.replace(record.page, snapshot=snapshot))

    def records(self) -> Iterator[Record]:
        """Yield every record, snapshot and all, in the order in which they were added."""
        for [number] in self._database.execute("SELECT page FROM page ORDER BY page").fetchall():
            yield self._record(number)

    def numbered(self) -> Iterator[tuple[str, Record | RecordError, list[tuple[str, str, str, int, int, str]]]]:
        """Yield for each page its id, its record (or what is wrong with it), and its passages as they were written."""
        for number, name in self._database.execute("SELECT page, id FROM page ORDER BY page").fetchall():
            record: Record | RecordError
            try:
                record = self._record(number)
            except RecordError as error:
                record = error
            passages = self._database.execute(
                'SELECT layer, item, role, start, "end", words FROM passage WHERE page = ? ORDER BY rowid', (number,)
            ).fetchall()
            yield name, record, passages

    def damage(self) -> list[str]:
        """Return what SQLite itself finds wrong with the file: broken pages, rows that lead nowhere."""
        try:
            found = [row[0] for row in self._database.execute("PRAGMA integrity_check") if row[0] != "ok"]
            found += [f"a row of {row[0]} leads nowhere" for row in self._database.execute("PRAGMA foreign_key_check")]
        except sqlite3.DatabaseError as error:
            found = [str(error)]
        return found
