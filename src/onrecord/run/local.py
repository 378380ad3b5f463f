"""Many pages on this machine, one after the other: the model itself uses the cores it is given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from onrecord.errors import InputError, ModelError, OnRecordError
from onrecord.intake.containers import Failure, Source, sources
from onrecord.intake.pages import Hints
from onrecord.run.pipeline import Options, read_snapshot
from onrecord.terms import Record


def read(
    page: str | Path, *, hints: Hints | None = None, options: Options | None = None, fetch: bool = False
) -> Record:
    """Return the record of the page in the file `page` (or at that address, with `fetch`).

    Raises `InputError` where it cannot be read or holds several pages: then `read_many(sources([page]))` is meant.
    """
    results = list(islice(sources([str(page)], fetch=fetch, hints=hints or Hints()), 2))
    if len(results) != 1:
        raise InputError(f"expected one page in {page}, but it holds {'several' if results else 'none'}: use read_many")
    [found] = results
    if isinstance(found, Failure):
        raise InputError(str(found))
    return read_snapshot(found.snapshot(), found.hints, options)


def read_many(sources: Iterable[Source | Failure], options: Options | None = None) -> Iterator[Record | Failure]:
    """Yield a record for each source, or a `Failure` that names it and says why, in the same order.

    One bad page never stops the others. A model that cannot be used does: `ModelError`.
    """
    options = options or Options()
    for source in sources:
        if isinstance(source, Failure):
            yield source
            continue
        result: Record | Failure
        try:
            result = read_snapshot(source.snapshot(), source.hints, options)
        except ModelError:
            raise
        except OnRecordError as error:
            result = Failure(name=source.name, error=str(error))
        except Exception as error:  # the edge: whatever one page breaks, the others are still read
            what = f"a defect of onrecord kept it from being read ({type(error).__name__}: {error}); please report it"
            result = Failure(name=source.name, error=what)
        yield result
