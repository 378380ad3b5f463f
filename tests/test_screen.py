"""What a person sees of a record on a terminal."""

import dataclasses

from records import a_record, at

from onrecord.screen import Style, page_lines
from onrecord.terms import Comment

PLAIN = Style(width=80)


def shown(record=None, style: Style = PLAIN) -> str:
    return "\n".join(page_lines(record or a_record(), style))


def test_a_page_shows_its_title_day_and_who_said_what() -> None:
    assert shown().splitlines()[:6] == [
        "Bridge to open",
        "2021-03-08 (worked out from the text)",
        "Note: a note",
        "",
        "Ann Lee, engineer",
        "  said · to reporters",
    ]
    assert "    40 boats may pass on Friday" in shown().splitlines()


def test_what_does_not_agree_is_said() -> None:
    assert "Does not agree: “Friday”: 2021-03-12 or 2021-03-05. two days fit" in shown()


def test_comments_stand_under_the_one_they_answer() -> None:
    record = a_record()
    said = at("Oh yes, she did! You fool.")
    comments = (
        Comment(id="c1", author="Bob", span=said),
        Comment(id="c2", span=None, probable_author="Al"),
        Comment(id="c3", span=said, parent="c1", parent_reason="answers its question"),
    )
    page = dataclasses.replace(record.page, comments=comments)
    lines = shown(dataclasses.replace(record, page=page)).splitlines()
    heads = [line for line in lines if line.lstrip()[:2] in ("1.", "2.", "3.")]
    assert heads == [
        "1. Bob",
        "  3. (name lost) · answers 1 (answers its question)",
        "2. (name lost, probably Al)",
    ]
    assert "(its text is lost on the page)" in lines


def test_a_thread_as_deep_as_it_is_long_is_shown() -> None:
    record = a_record()
    said = at("Oh yes")
    deep = tuple(Comment(id=f"c{n}", span=said, parent=f"c{n - 1}" if n else None) for n in range(3000))
    page = dataclasses.replace(record.page, comments=deep)
    assert "3000. (name lost) · answers 2999" in shown(dataclasses.replace(record, page=page))


def test_lines_keep_within_the_width() -> None:
    record = a_record()
    page = dataclasses.replace(record.page, title="word " * 60)
    assert max(map(len, shown(dataclasses.replace(record, page=page), Style(width=50)).splitlines())) <= 50


def test_colour_is_used_only_when_asked_for() -> None:
    assert "\033[" not in shown()
    assert "\033[1mAnn Lee\033[0m" in shown(style=Style(colour=True))


def test_nobody_named_is_said_so() -> None:
    record = a_record()
    nobody = dataclasses.replace(record.findings.attributions[0], speaker=None, reasons={})
    found = dataclasses.replace(record.findings, attributions=(nobody,))
    assert "Nobody named" in shown(dataclasses.replace(record, findings=found)).splitlines()
