"""Questions that somebody could answer, with and without a mark, and not those asked for effect."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.recognition.threads.questions import questions_in


@pytest.mark.parametrize(
    ("words", "questions"),
    [
        ("What is SOF and where is it?", ["What is SOF and where is it?"]),
        ("Nice. How long does it take? I have an hour.", ["How long does it take?"]),
        ("how long does it take in a small oven", ["how long does it take in a small oven"]),
        ("does anyone know when the bus leaves", ["does anyone know when the bus leaves"]),
        ("wie lange müssten die dann backen", ["wie lange müssten die dann backen"]),
        ("Kann man das auch einfrieren?", ["Kann man das auch einfrieren?"]),
        ("I was wondering if the bus still runs.", ["I was wondering if the bus still runs."]),
        ("Why now?He has no power any more.", ["Why now?"]),
        ("How many were there? 10,000? 20,000?", ["How many were there?"]),
        ("So what the heck is he doing? Nobody knows.", []),
        ("What is he up to? Here are a few ideas:", []),
        ("Are they stalling? Whatever it is, they lose.", []),
        ("Did they not say so only yesterday? I read it.", []),
        ("Loser, what are you talking with him?", []),
        ("Are you kidding?", []),
        ("Who cares?", []),
        ("Nice, isn't it?", []),
        ("He did what?!", []),
        ("Why? Because it is cheap.", []),
        ("What a day!", []),
        ("It is late.", []),
    ],
)
def test_questions_are_found_and_those_for_effect_are_not(words, questions):
    assert [words[span.start : span.end] for span in questions_in(words)] == questions


@given(st.text())
def test_questions_lie_in_the_text_in_order(words):
    at = 0
    for span in questions_in(words):
        assert at <= span.start < span.end <= len(words)
        at = span.end
