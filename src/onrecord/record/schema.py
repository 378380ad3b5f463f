"""The tables of a record file, and the migrations that lead to them.

A record file is one SQLite database. `snapshot` keeps the bytes as they came, `page` one record for each reading of a
snapshot under an id, `passage` every span of that record with the words that stood there when it was written.
"""

from __future__ import annotations

import sqlite3

from onrecord.errors import StoreError

APPLICATION_ID = 0x6F6E7263  # "onrc": what `file` and we tell a record file by
MIGRATIONS: tuple[tuple[str, str], ...] = (
    (
        "snapshots, pages and their passages",
        """
        CREATE TABLE snapshot (
            sha256 TEXT PRIMARY KEY,     -- digest of body, lower-case hexadecimal
            body BLOB NOT NULL
        ) STRICT;
        CREATE TABLE page (
            page INTEGER PRIMARY KEY,
            id TEXT NOT NULL,            -- the id given with the input, else "sha256:" and the digest
            sha256 TEXT NOT NULL REFERENCES snapshot,
            added TEXT NOT NULL,         -- RFC 3339, UTC
            title TEXT,
            site TEXT,
            published TEXT,              -- a TIMEX3 value
            record TEXT NOT NULL,        -- the whole record as JSON, see docs/record.md
            UNIQUE (id, sha256)
        ) STRICT;
        CREATE TABLE passage (
            page INTEGER NOT NULL REFERENCES page ON DELETE CASCADE,
            layer TEXT NOT NULL,         -- blocks, entities, attributions, ...
            item TEXT NOT NULL,          -- the id in that layer, or its number
            role TEXT NOT NULL,          -- a block's kind; source, cue, content; mention; ...
            start INTEGER NOT NULL,      -- code points of the record's text
            "end" INTEGER NOT NULL,
            words TEXT NOT NULL
        ) STRICT;
        CREATE INDEX passage_of_page ON passage (page);
        """,
    ),
)
VERSION = len(MIGRATIONS)


def prepare(database: sqlite3.Connection, *, name: str) -> None:
    """Bring `database` up to this version's tables; raise `StoreError` where it is not ours or is newer than we are."""
    [[version]] = database.execute("PRAGMA user_version")
    [[application]] = database.execute("PRAGMA application_id")
    [[tables]] = database.execute("SELECT count(*) FROM sqlite_master")
    if application != APPLICATION_ID and tables:
        raise StoreError(f"{name} is an SQLite file, but no record of onrecord's: name another file")
    if version > VERSION:
        raise StoreError(
            f"{name} was written by a newer onrecord (its tables are of version {version}, this one knows {VERSION}): "
            "upgrade onrecord to use it"
        )
    for number, (_, script) in enumerate(MIGRATIONS[version:], version + 1):
        database.executescript(
            f"BEGIN; PRAGMA application_id = {APPLICATION_ID}; {script} PRAGMA user_version = {number}; COMMIT;"
        )
