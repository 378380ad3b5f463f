"""Many pages on this machine, one after the other: the model itself uses the cores it is given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from onrecord.errors import ModelError, OnRecordError
from onrecord.intake.containers import Failure, Source
from onrecord.run.pipeline import Options, read_snapshot
from onrecord.terms import Record


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
            what = f"{type(error).__name__}: {error}"
            result = Failure(name=source.name, error=f"a defect of onrecord kept it from being read ({what}); please report")
        yield result
