"""Roles and links to attributions, on scores made by hand: no model."""

from collections.abc import Sequence
from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.recognition.attribution.candidates import FEATURES, candidates
from onrecord.recognition.attribution.decoding import (
    AT_ONCE,
    BUCKETS,
    CONTENT,
    CUE,
    LINK_KINDS,
    SOURCE,
    Links,
    Segment,
    best_labels,
    bucket,
    segments,
)

SETTINGS = {"content_link": 0.3, "further_link": 0.3, "none_weight": 1.0, "new_link": 0.5, "new_role": 0.1}
O, BS, IS, BC, IC, BK, IK = range(7)  # noqa: E741


def moves(cost: float = 0.0) -> tuple[np.ndarray, np.ndarray]:
    table = np.zeros((7, 7), np.float32)
    for a in range(7):
        for b in (IS, IC, IK):
            if a not in (b, b - 1):
                table[a, b] = -1e4
    table[table == 0] = -cost
    return table, np.array([0, 0, -1e4, 0, -1e4, 0, -1e4], np.float32)


def scores_of(labels: list[int], sure: float = 4.0) -> np.ndarray:
    found = np.zeros((len(labels), 7), np.float32)
    found[np.arange(len(labels)), labels] = sure
    return found - np.log(np.exp(found).sum(1, keepdims=True))


class Pointing(Links):
    """Links that point where the test says: word → {word: chance}, -1 for none."""

    def __init__(self, total: int, content: dict[int, dict[int, float]], cue: dict[int, dict[int, float]]) -> None:
        self.total, self.to = total, (content, cue)

    def chances(self, kind: int, groups: Sequence[Segment]) -> np.ndarray:
        rows = np.zeros((len(groups), self.total + 1), np.float32)
        for row, group in zip(rows, groups, strict=True):
            for word, chance in self.to[kind % 2].get(group.start, {-1: 1.0}).items():
                row[word] = chance
        return rows


def test_the_best_sequence_of_labels_never_goes_on_with_what_was_not_begun() -> None:
    table, start = moves()
    scores = scores_of([BS, IS, IC, IK, O])
    [labels] = best_labels([scores], table, start)
    for before, now in zip([O, *labels[:-1]], labels, strict=True):
        assert now not in (IS, IC, IK) or before in (now, now - 1)


@given(st.lists(st.lists(st.integers(0, 6), min_size=1, max_size=12), min_size=1, max_size=5), st.integers(0, 99))
def test_sequences_decoded_together_are_as_decoded_alone(rows: list[list[int]], seed: int) -> None:
    table, start = moves(0.7)
    rng = np.random.default_rng(seed)
    scores = [scores_of(row, 2.0) + rng.normal(0, 0.5, (len(row), 7)).astype(np.float32) for row in rows]
    together = best_labels(scores, table, start)
    for one, labels in zip(scores, together, strict=True):
        assert labels.tolist() == best_labels([one], table, start)[0].tolist()


def test_many_sequences_are_decoded_as_few() -> None:
    table, start = moves(0.7)
    scores = [scores_of([n % 7, 0, n % 5], 2.0) for n in range(AT_ONCE + 3)]
    few = [best_labels([one], table, start)[0].tolist() for one in scores]
    assert [one.tolist() for one in best_labels(scores, table, start)] == few


def test_viterbi_finds_the_best_of_all_sequences() -> None:
    table, start = moves(0.4)
    scores = np.random.default_rng(3).normal(0, 1, (4, 7)).astype(np.float32)

    def total(path: tuple[int, ...]) -> float:
        steps = sum(table[a, b] for a, b in pairwise(path))
        return float(start[path[0]] + sum(scores[n, label] for n, label in enumerate(path)) + steps)

    best = max(product(range(7), repeat=4), key=total)
    [labels] = best_labels([scores], table, start)
    assert tuple(labels.tolist()) == best


def test_segments_are_runs_of_one_role() -> None:
    labels = np.array([BS, IS, BC, BK, IK, O, BK])
    found = segments(labels, np.full((7, 7), 0.5, np.float32), frozenset())
    assert [(one.label, one.start, one.end) for one in found] == [
        (SOURCE, 0, 2),
        (CUE, 2, 3),
        (CONTENT, 3, 5),
        (CONTENT, 6, 7),
    ]


@pytest.mark.parametrize("first", [BS, BC, BK])
def test_a_segment_ends_with_its_paragraph(first: int) -> None:
    chances = np.full((4, 7), 0.5, np.float32)
    found = segments(np.array([first, *[first + 1] * 3]), chances, {2})
    assert [(one.start, one.end) for one in found] == [(0, 2), (2, 4)]


def sign_before(word: int) -> str:
    return "," if word == 6 else "\n" if word == 0 else " "


def never(_: Segment) -> bool:
    return False


def made(labels: list[int], links: Pointing, **settings: float) -> list[tuple]:
    chances = np.exp(scores_of(labels))
    found = segments(np.array(labels), chances, frozenset())
    return [
        (
            one.source and (one.source.start, one.source.end),
            (one.cue.start, one.cue.end),
            [(c.start, c.end) for c in one.contents],
        )
        for one in candidates(
            found, links, chances, settings={**SETTINGS, **settings}, before=sign_before, stands_alone=never
        )
    ]


def test_two_attributions_may_share_a_source() -> None:
    links = Pointing(7, {2: {1: 0.9}, 5: {4: 0.9}}, {1: {0: 0.9}, 4: {0: 0.9}})
    assert made([BS, BC, BK, O, BC, BK, IK], links) == [((0, 1), (1, 2), [(2, 3)]), ((0, 1), (4, 5), [(5, 7)])]


def test_a_content_in_two_pieces_around_its_cue() -> None:
    links = Pointing(5, {0: {2: 0.9}, 3: {2: 0.8}}, {2: {1: 0.9}})
    assert made([BK, BS, BC, BK, IK], links) == [((1, 2), (2, 3), [(0, 1), (3, 5)])]


def test_a_cue_without_content_is_dropped() -> None:
    assert made([BS, BC, O], Pointing(3, {}, {1: {0: 0.9}})) == []


def test_a_content_that_points_nowhere_is_dropped() -> None:
    assert made([BS, BC, BK], Pointing(3, {2: {-1: 0.9, 1: 0.05}}, {1: {0: 0.9}})) == []


CLAUSE = [BS, BC, IC, BK, IK, O, BS, BC]
"""The minister | has | offered | a | truce | , | the Herald | reported: by its roles the inner attribution."""


@pytest.mark.parametrize(
    ("inner", "told"),
    [(2.0, [((6, 7), (7, 8), [(0, 5)])]), (9.0, [((0, 1), (1, 3), [(3, 5)])])],
    ids=["unsure", "sure"],
)
def test_a_clause_whose_cue_is_unsure_is_what_the_source_after_it_reports(inner: float, told: list[tuple]) -> None:
    scores = scores_of(CLAUSE, 9.0)
    scores[1:3] = scores_of(CLAUSE[1:3], inner)
    chances = np.exp(scores - np.log(np.exp(scores).sum(1, keepdims=True)))
    found = segments(np.array(CLAUSE), chances, frozenset())
    links = Pointing(8, {3: {1: 0.9}}, {1: {0: 0.9}, 7: {6: 0.9}})
    made = candidates(found, links, chances, settings=SETTINGS, before=sign_before, stands_alone=never)
    assert [
        ((one.source.start, one.source.end), (one.cue.start, one.cue.end), [(c.start, c.end) for c in one.contents])
        for one in made
        if one.source
    ] == told


FLOATING = [O, O, O, BK, IK, IK]
"""Lee | laughs | . | “We | lost.” and no word of speech."""


@pytest.mark.parametrize(
    ("whole_sentence", "to_source", "told"),
    [(True, 0.9, [(0, 1, 3)]), (True, 0.5, []), (False, 0.9, [])],
    ids=["floating", "nobody it surely belongs to", "no sentence of its own"],
)
def test_a_floating_quotation_goes_to_whom_its_links_tell(
    whole_sentence: bool, to_source: float, told: list[tuple[int, int, int]]
) -> None:
    chances = np.exp(scores_of(FLOATING, 9.0))
    found = segments(np.array(FLOATING), chances, frozenset())
    links = Pointing(6, {3: {1: 0.45, 5: 0.3}}, {1: {0: to_source, -1: 1 - to_source}})
    ones = candidates(
        found, links, chances, settings=SETTINGS, before=sign_before, stands_alone=lambda _: whole_sentence
    )
    assert [(one.source and one.source.start, one.cue.start, one.contents[0].start) for one in ones] == told
    assert all(one.features[FEATURES.index("cue")] == pytest.approx(0.45) for one in ones)


def test_a_floating_quotation_joins_the_attribution_that_it_points_at() -> None:
    labels = [BS, BC, BK, O, BK, IK]
    chances = np.exp(scores_of(labels, 9.0))
    found = segments(np.array(labels), chances, frozenset())
    links = Pointing(6, {2: {1: 0.9}, 4: {1: 0.5}}, {1: {0: 0.9}})
    settings = {**SETTINGS, "further_link": 0.6}
    for alone, parts in ((True, 2), (False, 1)):
        [one] = candidates(
            found, links, chances, settings=settings, before=sign_before, stands_alone=lambda _, alone=alone: alone
        )
        assert len(one.contents) == parts


TURNS = [BK, IK, IK, BC, BS, BK, IK, IK, IK, BS, BC]
"""“ | , | ” | said | Ann | “ | Yes | , | ” | Bob | said"""
SIGNS = ["\n", "“", ",", "”", "d", ".", "“", "s", ",", "”", "b", "d"]


def test_a_quotation_goes_to_the_speaker_right_behind_it_whatever_its_links_say() -> None:
    chances = np.exp(scores_of(TURNS, 9.0))
    found = segments(np.array(TURNS), chances, frozenset())
    links = Pointing(11, {0: {3: 0.9}, 5: {3: 0.9}}, {3: {4: 0.9}, 10: {4: 0.9}})
    ones = candidates(found, links, chances, settings=SETTINGS, before=SIGNS.__getitem__, stands_alone=never)
    assert [(one.source and one.source.start, one.cue.start, one.contents[0].start) for one in ones] == [
        (4, 3, 0),
        (9, 10, 5),
    ]


def test_what_follows_a_quotation_that_ends_its_sentence_is_not_its_speaker() -> None:
    signs = [*SIGNS[:8], ".", *SIGNS[9:]]
    chances = np.exp(scores_of(TURNS, 9.0))
    found = segments(np.array(TURNS), chances, frozenset())
    links = Pointing(11, {0: {3: 0.9}, 5: {3: 0.9}}, {3: {4: 0.9}})
    [one] = candidates(found, links, chances, settings=SETTINGS, before=signs.__getitem__, stands_alone=never)
    assert len(one.contents) == 2


@pytest.mark.parametrize(("first", "made"), [("\n", 1), (" ", 0)], ids=["a line", "part of a line"])
def test_a_line_signed_with_a_dash_is_an_attribution(first: str, made: int) -> None:
    labels = [BK, IK, O, BS]
    chances = np.exp(scores_of(labels, 9.0))
    found = segments(np.array(labels), chances, frozenset())
    signs = [first, "t", "t", "–", "s"]
    ones = candidates(
        found, Pointing(4, {}, {}), chances, settings=SETTINGS, before=signs.__getitem__, stands_alone=never
    )
    assert [(one.source and one.source.start, one.cue.start) for one in ones] == [(3, 2)][:made]


def test_a_cue_may_have_no_source() -> None:
    assert made([BC, BK], Pointing(2, {1: {0: 0.9}}, {0: {-1: 0.9}})) == [(None, (0, 1), [(1, 2)])]


def test_a_content_that_surely_points_at_an_unmarked_word_makes_it_a_cue() -> None:
    labels = [BS, O, BK]
    chances = np.exp(scores_of(labels))
    chances[1, BC] = 0.3
    found = segments(np.array(labels), chances, frozenset())
    links = Pointing(3, {2: {1: 0.9}}, {1: {0: 0.9}})
    [one] = candidates(found, links, chances, settings=SETTINGS, before=sign_before, stands_alone=never)
    assert (one.cue.start, one.cue.end) == (1, 2)
    assert len(one.features) == len(FEATURES)


def test_chances_of_links_sum_to_one_and_follow_the_vectors() -> None:
    size = 4
    vectors = np.zeros((3, 2 * LINK_KINDS * size), np.float32)
    vectors[0, :size] = 3.0  # the query of word 0
    vectors[2, size : 2 * size] = 3.0  # the key of word 2
    settings = {"distance": np.zeros((LINK_KINDS, BUCKETS), np.float32), "none": [0.0] * LINK_KINDS}
    [chances] = Links(vectors, settings).chances(0, [Segment(CONTENT, 0, 1, 1.0)])
    assert chances.sum() == pytest.approx(1.0)
    assert chances.argmax() == 2


def test_distances_fall_into_buckets_by_direction_and_size() -> None:
    found = bucket(np.array([-300, -2, -1, 0, 1, 2, 300]))
    assert found.tolist() == [9, 2, 1, 10, 11, 12, 19]
