"""Hard cases, each by name on a page of our own: what the model that ships gets right, and what it does not.

A case passes where one attribution has this very source, and a content with these very words. Those that fail are
strict: when a new model gets one right, its mark must go.
"""

import re
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

from onrecord.model.runtime import Model, load
from onrecord.recognition.attribution import Passage, find_attributions, read_passages
from onrecord.terms import Attribution, Span


@pytest.fixture(scope="module")
def model() -> Model:
    return load(threads=1)


def found(text: str, model: Model) -> list[Attribution]:
    return find_attributions(read_passages([Passage(Span(0, len(text)))], text, model))


def words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text))


def told(text: str, model: Model) -> list[tuple[str, str]]:
    return [
        (words(" ".join(s.of(text) for s in one.source)), words(" ".join(s.of(text) for s in one.content)))
        for one in found(text, model)
    ]


def cases(name: str) -> list[dict[str, str]]:
    return tomllib.loads((Path(__file__).parent / name).read_text(encoding="utf-8"))["case"]


CASES = cases("attribution_hard.toml")
RIGHT_VARIANTS = 88
"""Of 105, measured with en-4."""


def marked(case: dict[str, str]) -> object:
    marks = [pytest.mark.xfail(reason=case["not_yet"], strict=True)] if "not_yet" in case else []
    return pytest.param(case["text"], case["source"], case["content"], id=case["name"], marks=marks)


@pytest.mark.parametrize(("text", "source", "content"), [marked(case) for case in CASES])
def test_who_said_what(text: str, source: str, content: str, model: Model) -> None:
    assert (words(source), words(content)) in told(text, model)


def test_as_many_variants_as_ever_are_right(model: Model) -> None:
    wrong = [
        case["name"]
        for case in cases("attribution_variants.toml")
        if (words(case["source"]), words(case["content"])) not in told(case["text"], model)
    ]
    assert len(cases("attribution_variants.toml")) - len(wrong) >= RIGHT_VARIANTS, wrong


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The “smart” meter stopped working in the rain.", id="scare quotes"),
        pytest.param("She sang “Yesterday” and played a waltz from “The Merry Widow” before the break.", id="titles"),
        pytest.param("The ferry leaves at nine and comes back at noon.", id="nothing is said"),
        pytest.param("Melt the butter in a pan. Add the onions and stir for five minutes.", id="a recipe"),
    ],
)
def test_no_attribution_is_made_up(text: str, model: Model) -> None:
    assert told(text, model) == []


def test_a_denial_within_a_report_lies_within_it(model: Model) -> None:
    text = "Tom Hale said on Monday that the mayor denied the dam was ever unsafe."
    ones = found(text, model)
    [outer] = [one for one in ones if one.within is None]
    [inner] = [one for one in ones if one.within == outer.id]
    assert [s.of(text) for s in inner.source] == ["the mayor"]


def test_what_is_quoted_in_a_turn_lies_within_it(model: Model) -> None:
    text = "BRANDT: I never saw it.\nHALE: Your own office said that you had signed it.\nBRANDT: I think not."
    ones = found(text, model)
    turns = [one for one in ones if one.within is None]
    assert [one.source[0].of(text) for one in turns] == ["BRANDT", "HALE", "BRANDT"]
    [inner] = [one for one in ones if one.within is not None]
    assert inner.within == turns[1].id
    assert [s.of(text) for s in inner.source] == ["Your own office"]


def test_negation_is_told(model: Model) -> None:
    [one] = found("Brandt did not say that the dam was safe.", model)
    assert one.negated
    [one] = found("Brandt said that the dam was not safe.", model)
    assert not one.negated


@pytest.mark.parametrize(
    ("text", "form"),
    [
        pytest.param("“The bridge is safe,” engineer Tom Hale said.", "direct", id="direct"),
        pytest.param("Engineer Tom Hale said the bridge was safe.", "indirect", id="indirect"),
        pytest.param("Engineer Tom Hale said the bridge was old but “as safe as a house.”", "mixed", id="mixed"),
    ],
)
def test_form_follows_the_quotation_marks(text: str, form: str, model: Model) -> None:
    [one] = found(text, model)
    assert one.form == form


def test_a_comment_s_attributions_carry_its_id(model: Model) -> None:
    text = "The mayor said the bridge was safe.\n\nMy neighbour says the bridge shakes every night."
    passages = [Passage(Span(0, 35)), Passage(Span(37, len(text)), comment="c1")]
    ones = find_attributions(read_passages(passages, text, model))
    assert [one.comment for one in ones] == [None, "c1"]


def test_what_stands_below_a_headline_is_no_part_of_what_it_says(model: Model) -> None:
    text = "Harbour bridge to close for a year, council says\n\nLorries queue at the harbour\n\nThe bridge will close."
    breaks = [0, *(n + 2 for n in range(len(text)) if text.startswith("\n\n", n)), len(text) + 2]
    spans = [Span(start, end - 2) for start, end in pairwise(breaks)]
    passages = [Passage(span, apart=n < 2) for n, span in enumerate(spans)]
    [one] = find_attributions(read_passages(passages, text, model))
    assert [span.of(text) for span in one.content] == ["Harbour bridge to close for a year"]
