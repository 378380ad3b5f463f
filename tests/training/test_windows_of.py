"""Training reads a text as serving does: the same words, windows and classes; labels fall on the right words."""

import importlib
import random
import sys
from pathlib import Path

import pytest

from onrecord.model import runtime
from onrecord.model.pieces import WordPieces
from onrecord.model.runtime import Paragraph

pytest.importorskip("torch", reason="training needs torch: pip install onrecord[train]")

TEXT = "Lena Brandt said the bridge was safe.\n“It is,” she added, “as safe as a house.”"


@pytest.fixture(scope="module")
def training():
    folder = str(Path(__file__).resolve().parents[2] / "training")
    sys.path.insert(0, folder)
    yield importlib.import_module("corpora"), importlib.import_module("windows_of")
    sys.path.remove(folder)


def document(corpora):
    at = TEXT.index
    first = corpora.Labelled([(0, 11)], [(12, 16)], [(17, 36)])
    second = corpora.Labelled(
        [(at("she"), at("she") + 3)], [(at("added"), at("added") + 5)], [(38, 46), (at("“as"), len(TEXT))]
    )
    return corpora.Document("d", TEXT, [(0, 37), (38, len(TEXT))], [first, second])


def test_labels_fall_on_the_words_of_their_spans(training) -> None:
    corpora, windows_of = training
    pieces = WordPieces.from_file(runtime.HERE / "vocab.txt")
    encoded = windows_of.encode(document(corpora), pieces)
    words = [TEXT[s:e] for w in encoded.words for s, e in zip(w.starts, w.ends, strict=True)]
    roles = dict(zip(words, encoded.tags["roles"].tolist(), strict=True))
    assert (roles["Lena"], roles["Brandt"], roles["said"], roles["the"], roles["bridge"]) == (1, 2, 3, 5, 6)
    safe = words.index("bridge")
    assert words[encoded.links[0][safe]] == "said"
    assert words[encoded.links[1][words.index("added")]] == "she"


def test_training_sees_the_pieces_that_serving_sends(training) -> None:
    corpora, windows_of = training
    pieces = WordPieces.from_file(runtime.HERE / "vocab.txt")
    encoded = windows_of.encode(document(corpora), pieces)
    [row] = windows_of.rows_of(encoded, pieces, 140)
    paragraphs = [
        Paragraph(w, q, windows_of.sentence_ends(w, TEXT)) for w, q in zip(encoded.words, encoded.quotes, strict=True)
    ]
    model = runtime.load(threads=1)
    [window] = model._plan(paragraphs)
    sent = runtime._input(paragraphs, window, pieces)
    assert (sent.pieces, sent.cases, sent.quotes, sent.first) == (row.pieces, row.cases, row.quotes, row.first)


def test_noise_keeps_every_word_beside_its_label(training) -> None:
    corpora, windows_of = training
    pieces = WordPieces.from_file(runtime.HERE / "vocab.txt")
    encoded = windows_of.encode(document(corpora), pieces)
    lost = windows_of.Noise(lower=0.0, upper=0.0, lost=1.0, typing=0.0)
    [row] = windows_of.rows_of(encoded, pieces, 140, random.Random(1), lost)
    marks = sum(sign in "“”" for sign in TEXT)
    assert len(row.word) == len(encoded) - marks
    assert len(row.first) == len(row.word)
