"""The record file keeps each page whole or not at all, and loses nothing."""

import dataclasses
import sqlite3
from pathlib import Path

import pytest
from records import a_record, a_snapshot

from onrecord.errors import RecordError, StoreError
from onrecord.record.schema import VERSION
from onrecord.record.store import Store
from onrecord.terms import Record, Span


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "news.record"


def test_a_page_added_is_given_back_with_its_snapshot(place: Path) -> None:
    with Store(place, create=True) as store:
        assert store.add(a_record())
    with Store(place) as store:
        back = store.get("page-1")
        assert back == a_record()
        assert back.page.snapshot.body == a_record().page.snapshot.body


def test_adding_the_same_page_again_changes_nothing(place: Path) -> None:
    with Store(place, create=True) as store:
        store.add(a_record())
        before = place.read_bytes()
        assert not store.add(a_record())
    assert place.read_bytes() == before


def test_a_changed_page_stands_beside_the_first(place: Path) -> None:
    with Store(place, create=True) as store:
        store.add(a_record())
        store.add(changed())
        assert [row.sha256 for row in store.pages()] == [
            a_snapshot(text).sha256 for text in (a_record().page.text, "X")
        ]
        assert store.get("page-1").page.text == "X"


def test_a_record_that_breaks_its_contract_leaves_nothing_behind(place: Path) -> None:
    record = a_record()
    broken = dataclasses.replace(record.findings.times[0], span=Span(0, 9999))
    with Store(place, create=True) as store:
        with pytest.raises(RecordError):
            store.add(dataclasses.replace(record, findings=dataclasses.replace(record.findings, times=(broken,))))
        assert list(store.pages()) == []


def test_a_failure_halfway_leaves_nothing_of_the_page(place: Path) -> None:
    with Store(place, create=True) as store:
        store._database.execute("DROP TABLE passage")
        with pytest.raises(StoreError, match="nothing of it was kept"):
            store.add(a_record())
        assert list(store.pages()) == []


def test_the_list_of_pages_counts_what_was_found(place: Path) -> None:
    with Store(place, create=True) as store:
        store.add(a_record())
        [row] = store.pages()
    assert (row.id, row.title, row.published, row.attributions, row.comments) == (
        "page-1",
        "Bridge to open",
        "2021-03-08",
        1,
        1,
    )


@pytest.mark.parametrize("begun", ["page", "page-1", a_snapshot(a_record().page.text).sha256[:8]])
def test_the_beginning_of_an_id_or_digest_is_enough(place: Path, begun: str) -> None:
    with Store(place, create=True) as store:
        store.add(a_record())
        assert store.get(begun).page.id == "page-1"


@pytest.mark.parametrize("asked", ["nothing", "%", "page_1"])
def test_an_unknown_id_says_how_to_list_them(place: Path, asked: str) -> None:
    with Store(place, create=True) as store:
        store.add(a_record())
        with pytest.raises(StoreError, match=r"`onrecord show .*` lists those it has"):
            store.get(asked)


def test_an_id_that_fits_several_pages_asks_for_more(place: Path) -> None:
    with Store(place, create=True) as store:
        store.add(a_record())
        store.add(with_id(changed(), "page-2"))
        with pytest.raises(StoreError, match="page-1, page-2"):
            store.get("page")


def test_a_file_that_does_not_exist_says_how_to_make_one(place: Path) -> None:
    with pytest.raises(StoreError, match="onrecord add"):
        Store(place)
    assert not place.exists()


def test_a_file_of_another_kind_is_refused(place: Path) -> None:
    place.write_text("not a database, but long enough to be taken for one" * 30)
    with pytest.raises(StoreError, match="cannot be used as a record file"):
        Store(place)


def test_somebody_elses_database_is_left_alone(place: Path) -> None:
    with sqlite3.connect(place) as other:
        other.execute("CREATE TABLE birds (name TEXT)")
    other.close()
    with pytest.raises(StoreError, match="no record of onrecord's"):
        Store(place, create=True)


def test_a_file_of_a_newer_version_is_refused(place: Path) -> None:
    Store(place, create=True).__exit__(None, None, None)
    with sqlite3.connect(place) as newer:
        newer.execute(f"PRAGMA user_version = {VERSION + 1}")
    newer.close()
    with pytest.raises(StoreError, match="upgrade onrecord"):
        Store(place)


def changed() -> Record:
    """Return a record of the same id whose snapshot is another."""
    record = a_record(text="X")
    return dataclasses.replace(record, page=dataclasses.replace(record.page, comments=()))


def with_id(record: Record, page_id: str) -> Record:
    return dataclasses.replace(record, page=dataclasses.replace(record.page, id=page_id))
