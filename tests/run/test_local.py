"""Many pages: one bad page never stops the others, and is named."""

import pytest

from onrecord.errors import InputError, ModelError
from onrecord.intake.containers import Failure, Source
from onrecord.run import local
from onrecord.run.local import read, read_many
from onrecord.run.pipeline import Options
from onrecord.terms import Record

BLOCKS = Options(layers=frozenset({"blocks"}))


def page(name: str, body: bytes | str) -> Source:
    return Source(name=name, body=body)


def test_records_come_in_the_order_of_the_pages_and_bad_ones_are_named() -> None:
    given = [
        page("one", "Ann Lee said yes."),
        page("two", b"%PDF-1.4"),
        Failure(name="three", error="lost"),
        page("four", "Yes."),
    ]
    results = list(read_many(given, BLOCKS))
    assert [type(result) for result in results] == [Record, Failure, Failure, Record]
    assert "PDF" in str(results[1])
    assert str(results[2]) == "three: lost"


def test_a_defect_met_on_one_page_is_reported_and_the_next_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = local.read_snapshot

    def fails_once(snapshot, hints, options):
        if b"bad" in snapshot.body:
            raise ZeroDivisionError("by nought")
        return whole(snapshot, hints, options)

    monkeypatch.setattr(local, "read_snapshot", fails_once)
    bad, good = read_many([page("a bad one", "bad"), page("a good one", "good")], BLOCKS)
    assert str(bad).startswith("a bad one: a defect of onrecord kept it from being read (ZeroDivisionError: by nought)")
    assert isinstance(good, Record)


def test_a_model_that_cannot_be_used_stops_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_model(snapshot, hints, options):
        raise ModelError("its digest is not the card's")

    monkeypatch.setattr(local, "read_snapshot", no_model)
    with pytest.raises(ModelError, match="digest"):
        list(read_many([page("one", "Ann Lee said yes.")]))


def test_read_takes_one_page_only(tmp_path) -> None:
    lines = tmp_path / "two.jsonl"
    lines.write_text('{"text": "One."}\n{"text": "Two."}\n')
    with pytest.raises(InputError, match="it holds several"):
        read(lines, options=BLOCKS)
    with pytest.raises(InputError, match="no-such"):
        read(tmp_path / "no-such.txt", options=BLOCKS)
