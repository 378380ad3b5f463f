"""Turns of interviews and transcripts, told by the layout of their paragraphs."""

import pytest

from onrecord.recognition.attribution.turns import find_turns


def turns(text: str) -> list[tuple[str, str]]:
    lines, at = [], 0
    for line in text.split("\n"):
        lines.append((at, at + len(line)))
        at += len(line) + 1
    return [(turn.who.of(text), turn.words.of(text)) for turn in find_turns(text, lines)]


def test_an_interview_is_read_turn_by_turn() -> None:
    text = "Q: Is the pool open?\nA: Not before May. The tiles are loose.\nQ: And then?\nA: Then it is."
    assert turns(text) == [
        ("Q", "Is the pool open?"),
        ("A", "Not before May. The tiles are loose."),
        ("Q", "And then?"),
        ("A", "Then it is."),
    ]


def test_a_transcript_in_the_middle_of_a_page() -> None:
    text = (
        "The hearing began late.\nLENA BRANDT: I saw it.\nTOM HALE: When?\nLENA BRANDT: In May.\nIt went on until noon."
    )
    assert turns(text) == [("LENA BRANDT", "I saw it."), ("TOM HALE", "When?"), ("LENA BRANDT", "In May.")]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Where: Town hall\nWhen: Friday\nTickets: five euros", id="a list, nobody comes back"),
        pytest.param("Brandt: It is over.\nThe crowd cheered.\nBrandt: It is.", id="no run"),
        pytest.param("Note: one.\nNote: two.\nNote: three.", id="one head alone"),
    ],
)
def test_what_is_no_run_of_turns(text: str) -> None:
    assert turns(text) == []
