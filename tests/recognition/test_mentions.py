"""Mentions by rule: what is found, of what kind, and what is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.recognition.people.mentions import find_mentions, find_nominals
from onrecord.recognition.people.merging import merged
from onrecord.recognition.people.words import read_words
from onrecord.terms import Mention, Span


def found(text, level):
    return [(mention.span.of(text), mention.kind) for mention in find_mentions(text) if mention.level == level]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Yesterday Maria Berg resigned.", [("Maria Berg", "person")], id="a forename tells a person"),
        pytest.param("Mr. Okoro waited.", [("Mr. Okoro", "person")], id="a polite title"),
        pytest.param(
            "A post went to Norway's Foreign Minister Ida Vik.",
            [("Norway", "place"), ("Foreign Minister Ida Vik", "person")],
            id="an office and the state before it",
        ),
        pytest.param("It hit the Harbour Board hard.", [("the Harbour Board", "organization")], id="a word for a body"),
        pytest.param(
            "We asked police spokesman Jon Eek.", [("police spokesman Jon Eek", "person")], id="a title in lower case"
        ),
        pytest.param("He works for Reuters.", [("Reuters", "organization")], id="an outlet"),
        pytest.param("On Monday the rain stopped.", [], id="a day is no name"),
        pytest.param("Fishing stopped. The fishing had been good.", [], id="a word that only opens a sentence"),
        pytest.param("They met Ann Lee on Friday.", [("Ann Lee", "person")], id="a day parts a name"),
        pytest.param("She told The New York Times.", [("The New York Times", "organization")], id="New in a name"),
        pytest.param("New boats came. New Zealand paid.", [("New Zealand", "place")], id="New and a name after new"),
        pytest.param(
            "The Health and Safety Executive met.", [("The Health and Safety Executive", "organization")], id="one body"
        ),
        pytest.param("Historian Jan Eek wept.", [("Historian Jan Eek", "person")], id="a forename that is a month"),
        pytest.param("In April Lee wept.", [("Lee", "other")], id="a month before a name"),
        pytest.param("The Federal Ferry Board met.", [("The Federal Ferry Board", "organization")], id="Federal"),
    ],
)
def test_names_are_found_with_their_titles(text, expected):
    assert found(text, "name") == expected


def test_a_body_that_the_model_is_sure_of_is_one_whatever_and_parts() -> None:
    words = read_words("Dale Fire and Rescue Service crews met.")
    sure = Mention(span=Span(0, 28), level="name", kind="organization", score=0.97)
    found_spans = [one.span for one in merged(words, find_nominals(words), [sure]) if one.level == "name"]
    assert found_spans == [Span(0, 28)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("The tired ferry captain sat down.", ["The tired ferry captain"], id="with its adjectives"),
        pytest.param("They blamed two senior officials.", ["two senior officials"], id="several unnamed"),
        pytest.param("Her report was late.", ["Her report"], id="a document with an owner"),
        pytest.param("They report nothing.", [], id="a verb is no document"),
        pytest.param("She said that schools close.", ["schools"], id="that before several"),
        pytest.param("It hit that school.", ["that school"], id="that before one"),
        pytest.param("It hit a ferry that turns down clients.", ["clients"], id="that before a verb"),
    ],
)
def test_descriptions_are_headed_by_a_noun_for_somebody(text, expected):
    assert [words for words, _ in found(text, "description")] == expected


def test_a_contraction_does_not_hide_its_pronoun():
    assert [words for words, _ in found("They’re sure we’ll pay, he’s not.", "pronoun")] == ["They", "we", "he"]


def test_capitals_tell_no_names_in_a_headline():
    text = "Harbour Board Chief Ann Lee Slams Rival Ferry Plan\nAnn Lee, who chairs the Harbour Board, spoke."
    names = [one.parts for one in find_nominals(read_words(text)) if one.level == "name" and one.first < 9]
    assert ("ann", "lee") in names
    assert all(len(parts) <= 3 for parts in names)


@given(st.text(alphabet=st.sampled_from("aAbBéÉ.,’'\"“” \n-1USMrsheI"), max_size=80))
def test_any_text_survives_and_mentions_stand_in_it(text):
    for mention in find_mentions(text):
        assert 0 <= mention.span.start < mention.span.end <= len(text)


@given(st.text(max_size=60))
def test_words_give_back_the_text(text):
    words = read_words(text)
    for number in range(len(words)):
        assert words.at(number) == text[words.starts[number] : words.ends[number]]
        assert words.starts[number] < words.ends[number]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        pytest.param("person", "person", id="the model knows a person"),
        pytest.param("organization", "organization", id="the model knows a firm"),
        pytest.param(None, "other", id="the model knows nothing of it"),
    ],
)
def test_the_model_settles_what_the_rules_only_guess(kind, expected):
    text = "Talks with Korvan Adlik went on."
    words = read_words(text)
    told = [Mention(span=Span(11, 23), level="name", kind=kind)] if kind else []
    [name] = merged(words, find_nominals(words), told)
    assert name.kind == expected


def test_what_the_rules_miss_is_taken_from_the_model():
    text = "Then the grandees of the town spoke."
    words = read_words(text)
    told = [Mention(span=Span(5, 17), level="description", kind="person", score=0.9)]
    assert Span(5, 17) in {one.span for one in merged(words, find_nominals(words), told)}


@pytest.mark.parametrize(
    ("text", "told", "names"),
    [
        pytest.param("“Flimsy excuses deserve nothing,” Lee wrote.", [], ["Lee"], id="rules alone took it for a name"),
        pytest.param(
            "Only three crews left. Crews are small, Lee wrote.", [(23, 28, 0.95)], ["Lee"], id="small elsewhere"
        ),
        pytest.param("Acmex rose. The board of Acmex met.", [], ["Acmex", "Acmex"], id="a capital within a sentence"),
    ],
)
def test_a_word_that_only_opens_a_sentence_is_no_name(text, told, names):
    words = read_words(text)
    mentions = [Mention(span=Span(a, b), level="name", kind="organization", score=score) for a, b, score in told]
    assert [one.span.of(text) for one in merged(words, find_nominals(words), mentions) if one.level == "name"] == names


def test_a_name_takes_the_kind_of_a_mention_that_ends_with_it_alone():
    text = "On Monday Veltor leaders met."
    words = read_words(text)
    told = [Mention(span=Span(10, 24), level="name", kind="person", score=0.9)]
    [name] = [one for one in merged(words, find_nominals(words), told) if one.level == "name"]
    assert (name.span.of(text), name.kind) == ("Veltor", "other")


def test_a_people_of_two_words_is_a_group_and_before_a_noun_no_mention():
    assert found("He met African Americans.", "name") == []
    assert found("He met African Americans.", "description") == [("African Americans", "person")]
    assert found("He met an Asian American group.", "name") == []
