"""Marked texts: what the marks mean, what is wrong with a mark, and that all that are kept parse."""

import importlib
import sys
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def written():
    folder = str(Path(__file__).resolve().parents[2] / "training")
    sys.path.insert(0, folder)
    yield importlib.import_module("written")
    sys.path.remove(folder)


def test_marks_become_spans_of_a_text_without_them(written) -> None:
    doc = written.parse(
        "[s1,2 Ann] [c1 said] [k1 it was so] and [c2 added] [k2 that [s3 he] [c3 denied] [k3 it]].", "t"
    )
    assert doc.text == "Ann said it was so and added that he denied it."
    words = [
        [[doc.text[s:e] for s, e in part] for part in (one.source, one.cue, one.content)] for one in doc.attributions
    ]
    assert words == [
        [["Ann"], ["said"], ["it was so"]],
        [["Ann"], ["added"], ["that he denied it"]],
        [["he"], ["denied"], ["it"]],
    ]
    assert [one.layer for one in doc.attributions] == [1, 1, 2]


def test_a_content_in_pieces_is_one_attribution(written) -> None:
    [one] = written.parse("[k1 “No,”] [s1 she] [c1 said]. [k1 “Never.”]", "t").attributions
    assert len(one.content) == 2


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ("[s1 Ann] said so]", "expected a mark"),
        ("[s1 Ann] [c1 said] [k1 it", "not closed"),
        ("[s1 Ann] [c1 said]", "needs a content"),
        ("[s1 Ann ][c1 said] [k1 it]", "without blanks"),
    ],
)
def test_a_wrong_mark_is_named(written, raw: str, said: str) -> None:
    with pytest.raises(written.WrittenError, match=said):
        written.parse(raw, "t")


def test_every_text_kept_parses(written) -> None:
    docs = written.read_written()
    assert len(docs) > 100
    assert any(not doc.attributions for doc in docs)
    assert len({doc.id for doc in docs}) == len(docs)
