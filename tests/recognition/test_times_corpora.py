"""Floors under times, quantities and said_at on the data beside the project, pinned to the gold they were measured on.

Lowered only on purpose. The figures, and what was looked at to reach them, stand in docs/times.md.
"""

import gzip
import hashlib
import importlib
import json
from dataclasses import replace
from datetime import date

import pytest

from onrecord.recognition.quantities import read_quantities
from onrecord.recognition.times import find_times, read_times, resolve_in_quotations, said_at
from onrecord.terms import Attribution, Block, Page, Published, Snapshot, Span

GOLD = {
    "time/dev.jsonl.gz": "da454c665b24ddc9",
    "time/meantime_public.jsonl.gz": "b7688f925a68c391",
}
PAGES = "03bc35bbad051479"


def score_module(shared, name, monkeypatch):
    monkeypatch.syspath_prepend(str(shared / "score"))
    return importlib.import_module(name)


def digest(data):
    return hashlib.sha256(data).hexdigest()[:16]


def documents(shared, name):
    data = gzip.decompress((shared / "corpora" / name).read_bytes())
    assert digest(data) == GOLD[name], "the gold has changed: measure anew and move the floor on purpose"
    return [json.loads(line) for line in data.decode("utf-8").splitlines()]


def anchored(row):
    return find_times(row["text"], [Span(0, len(row["text"]))], date.fromisoformat(row["dct"][:10]))


@pytest.mark.parametrize(
    ("name", "floor"),
    [
        pytest.param("time/dev.jsonl.gz", 0.765, id="TimeBank and AQUAINT, dev"),
        pytest.param("time/meantime_public.jsonl.gz", 0.865, id="MEANTIME, public"),
    ],
)
def test_values_of_times_stay_above_the_floor(shared, monkeypatch, name, floor):
    timex = score_module(shared, "timex", monkeypatch)
    rows = {row["id"]: row for row in documents(shared, name)}
    told = {
        key: {
            "id": key,
            "timexes": [
                {"start": t.span.start, "end": t.span.end, "type": t.type, "value": t.value} for t in anchored(row)
            ],
        }
        for key, row in rows.items()
    }
    assert timex.score(rows, told)["value"]["f1"] >= floor


def page_of(folder):
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    text = (folder / "page.txt").read_bytes().decode("utf-8")
    blocks = sorted((Block(kind=b["kind"], span=Span(*b["span"])) for b in gold["blocks"]), key=lambda b: b.span)
    page = Page(
        id=folder.name,
        snapshot=Snapshot(sha256="0" * 64, media_type="text/plain"),
        text=text,
        blocks=tuple(blocks),
        published=Published(value=gold["page"]["published"]),
    )
    attributions = [
        Attribution(
            id=one["id"],
            **{part: tuple(Span(*span) for span in one[part] or ()) for part in ("source", "cue", "content")},
            form=one["form"],
            within=one.get("within"),
        )
        for one in gold["attributions"]
    ]
    return gold, page, attributions


@pytest.fixture(scope="module")
def folders(shared):
    found = sorted(folder for folder in (shared / "corpora" / "pages").iterdir() if (folder / "gold.json").is_file())
    assert digest(b"".join((folder / "gold.json").read_bytes() for folder in found)) == PAGES, "the gold has changed"
    return found


def test_times_quantities_and_said_at_on_pages_stay_above_the_floors(shared, folders, monkeypatch):
    pages = score_module(shared, "pages", monkeypatch)
    tally, right, said, invented = pages.Tally(), 0, 0, 0
    for folder in folders:
        gold, page, attributions = page_of(folder)
        published, times = read_times(page)
        dated = []
        for attribution, wanted in zip(attributions, gold["attributions"], strict=True):
            value, _ = said_at(page, attribution, times, published)
            dated.append(replace(attribution, said_at=value))
            good = [wanted.get("said_at"), *wanted.get("said_at_any", [])]
            ok = any(pages.dates_equal(one, value) for one in good)
            said += bool(wanted.get("said_at"))
            right += bool(wanted.get("said_at")) and ok
            invented += not wanted.get("said_at") and not ok
        times, _ = resolve_in_quotations(page, dated, times, published)
        told = {
            "times": [{"span": list(t.span), "value": t.value} for t in times],
            "quantities": [
                {"span": list(q.span), "low": q.low, "high": q.high, "unit": q.unit}
                for q in read_quantities(page, dated, times=times)
            ],
        }
        pages.check(gold, page.text, folder.name)
        pages.valued("times", gold, told, page.text, pages.time_right, tally, ["time value"])
        names = ["quantity", "quantity with unit"]
        pages.valued("quantities", gold, told, page.text, pages.quantity_right(page.text), tally, names)
    report = tally.report()
    assert report["time value"]["value"] >= 0.955
    assert report["quantity"]["value"] >= 0.975
    assert report["quantity with unit"]["value"] >= 0.945
    assert right / said >= 0.92
    assert invented <= 8
