"""Shapes of lines, as promises."""

import pytest

from onrecord.intake import bylines, kinds


@pytest.mark.parametrize(
    "line",
    [
        "Published: July 24, 2012",
        "July 24, 2012 (AP)",
        "6 hours ago",
        "2 days ago at 07:52 am",
        "vor 3 Jahren",
        "il y a 2 ans",
        "hace 3 días",
        "12. Mai 2014 um 10:22 Uhr",
        "Updated at 11:31 a.m. ET",
        "August 9, 2012   ·   13 Comments",
        "5 h",
        "12 marzo, 2021 a las 10:15",
        "3 mai 2022 à 18 h 05",
        "4 maart 2019 om 12:30 uur",
    ],
)
def test_a_timestamp_only_says_when(line):
    assert kinds.is_timestamp(line)


@pytest.mark.parametrize(
    "line", ["One day", "2012", "In July 2012 he left", "May I?", "3", "Monday was 12 times better"]
)
def test_a_line_that_says_more_is_no_timestamp(line):
    assert not kinds.is_timestamp(line)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Reuters, Decemer 4:", ("Reuters", 12, 4)),
        ("Daily Post, 4 Marhc 2019:", ("Daily Post", 3, 4)),
        ("Reuters, Mondey 4:", None),
        ("I said, no: what", None),
    ],
)
def test_an_outlet_and_its_day_are_read_with_the_month_misspelt(line, found):
    assert kinds.outlet_and_day(line) == found


@pytest.mark.parametrize(
    ("paragraph", "opening"),
    [
        ("SAO PAULO, Nov 7 (Reuters) - Some legislators", "SAO PAULO, Nov 7 (Reuters) -"),
        ("HANOI, Vietnam (AP) — A secretary", ""),
        ("Lisbon, March 14, 2023 (Iberia Press) — Dockers", "Lisbon, March 14, 2023 (Iberia Press) —"),
        ("Northern Wire, 3 October 2021 - The ministry", "Northern Wire, 3 October 2021 -"),
        ("Ann Lee, 3 October 1998 - 4 May 2020, was", ""),
        ("Nothing happened, May 7 or later", ""),
    ],
)
def test_a_dateline_with_a_day_is_cut_off(paragraph, opening):
    assert paragraph[: kinds.opening_dateline(paragraph)] == opening


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ann Lee", ("Ann Lee",)),
        ("By Ann Lee and Bo Ek, NBC News", ("Ann Lee", "Bo Ek")),
        ("By Collins Ude, Daily Times", ("Collins Ude",)),
        ("Von Eva Thal", ("Eva Thal",)),
        ("By Ann Lee in Port Salim", ("Ann Lee",)),
        ("Photographs and words by Ann Lee", ("Ann Lee",)),
        ("Words & pictures by Bo Ek", ("Bo Ek",)),
    ],
)
def test_bylines_name_their_authors(line, names):
    assert bylines.is_byline(line)
    assert bylines.authors_of(line) == names


@pytest.mark.parametrize(
    "line", ["Photographs by Ann Lee", "By the time they came, it was over.", "by far the best!", "By and large"]
)
def test_sentences_with_by_are_no_bylines(line):
    assert not bylines.is_byline(line)


@pytest.mark.parametrize(
    "line",
    [
        "Reply",
        "Share",
        "Like 12",
        "Show more",
        "Antworten",
        "Gefällt mir",
        "Load more comments",
        "34 responses to “Bridge”",
        "___",
        "Répondre",
        "Report comment",
        "Pingback: Bridge news",
        "Reply | Share | Like | Report | Save | Edit",
        "\ufeff",
    ],
)
def test_furniture_is_what_the_site_says(line):
    assert kinds.is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "Top!",
        "Thanks",
        "I like it",
        "share share share share share share share share share",
        "Reply to him if you must, but be kind",
        "+1",
        "lol",
        "…",
        "❤️",
    ],
)
def test_what_readers_say_is_no_furniture(line):
    assert not kinds.is_furniture(line)


def test_a_caption_is_cut_before_its_credit():
    line = "The bridge at dawn, March 2, 2019. © Ida Moor / Wirenews"
    assert kinds.is_caption(line)
    assert line[kinds.credit_at_end(line) :] == "© Ida Moor / Wirenews"


@pytest.mark.parametrize("blanks", [1, 40, 120])
def test_a_credit_is_found_behind_a_long_caption_and_any_white_space(blanks):
    credit = "Photo: " + "Ida Moor and others of the harbour desk, " * 2 + "Wirenews"
    line = "Ferries wait for the tide in the old harbour on Monday. " * 4 + "It rose late." + " " * blanks + credit
    assert line[kinds.credit_at_end(line) :] == credit


def test_a_credit_amid_a_line_is_none():
    assert kinds.credit_at_end("It rose late. Photo: Ida Moor. " + "The ferries wait for the tide again. " * 4) == -1


@pytest.mark.parametrize(
    ("line", "note"),
    [
        ("Editor’s note: the ferry sails on Sundays too.", True),
        ("Wirenews reporter Ida Moor in Porthaven contributed to this report.", True),
        ("Ida Moor and Jon Berg CONTRIBUTED TO THIS STORY from Porthaven.", True),
        ("Ida Moor can be reached at the harbour desk.", True),
        ("Nobody knows who contributed to this mess.", False),
        ("The council corrected its figures on Monday.", False),
    ],
)
def test_a_note_is_the_pages_own_aside(line, note):
    assert kinds.is_note(line) is note


@pytest.mark.parametrize(
    ("line", "name", "stamp"),
    [
        ("Ann says:", "Ann", ""),
        ("Ann B. Says: \tAugust 9th, 2012 at 7:42 pm", "Ann B.", "August 9th, 2012 at 7:42 pm"),
        ("Ann schrieb am 3. Mai 2012:", "Ann", "3. Mai 2012:"),
        ("Ann a écrit :", "Ann", ""),
    ],
)
def test_a_name_before_says_is_an_author(line, name, stamp):
    found = kinds.says_line(line)
    assert found is not None
    assert (line[: found[0]], line[found[1] :]) == (name, stamp)


@pytest.mark.parametrize(
    ("line", "time"),
    [
        ("August 9th, 2012 at 7:42 pm", "2012-08-09T19:42"),
        ("12. Mai 2014 um 10:22 Uhr", "2014-05-12T10:22"),
        ("24.07.2012", "2012-07-24"),
        ("3 mai 2022 à 18 h 05", "2022-05-03T18:05"),
        ("3 years ago", "3 years ago"),
    ],
)
def test_times_are_written_one_way_where_the_day_is_told(line, time):
    assert kinds.time_of(line) == time
