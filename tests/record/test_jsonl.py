"""A record written as JSON and read back is the same record; a broken one is refused by name."""

import dataclasses
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from records import a_record

from onrecord.errors import RecordError
from onrecord.record.jsonl import from_json, from_line, to_json, to_line
from onrecord.terms import Attribution, Block, Comment, Findings, Record, Selector, Span


def test_reading_a_record_back_gives_the_same_record() -> None:
    record = a_record()
    assert from_line(to_line(record)) == record


def test_a_line_of_json_has_no_line_break_and_keeps_letters_as_they_are() -> None:
    line = to_line(a_record(text="Zoë said “yes”.\n\nŽ"))
    assert "\n" not in line
    assert "Zoë said “yes”." in line


def test_one_selector_is_an_object_several_are_a_list_none_is_null() -> None:
    one, two = Selector(xpath="/p[1]", start=0, end=3), Selector(xpath="/p[2]", start=0, end=3)
    blocks = tuple(
        Block(kind="paragraph", span=Span(at, at + 1), selectors=selectors)
        for at, selectors in enumerate([(), (one,), (one, two)])
    )
    record = with_page(a_record(), blocks=blocks)
    written = [block["selector"] for block in to_json(record)["blocks"]]
    assert [type(selector) for selector in written] == [type(None), dict, list]
    assert written[1] == {"xpath": "/p[1]", "start": 0, "end": 3}
    assert from_json(to_json(record)) == record


def test_a_selector_into_json_keeps_its_pointer() -> None:
    selectors = (Selector(xpath="/script[1]", pointer="/comment/0/text", start=0, end=3),)
    record = with_page(a_record(), blocks=(Block(kind="comment", span=Span(0, 1), selectors=selectors),))
    assert to_json(record)["blocks"][0]["selector"]["pointer"] == "/comment/0/text"
    assert from_json(to_json(record)) == record


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        pytest.param({"source": (Span(3, 3),)}, "source [3, 3] is empty or outside the text", id="empty span"),
        pytest.param({"cue": (Span(0, 10_000),)}, "outside the text", id="span past the end"),
        pytest.param({"speaker": "e9"}, "names 'e9', which is the id of no entity", id="unknown speaker"),
        pytest.param({"within": "a9"}, "names 'a9', which is the id of no attribution", id="unknown outer"),
        pytest.param({"within": "a1"}, "comes back to itself", id="within itself"),
        pytest.param({"comment": "c9"}, "names 'c9', which is the id of no comment", id="unknown comment"),
    ],
)
def test_a_record_that_breaks_its_contract_is_refused(broken: dict[str, Any], says: str) -> None:
    record = a_record()
    first = dataclasses.replace(record.findings.attributions[0], **broken)
    found = dataclasses.replace(record.findings, attributions=(first,))
    with pytest.raises(RecordError, match="record 'page-1'") as error:
        to_json(dataclasses.replace(record, findings=found))
    assert says in str(error.value)


def test_blocks_that_overlap_are_refused() -> None:
    blocks = (Block(kind="headline", span=Span(0, 5)), Block(kind="paragraph", span=Span(4, 9)))
    with pytest.raises(RecordError, match="block 1 starts at 4, before the one above it ends"):
        to_json(with_page(a_record(), blocks=blocks))


def test_a_thread_that_goes_in_a_circle_is_refused() -> None:
    comments = (Comment(id="c1", parent="c2"), Comment(id="c2", parent="c1"))
    with pytest.raises(RecordError, match="comes back to itself"):
        to_json(with_page(a_record(), comments=comments))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        pytest.param({"format": "other/1"}, "'other/1' came", id="another format"),
        pytest.param({"blocks": [{"kind": "poem", "span": [0, 1]}]}, "record.blocks[0].kind: one of", id="kind"),
        pytest.param({"blocks": [{"kind": "list", "span": [0, "1"]}]}, "a span of two whole numbers", id="span"),
        pytest.param({"text": None}, "record.text: a string was expected", id="no text"),
        pytest.param({"attributions": {}}, "record.attributions: a list was expected", id="not a list"),
        pytest.param({"times": [{"span": [0, 1]}]}, "missing", id="a field left out"),
    ],
)
def test_json_that_is_no_record_is_refused_naming_the_field(change: dict[str, Any], says: str) -> None:
    with pytest.raises(RecordError) as error:
        from_json({**to_json(a_record()), **change})
    assert says in str(error.value)


def test_fields_of_a_later_version_are_passed_over() -> None:
    row = to_json(a_record())
    row["blocks"][0]["mood"] = "calm"
    assert from_json({**row, "weather": "fine"}) == a_record()


def test_a_line_that_is_not_json_is_refused() -> None:
    with pytest.raises(RecordError, match="one line of JSON"):
        from_line("{")


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), st.data())
def test_any_text_and_any_span_in_it_survive(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    record = with_page(a_record(text=text, findings=Findings()), blocks=(Block(kind="note", span=Span(start, end)),))
    back = from_json(json.loads(to_line(record)))
    assert back == record
    assert back.page.text_at(back.page.blocks[0].span) == text[start:end]


def test_negation_and_reasons_are_kept() -> None:
    one = Attribution(id="a1", content=(Span(0, 4),), negated=True, reasons={"speaker": "title"})
    record = a_record(findings=Findings(attributions=(one,)))
    [back] = from_line(to_line(record)).findings.attributions
    assert back.negated
    assert back.reasons == {"speaker": "title"}


def with_page(record: Record, **changes: Any) -> Record:
    return dataclasses.replace(record, page=dataclasses.replace(record.page, **changes))
