"""A count of pages on standard error for anything that takes longer than a second, on a terminal only."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from typing import TextIO, TypeVar

T = TypeVar("T")
PATIENCE = 1.0  # seconds before anything is shown, and
EVERY = 0.1  # seconds between two changes of it


def progress(results: Iterable[T], stream: TextIO) -> Iterator[T]:
    """Yield `results` as they come, with their count and speed on `stream` where it is a terminal."""
    if not stream.isatty():
        yield from results
        return
    begun = shown = time.monotonic()
    visible = False
    try:
        for count, result in enumerate(results, 1):
            now = time.monotonic()
            if visible:
                stream.write("\r\033[K")  # the line is cleared before whoever asked prints something
                visible = False
            yield result
            if now - begun > PATIENCE and now - shown > EVERY:
                stream.write(f"\r{count} pages, {count / (now - begun):.1f} a second")
                stream.flush()
                visible, shown = True, now
    finally:
        if visible:
            stream.write("\r\033[K")
            stream.flush()
