"""Packing paragraphs into windows: each word owned once, nothing longer than asked, in linear time."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from onrecord.model.windows import CONTEXT, Part, pack


def packed(
    lengths: list[list[int]], tied: list[bool] | None = None, limit: int = 20, ends: list[list[bool]] | None = None
):
    ends = ends or [[False] * len(one) for one in lengths]
    return pack(lengths, ends, tied or [False] * len(lengths), limit)


def test_paragraphs_share_a_window_while_they_fit() -> None:
    assert packed([[1] * 5, [1] * 5, [1] * 9]) == [(Part(0, 0, 5, 0), Part(1, 0, 5, 0)), (Part(2, 0, 9, 0),)]


def test_a_paragraph_that_opens_with_a_quotation_stays_with_the_one_before() -> None:
    free = packed([[1] * 6, [1] * 4, [1] * 7], [False, False, False])
    assert [[part.paragraph for part in window] for window in free] == [[0, 1], [2]]
    tied = packed([[1] * 6, [1] * 4, [1] * 7], [False, False, True])
    assert [[part.paragraph for part in window] for window in tied] == [[0], [1, 2]]


def test_a_long_paragraph_is_cut_at_a_sentence_end() -> None:
    ends = [[n % 10 == 9 for n in range(40)]]
    first, *_ = packed([[1] * 40], ends=ends, limit=30)
    assert first == (Part(0, 0, 20, 0),)


def test_the_part_after_a_cut_repeats_context_that_it_does_not_own() -> None:
    windows = packed([[1] * 400], limit=126)
    assert len(windows) > 3
    for before, after in pairwise(windows):
        assert after[0].owned == before[0].end
        assert 0 < after[0].owned - after[0].start <= CONTEXT


@given(
    st.lists(st.lists(st.integers(1, 30), max_size=120), max_size=12),
    st.integers(10, 200),
    st.randoms(use_true_random=False),
)
def test_every_word_is_owned_once_and_no_window_is_too_long(lengths, limit, rng) -> None:
    ends = [[rng.random() < 0.1 for _ in one] for one in lengths]
    tied = [rng.random() < 0.3 for _ in lengths]
    owned = []
    for window in pack(lengths, ends, tied, limit):
        for part in window:
            owned += [(part.paragraph, n) for n in range(part.owned, part.end)]
        size = 1 + sum(sum(lengths[part.paragraph][part.start : part.end]) + 1 for part in window)
        alone = len(window) == 1 and window[0].end - window[0].start == 1
        assert size <= limit or alone
    assert owned == [(p, n) for p, one in enumerate(lengths) for n in range(len(one))]
