"""The model that ships: loaded once, checked by digest, the same answers however it is run."""

import json
import shutil
import time
from pathlib import Path

import numpy as np
import pytest

from onrecord.errors import ModelError
from onrecord.model import runtime
from onrecord.model.runtime import Model, Paragraph, load, load_from
from onrecord.recognition.attribution import (
    Passage,
    find_attributions,
    find_mentions,
    read_pages,
    read_passages,
)
from onrecord.terms import Span

PARAGRAPHS = (
    "Mayor Lena Brandt said on Monday that the bridge over the Oder was safe.",
    "“Nobody has to fear anything,” she told reporters, “least of all the ferrymen.”",
    "According to engineer Tom Hale, the report found 14 cracks; the council denied it.",
    "Twelve people live on the island. They keep bees, and they sell honey in May.",
)
LARGEST_FILE = 25_000_000


@pytest.fixture(scope="module")
def model() -> Model:
    return load(threads=1)


def read(text: str, model: Model):
    readings = read_passages([Passage(Span(0, len(text)))], text, model)
    return find_attributions(readings), find_mentions(readings)


def texts() -> list[str]:
    return ["\n\n".join((PARAGRAPHS * 9)[n : n + 1 + n % 11]) for n in range(20)]


def test_the_model_is_loaded_once_for_a_number_of_threads() -> None:
    assert load(threads=1) is load(threads=1)


def test_the_file_is_the_one_that_the_card_names_and_small(model: Model) -> None:
    file = runtime.HERE / model.card["file"]["name"]
    assert file.stat().st_size == model.card["file"]["bytes"] <= LARGEST_FILE


def test_a_file_that_the_card_does_not_name_is_refused(tmp_path: Path) -> None:
    for name in ("card.json", "vocab.txt", "onrecord-en.int8.onnx"):
        shutil.copyfile(runtime.HERE / name, tmp_path / name)
    with (tmp_path / "onrecord-en.int8.onnx").open("ab") as file:
        file.write(b"x")
    with pytest.raises(ModelError, match="sha256"):
        load_from(tmp_path / "card.json", threads=1)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    shutil.copyfile(runtime.HERE / "card.json", tmp_path / "card.json")
    with pytest.raises(ModelError, match="cannot be read"):
        load_from(tmp_path / "card.json", threads=1)


def test_spans_are_the_same_with_one_thread_and_two(model: Model) -> None:
    for text in texts():
        assert read(text, model) == read(text, load(threads=2))


def test_spans_are_the_same_read_alone_or_with_others(model: Model) -> None:
    pages = [(text, [Passage(Span(0, len(text)))]) for text in texts()]
    together = read_pages(pages * 2, model)
    for (text, _), readings in zip(pages * 2, together, strict=True):
        assert (find_attributions(readings), find_mentions(readings)) == read(text, model)


def test_scores_are_the_same_to_the_last_bit_in_any_batch(model: Model) -> None:
    paragraph = Paragraph(model.pieces.cut(PARAGRAPHS[0], 0, len(PARAGRAPHS[0])), [0] * 15, [False] * 15)
    [[alone]] = model.read([[paragraph]])
    for [one] in model.read([[paragraph]] * 64):
        assert np.array_equal(one.tags, alone.tags)
        assert np.array_equal(one.links, alone.links)


def test_an_empty_page_holds_nothing(model: Model) -> None:
    assert read_pages([("", []), ("  \n ", [Passage(Span(0, 4))])], model)[1].windows == ()
    assert read("...", model)[0] == []


def test_a_very_long_paragraph_is_read_to_its_end(model: Model) -> None:
    text = "The river was low that year and the boats lay in the mud. " * 200 + "Lena Brandt said the bridge was safe."
    ones, _ = read(text, model)
    assert [s.of(text) for s in ones[-1].source] == ["Lena Brandt"]


def test_spans_lie_in_the_text_and_hold_words(model: Model) -> None:
    for text in texts():
        ones, mentions = read(text, model)
        for one in ones:
            for span in one.source + one.cue + one.content:
                assert 0 <= span.start < span.end <= len(text)
                assert span.of(text) == span.of(text).strip()
        assert all(mention.span.of(text).strip() for mention in mentions)


@pytest.mark.parametrize("told", ["0", "many", "-1", "1.5"])
def test_a_number_of_threads_that_is_none_is_refused(told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_THREADS", told)
    with pytest.raises(ModelError, match="ONRECORD_THREADS"):
        load()


def test_threads_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_THREADS", "1")
    assert load().threads == 1


def test_the_card_tells_what_its_reader_needs(model: Model) -> None:
    card = json.loads(runtime.CARD.read_text(encoding="utf-8"))
    assert {"version", "file", "vocabulary", "window", "columns", "decode", "base", "data", "figures"} <= set(card)
    assert time.strptime(card["made"], "%Y-%m-%d")
