"""What limits an attribution: conditions, anonymity, doubt."""

import pytest


def qualifiers(reading, number=1):
    return [(one.kind, reading.page.text_at(one.span)) for one in reading.attributions[str(number)].qualifiers]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "[1s:Lee] [1c:said] [1t:the ceasefire will hold if the routes are agreed].",
            [("condition", "if the routes are agreed")],
            id="if",
        ),
        pytest.param(
            "[1s:Lee] [1c:said] [1t:work will begin after the dates are agreed].",
            [("condition", "after the dates are agreed")],
            id="after, of what will be",
        ),
        pytest.param("[1s:Lee] [1c:said] [1t:work began after the dates were agreed].", [], id="after, of what was"),
        pytest.param("[1s:Lee] [1c:asked] [1t:if it rained].", [], id="a question is no condition"),
        pytest.param(
            "[1s:An aide] [1c:said] [1t:it was over], speaking on condition of anonymity.",
            [("anonymity", "on condition of anonymity")],
            id="anonymity",
        ),
        pytest.param(
            "[1t:It was over], [1s:an aide] [1c:said] in a claim that could not be independently verified.",
            [("unverified", "could not be independently verified")],
            id="unverified",
        ),
        pytest.param("[1s:Lee] [1c:said] [1t:the so-called rebels left].", [("distance", "so-called")], id="so-called"),
        pytest.param("[1s:Lee] [1c:said] [1t:the “rebels” left].", [("distance", "“rebels”")], id="scare quotes"),
        pytest.param("[1s:Lee] [1c:said] [1t:it may rain].", [("hedge", "may")], id="hedge"),
        pytest.param("[1s:Lee] [1c:said] [1t:it rained in May].", [], id="a month is no hedge"),
    ],
)
def test_qualifiers_are_found_with_their_words(read, text, expected):
    assert qualifiers(read(text)) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("the “rebels” left", [("distance", "“rebels”")], id="a word for people"),
        pytest.param("it was a “disgrace”", [], id="words that were said"),
    ],
)
def test_beside_quoted_words_only_a_word_for_people_is_distance(read, words, expected):
    from dataclasses import replace

    from onrecord.recognition.people import read_people

    reading = read(f"[1s:Lee] [1c:said] [1t:{words}].")
    mixed = [replace(one, form="mixed", qualifiers=()) for one in reading.attributions.values()]
    _, [found] = read_people(reading.page, mixed, None)
    assert [(one.kind, reading.page.text_at(one.span)) for one in found.qualifiers] == expected
