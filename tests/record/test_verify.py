"""`verify` names what no longer holds, and reads nothing anew."""

import sqlite3
from pathlib import Path

import pytest
from records import a_record

from onrecord.intake.pages import read_page, snapshot_of_string
from onrecord.record.store import Store
from onrecord.record.verify import verify
from onrecord.terms import Findings, Provenance, Record


@pytest.fixture
def place(tmp_path: Path) -> Path:
    place = tmp_path / "news.record"
    with Store(place, create=True) as store:
        store.add(a_record())
    return place


def test_a_record_file_as_it_was_written_holds(place: Path) -> None:
    with Store(place) as store:
        checked = verify(store)
    assert checked.faults == []
    assert (checked.pages, checked.blocks) == (1, 4)
    assert checked.passages > 10


def test_words_in_a_scripts_json_hold_until_the_snapshot_changes(tmp_path: Path) -> None:
    markup = (
        '<script type="application/ld+json">{"@type": "Comment", "author": "Ada", "text": "Who <b>pays</b>?"}</script>'
        "<h1>Bridge to close</h1><p>The bridge will close for a year, the city council said on Thursday.</p>"
    )
    page = read_page(snapshot_of_string(markup, media_type="text/html"))
    place = tmp_path / "news.record"
    with Store(place, create=True) as store:
        store.add(Record(page=page, findings=Findings(), made_by=Provenance(onrecord="0")))
        assert verify(store).faults == []
    with sqlite3.connect(place) as database:
        database.execute("UPDATE snapshot SET body = CAST(replace(CAST(body AS TEXT), 'pays', 'paid') AS BLOB)")
    database.close()
    with Store(place) as store:
        assert any("(comment)" in fault.what and "paid" in fault.what for fault in verify(store).faults)


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        pytest.param("UPDATE snapshot SET body = X'00'", "its snapshot was recorded as sha256", id="snapshot"),
        pytest.param("UPDATE passage SET words = 'forty' WHERE layer = 'quantities'", "was 'forty'", id="passage"),
        pytest.param("DELETE FROM passage WHERE layer = 'times'", "are not recorded", id="passage lost"),
        pytest.param("UPDATE page SET record = replace(record, 'Ann Lee said', 'Ann Lea said')", "reads", id="text"),
        pytest.param("UPDATE page SET record = '{}'", '"format": "onrecord/1"', id="record"),
        pytest.param(
            "UPDATE page SET record = replace(record, '\"e1\"', '\"e2\"') || ' '", "has not", id="an id changed"
        ),
    ],
)
def test_damage_is_named(place: Path, damage: str, says: str) -> None:
    with sqlite3.connect(place) as database:
        database.execute(damage)
    database.close()
    with Store(place) as store:
        faults = [str(fault) for fault in verify(store).faults]
    assert faults
    assert any(says in fault for fault in faults)
