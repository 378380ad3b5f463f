"""onrecord: who said what, to whom, when, and on whose word.

    import onrecord
    record = onrecord.read("page.html")
    for one in record.findings.attributions:
        print(one.speaker, [record.page.text_at(span) for span in one.content])

Nothing is loaded before the first name is used; the model is loaded by the first page that needs it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.errors import OnRecordError
    from onrecord.intake.containers import Failure, Source, sources
    from onrecord.intake.pages import Hints
    from onrecord.record.store import Store
    from onrecord.run.local import read, read_many
    from onrecord.run.pipeline import Options, read_snapshot
    from onrecord.terms import Page, Record, Snapshot, Span

__version__ = "0.1.0"
__all__ = [
    "Failure",
    "Hints",
    "OnRecordError",
    "Options",
    "Page",
    "Record",
    "Snapshot",
    "Source",
    "Span",
    "Store",
    "__version__",
    "read",
    "read_many",
    "read_snapshot",
    "sources",
]
_ROOMS = {
    "errors": ("OnRecordError",),
    "intake.containers": ("Failure", "Source", "sources"),
    "intake.pages": ("Hints",),
    "record.store": ("Store",),
    "run.local": ("read", "read_many"),
    "run.pipeline": ("Options", "read_snapshot"),
    "terms": ("Page", "Record", "Snapshot", "Span"),
}


def __getattr__(name: str) -> object:
    for room, names in _ROOMS.items():
        if name in names:
            return getattr(import_module(f"onrecord.{room}"), name)
    raise AttributeError(f"module 'onrecord' has no attribute {name!r}")
