"""Conduct: what is flagged in a comment, with which words, and what is left alone."""

import pytest

from onrecord.recognition.conduct import flags, read_conduct, scores
from onrecord.terms import Span

LABELS = {
    "hateful",
    "dehumanising",
    "hostile",
    "insulting",
    "condescending",
    "dismissive",
    "generalising",
    "unfairly_generalising",
    "sarcastic",
    "unhealthy",
}


def read(text: str) -> list[tuple[str, str]]:
    return [(found.kind, found.span.of(text)) for found in read_conduct(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        pytest.param("Honestly, migrants are vermin.", "dehumanising", "migrants are vermin", id="a group as vermin"),
        pytest.param("They let in more refugee scum.", "dehumanising", "refugee scum", id="vermin of a group"),
        pytest.param("I can't stand lesbians.", "hate", "I can't stand lesbians", id="contempt"),
        pytest.param("Someone should hang all these Jews.", "hate", "Someone should hang all these Jews", id="a threat"),
        pytest.param("Disabled people have no right to live.", "hate", "Disabled people have no right to live", id="no rights"),
        pytest.param("You are such an idiot.", "insult", "You are such an idiot", id="a reader insulted"),
        pytest.param("So say (((our friends))) again.", "hate", "(((our friends)))", id="triple parentheses"),
        pytest.param("The demo-rats did it.", "dehumanising", "The demo-rats", id="a coinage of vermin"),
        pytest.param("W0men are vermin and sc*m.", "dehumanising", "W0men are vermin", id="disguised letters"),
    ],
)
def test_words_that_insult_hate_or_dehumanise_are_flagged_with_their_span(text: str, kind: str, words: str) -> None:
    assert read(text) == [(kind, words)]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('He wrote "migrants are vermin" and I reported it.', id="quoted"),
        pytest.param("Saying that migrants are vermin is disgusting.", id="condemned"),
        pytest.param("You can't really think that all migrants are criminals and idiots.", id="put to another"),
        pytest.param("Migrants are not vermin.", id="denied"),
        pytest.param("My aunt bred dogs and her bitch had puppies.", id="another sense"),
        pytest.param("We queer folk call ourselves dykes.", id="reclaimed"),
        pytest.param("I felt like an idiot.", id="said of oneself"),
        pytest.param("Russian tanks should be destroyed.", id="a people's name before a thing"),
        pytest.param("Die Regierung hat das doch alles schon gesagt.", id="German"),
        pytest.param("print(((a + b)))", id="brackets of a sum"),
        pytest.param("I love women, and gay people are wonderful.", id="praise"),
    ],
)
def test_words_that_are_not_the_writers_own_scorn_are_left_alone(text: str) -> None:
    assert read(text) == []


def test_words_given_as_quoted_are_not_the_comments_own() -> None:
    text = "migrants are vermin Really? How sad."
    assert read_conduct(text, Span(0, len(text)), quoted=[Span(0, 19)]) == ()


def test_only_the_comments_span_is_read_and_spans_are_of_the_whole_text() -> None:
    text = "You are an idiot.\n\nYou are a liar.\n"
    [found] = read_conduct(text, Span(19, len(text)))
    assert found.span.of(text) == "You are a liar"


def test_every_label_has_a_score_and_a_flag() -> None:
    assert set(scores("Well.")) == set(flags("Well.")) == LABELS
    assert all(0 < value < 1 for value in scores("Well.").values())
