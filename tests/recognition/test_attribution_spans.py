"""Spans put right by what stands on the page: quotation marks, who is quoted, form, negation."""

import pytest

from onrecord.recognition.attribution.quotations import find_quotations
from onrecord.recognition.attribution.spans import (
    form_of,
    is_negated,
    is_own_voice,
    is_performed,
    is_who_is_cited,
    past_addressee,
    quoted_speaker,
    tidy,
    whole_cue,
    whole_source,
    without,
)
from onrecord.terms import Span


def place(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


@pytest.mark.parametrize(
    ("text", "who", "cue"),
    [
        pytest.param(
            "The Herald quoted Lena Brandt as saying that it was over.",
            "Lena Brandt",
            ["quoted", "as saying"],
            id="as saying",
        ),
        pytest.param("“It is over,” the Herald quoted Lena Brandt.", "Lena Brandt", ["quoted"], id="at the end"),
        pytest.param(
            "The Herald quoted Lena Brandt, the mayor, as saying it was over.",
            "Lena Brandt",
            ["quoted", "as saying"],
            id="with an apposition",
        ),
    ],
)
def test_who_is_quoted_is_who_speaks(text: str, who: str, cue: list[str]) -> None:
    found = quoted_speaker(text, place(text, "quoted"))
    assert found is not None
    assert found[0].of(text) == who
    assert [span.of(text) for span in found[1]] == cue


@pytest.mark.parametrize("text", ["Prices were quoted in euros.", "Shares are quoted at 12.", "Lena Brandt said so."])
def test_where_nobody_is_quoted_nothing_is_changed(text: str) -> None:
    assert quoted_speaker(text, Span(0, len(text) - 1)) is None


def test_a_content_takes_the_mark_it_begins_or_ends_beside() -> None:
    text = "“It is over,” she said."
    quotations = find_quotations(text, [(0, len(text))])
    assert [span.of(text) for span in tidy(text, [place(text, "It is over")], quotations)] == ["“It is over,”"]


def test_pieces_with_a_word_between_stay_apart() -> None:
    text = "It is over, she said, for all of us."
    pieces = [place(text, "It is over"), place(text, "for all of us")]
    assert tidy(text, pieces, []) == pieces
    assert tidy("It is, over", [Span(0, 5), Span(7, 11)], []) == [Span(0, 11)]


@pytest.mark.parametrize(
    ("text", "whole", "kept"),
    [
        ("To Lee, it is over", ", it is over", "it is over"),
        ("It is over and, said Lee, it was long", "It is over and", "It is over"),
        ("It is over; but Lee denies it", "It is over; but", "It is over"),
        ("It is over, end and all", "It is over, end and all", "It is over, end and all"),
        ("and", "and", "and"),
    ],
)
def test_a_content_loses_what_belongs_to_its_neighbours(text: str, whole: str, kept: str) -> None:
    assert [span.of(text) for span in tidy(text, [place(text, whole)], [])] == [kept]


@pytest.mark.parametrize(
    ("whole", "kept"),
    [
        ("“Let it come.” He thinks so.", "“Let it come.”"),
        ("“Let it come” if they must.", "“Let it come” if they must."),
        ("“Let it come.” He thinks “so”.", "“Let it come.” He thinks “so”"),
    ],
)
def test_a_quoted_sentence_ends_at_its_mark(whole: str, kept: str) -> None:
    assert [span.of(whole) for span in tidy(whole, [Span(0, len(whole))], [])] == [kept]


def test_a_quoted_sentence_is_a_piece_of_its_own_behind_one_that_is_not_quoted() -> None:
    text = "Hale regrets the delay. “Nobody knew.” “Nobody asked.”"
    pieces = [place(text, "the delay"), place(text, "“Nobody knew.”"), place(text, "“Nobody asked.”")]
    quotations = find_quotations(text, [(0, len(text))])
    assert [span.of(text) for span in tidy(text, pieces, quotations)] == ["the delay", "“Nobody knew.” “Nobody asked.”"]


@pytest.mark.parametrize(
    ("source", "cue", "own"),
    [("I", "think", True), ("We", "strongly urge", True), ("I", "told him", False), ("we", "had asked", False)],
)
def test_what_one_thinks_in_ones_own_words_is_no_word_of_another(source: str, cue: str, own: bool) -> None:
    assert is_own_voice(source, cue) is own
    assert not is_own_voice("Brandt", cue)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("The night ferry crews said no.", "The night ferry crews"),
        ("The, said he, is an article.", "The"),
        ("Hale said no.", "Hale"),
    ],
)
def test_an_article_alone_is_no_source(text: str, source: str) -> None:
    first = source.split(maxsplit=1)[0]
    assert whole_source(text, Span(0, len(first)), place(text, "said")).of(text) == source


@pytest.mark.parametrize("time", ["14:05", "9.30pm", "9:30 a.m."])
def test_the_time_of_an_entry_is_no_part_of_its_source(time: str) -> None:
    text = f"{time} Hale said no."
    assert whole_source(text, place(text, f"{time} Hale"), place(text, "said")).of(text) == "Hale"


@pytest.mark.parametrize(
    ("text", "cue", "content"),
    [
        ("Lee told the AP her boat sank", "told the AP", "her boat sank"),
        ("Lee told Northern Wire that it sank", "told Northern Wire", "that it sank"),
        ("Lee told Bo Ek sank it", "told", "Bo Ek sank it"),
        ("Lee wrote Bo the boat sank", "wrote", "Bo the boat sank"),
    ],
)
def test_who_is_told_is_no_part_of_what(text: str, cue: str, content: str) -> None:
    verb = place(text, text.split()[1])
    moved = past_addressee(text, verb, Span(verb.end + 1, len(text)))
    assert [span.of(text) for span in moved] == [cue, content]


def test_a_cue_takes_the_whole_of_a_name() -> None:
    text = "A port official told Northern Wire that it was over."
    content = [place(text, "that it was over")]
    assert whole_cue(text, place(text, "told Northern"), content).of(text) == "told Northern Wire"
    assert whole_cue(text, place(text, "told"), content).of(text) == "told"
    text = "The ferry, Brandt said Tuesday Hale was late."
    content = [place(text, "Hale was late")]
    assert whole_cue(text, place(text, "said Tuesday"), content).of(text) == "said Tuesday"


@pytest.mark.parametrize(
    ("cue", "content", "who"),
    [
        ("citing", "Transport Minister Lena Brandt", True),
        ("quoted", "the Ministry of Ports", True),
        ("citing", "privacy rules", False),
        ("said", "Lena Brandt", False),
    ],
)
def test_who_is_cited_is_no_content(cue: str, content: str, who: bool) -> None:
    assert is_who_is_cited(cue, content) is who


@pytest.mark.parametrize(
    ("cue", "content", "work"),
    [
        ("sang", '"Night Boat" in the final', True),
        ("has sung", "“The Weir of Holm”", True),
        ("read from", "“Salt”", True),
        ("sang", "“We are not afraid,”", False),
        ("wrote", "“Never Again”", False),
    ],
)
def test_the_title_of_a_work_is_no_content(cue: str, content: str, work: bool) -> None:
    assert is_performed(cue, content) is work


def test_a_hole_is_cut_out_of_a_content() -> None:
    text = "one two three"
    assert [span.of(text) for span in without([Span(0, 13)], place(text, "two"), text)] == ["one", "three"]
    assert without([Span(4, 7)], place(text, "two"), text) == []


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("“All of it is quoted.”", "direct"),
        ("none of it is quoted", "indirect"),
        ("it is “partly quoted” and partly not at all", "mixed"),
        ("“never closed at all", "direct"),
        ("never opened at all”", "direct"),
    ],
)
def test_form_counts_the_words_in_quotation_marks(text: str, form: str) -> None:
    assert form_of(text, [Span(0, len(text))], find_quotations(text, [(0, len(text))])) == form


@pytest.mark.parametrize(
    ("cue", "negated"),
    [
        ("did not say", True),
        ("never claimed", True),
        ("didn’t tell", True),
        ("cannot confirm", True),
        ("noted", False),
        ("denied", False),
    ],
)
def test_negation_of_the_cue(cue: str, negated: bool) -> None:
    assert is_negated(cue) is negated
