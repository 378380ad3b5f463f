"""A page through intake and recognition, end to end, with the model that is in the wheel."""

from pathlib import Path

import pytest

import onrecord
from onrecord import Hints, Options, Record
from onrecord.intake.pages import snapshot_of_string
from onrecord.record.jsonl import from_line, to_line
from onrecord.run.pipeline import read_snapshot
from onrecord.terms import LAYERS, Attribution, Layer

FERRY = Path(__file__).resolve().parents[2] / "examples" / "ferry.txt"


@pytest.fixture(scope="module")
def ferry() -> Record:
    return onrecord.read(FERRY)


def read(text: str, *layers: Layer, **hints: str) -> Record:
    options = Options(layers=frozenset(layers or LAYERS))
    return read_snapshot(snapshot_of_string(text, media_type="text/plain"), Hints(**hints), options)


def said(record: Record, beginning: str) -> Attribution:
    """Return the one attribution whose content begins so."""
    [one] = [
        one
        for one in record.findings.attributions
        if one.content and record.page.text_at(one.content[0]).lstrip("“").startswith(beginning)
    ]
    return one


def name(record: Record, who: str | None) -> str | None:
    return next((entity.name for entity in record.findings.entities if entity.id == who), None)


@pytest.mark.parametrize(
    ("beginning", "speaker", "via"),
    [
        pytest.param("Marrowby harbour will stay closed", "Ilse Brandvold", ["Coastal Gazette"], id="reported, citing"),
        pytest.param("We are ready to send", "Ilse Brandvold", ["Coastal Gazette"], id="quoted as saying"),
        pytest.param("that the offer made last week", "Tomas Okafor", [], id="surname"),
        pytest.param("However, yesterday at our meeting", "Tomas Okafor", [], id="the union leader"),
        pytest.param("that stocks were running low", "Island councillors", [], id="a group"),
    ],
)
def test_the_example_page_credits_the_right_people(ferry: Record, beginning: str, speaker: str, via: list[str]) -> None:
    one = said(ferry, beginning)
    assert name(ferry, one.speaker) == speaker
    assert [name(ferry, link) for link in one.via] == via


def test_the_example_page_is_dated_from_its_own_words(ferry: Record) -> None:
    published = ferry.page.published
    assert published is not None
    assert (published.value, published.inferred) == ("2021-03-07", True)


def test_a_meeting_that_two_dates_are_given_for_is_a_clash(ferry: Record) -> None:
    [clash] = ferry.findings.clashes
    assert sorted(clash.values) == ["2021-03-04", "2021-03-06"]
    assert [ferry.page.text_at(span) for span in clash.spans] == ["yesterday", "March 4, 2021"]


def test_the_readers_of_the_example_page_answer_each_other(ferry: Record) -> None:
    comments = ferry.page.comments
    parents = {comment.id: comment.parent for comment in comments}
    assert len(comments) == 11
    assert (parents["c4"], parents["c5"], parents["c7"], parents["c11"]) == ("c3", "c4", "c6", "c10")
    assert comments[6].stance == "agree"


def test_the_record_of_the_example_page_survives_json(ferry: Record) -> None:
    assert from_line(to_line(ferry)) == ferry


def test_the_record_says_what_made_it(ferry: Record) -> None:
    assert ferry.made_by.onrecord == onrecord.__version__
    assert ferry.made_by.model
    assert len(ferry.made_by.model_sha256 or "") == 64


def test_the_same_page_gives_the_same_record_with_one_core_or_two() -> None:
    text = FERRY.read_text(encoding="utf-8")
    one, two = (
        read_snapshot(snapshot_of_string(text, media_type="text/plain"), None, Options(threads=threads))
        for threads in (1, 2)
    )
    assert one == two


def test_layers_not_asked_for_are_empty_and_run_no_model() -> None:
    record = read("Ann Lee said on Friday that 40 boats had passed.", "times", "quantities")
    assert record.findings.times
    assert record.findings.quantities
    assert record.findings.attributions == ()
    assert record.made_by.model is None


def test_another_language_is_read_into_blocks_and_says_what_was_not_tried() -> None:
    text = (
        "Der Minister sagte am Freitag, dass die Brücke im nächsten Jahr nicht mehr für Lastwagen geöffnet werde.\n\n"
        * 3
    )
    record = read(text)
    assert record.page.language == "de"
    assert record.page.blocks
    assert record.findings.attributions == ()
    assert any("another language than English (de)" in note for note in record.notes)


def test_more_confidence_asked_for_gives_fewer_attributions() -> None:
    snapshot = snapshot_of_string(FERRY.read_text(encoding="utf-8"), media_type="text/plain")
    few, many = (
        read_snapshot(snapshot, None, Options(layers=frozenset({"attributions"}), min_confidence=least))
        for least in (0.9, 0.0)
    )
    assert len(few.findings.attributions) < len(many.findings.attributions)
    assert all(one.confidence >= 0.9 for one in few.findings.attributions)


def test_hints_win_over_what_the_page_tells() -> None:
    record = read("Bridge to open\n\nAnn Lee said so.", id="p", site="The Echo", date="2020-02-02", title="Another")
    page = record.page
    assert page.published is not None
    assert (page.id, page.site, page.published.value, page.title) == ("p", "The Echo", "2020-02-02", "Another")


def test_markup_is_read_with_a_way_back() -> None:
    html = "<html><body><h1>Bridge open</h1><p>Ann Lee, the engineer, said on Monday it was safe.</p></body></html>"
    snapshot = snapshot_of_string(html, media_type="text/html")
    record = read_snapshot(snapshot, Hints(date="2021-03-08"))
    assert all(block.selectors for block in record.page.blocks)
    [one] = record.findings.attributions
    assert name(record, one.speaker) == "Ann Lee"
    assert one.said_at == "2021-03-08"


def test_a_page_without_an_article_says_so() -> None:
    markup = "<title>Log in</title><form><input name=user><button>Log in</button></form>"
    record = read_snapshot(snapshot_of_string(markup, media_type="text/html"))
    assert record.findings.attributions == ()
    assert any("no article was found" in note for note in record.notes)
