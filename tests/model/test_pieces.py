"""Words and word pieces: positions in code points, capitals and accents, whatever the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import ModelError
from onrecord.model.pieces import CASES, WordPieces, case_of, paragraphs

VOCABULARY = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "say", "##ing", "cafe", "“", "”", ".", "he", "##llo", "12"]


@pytest.fixture(scope="module")
def pieces() -> WordPieces:
    return WordPieces(VOCABULARY)


def test_words_keep_their_place_in_the_text(pieces: WordPieces) -> None:
    text = "xx “Café” 😀 saying."
    words = pieces.cut(text, 3, len(text))
    assert [text[s:e] for s, e in zip(words.starts, words.ends, strict=True)] == ["“", "Café", "”", "😀", "saying", "."]
    assert words.pieces == [(7,), (6,), (8,), (1,), (4, 5), (9,)]


@pytest.mark.parametrize(
    ("word", "case"),
    [
        ("said", "lower"),
        ("Lavrov", "title"),
        ("A", "title"),
        ("UN", "upper"),
        ("McCain", "mixed"),
        ("G20", "digits"),
        ("”", "sign"),
    ],
)
def test_case_of_a_word(word: str, case: str) -> None:
    assert CASES[case_of(word)] == case


def test_a_word_beyond_the_vocabulary_is_unknown_and_keeps_its_place(pieces: WordPieces) -> None:
    words = pieces.cut("zzz he", 0, 6)
    assert words.pieces == [(1,), (10,)]
    assert words.starts == [0, 4]


def test_signs_of_no_width_are_left_out(pieces: WordPieces) -> None:
    assert pieces.cut("he\u200bhe", 0, 5).starts == [0, 3]


def test_a_vocabulary_without_the_special_pieces_is_refused() -> None:
    with pytest.raises(ModelError, match=r"\[SEP\]"):
        WordPieces(["[PAD]", "[UNK]", "[CLS]"])


def test_paragraphs_are_the_lines_that_hold_words() -> None:
    assert paragraphs("one\n\n \ntwo\nthree", [(0, 10), (11, 16)]) == [(0, 3), (7, 10), (11, 16)]


@given(st.text(max_size=80))
def test_any_text_is_cut_in_order_and_without_overlap(text: str) -> None:
    words = WordPieces(VOCABULARY).cut(text, 0, len(text))
    at = 0
    for start, end, ids in zip(words.starts, words.ends, words.pieces, strict=True):
        assert at <= start < end <= len(text)
        assert ids
        assert not any(sign.isspace() for sign in text[start:end])
        at = end
