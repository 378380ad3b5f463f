"""Times: what is found in a sentence and what it is worth, counted from Monday, December 5, 2016."""

import re
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.recognition.times import find_times
from onrecord.recognition.times.words import lexicon
from onrecord.terms import Span

MONDAY = date(2016, 12, 5)


def values(text, anchor=MONDAY, **options):
    return [(t.span.of(text), t.value) for t in find_times(text, [Span(0, len(text))], anchor, **options)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("It rained on March 3, 2014.", [("March 3, 2014", "2014-03-03")], id="month day, year"),
        pytest.param("It rained on 3 March 2014.", [("3 March 2014", "2014-03-03")], id="day month year"),
        pytest.param("on the 3rd of March 2014", [("3rd of March 2014", "2014-03-03")], id="ordinal of month"),
        pytest.param("Friday, July 21, 2017", [("Friday, July 21, 2017", "2017-07-21")], id="weekday before a date"),
        pytest.param("filed 2014-03-03", [("2014-03-03", "2014-03-03")], id="ISO"),
        pytest.param("filed 3/24/2014", [("3/24/2014", "2014-03-24")], id="figures, month first"),
        pytest.param("filed 24/3/2014", [("24/3/2014", "2014-03-24")], id="figures, day first where month cannot be"),
        pytest.param("filed 24.03.2014", [("24.03.2014", "2014-03-24")], id="figures with dots, day first"),
        pytest.param("Reuters, Decemer 4:", [("Decemer 4", "2016-12-04")], id="misspelt month"),
        pytest.param("On Septmber 9 he left.", [("Septmber 9", "2016-09-09")], id="another misspelt month"),
        pytest.param("Agusta 4 was built there.", [], id="a name near a month is none"),
        pytest.param("the storm of November 12", [("November 12", "2016-11-12")], id="no year: the nearest"),
        pytest.param("the vote of Jan. 20", [("Jan. 20", "2017-01-20")], id="no year: the nearest, ahead"),
        pytest.param("on Dec. 3 and 4", [("Dec. 3", "2016-12-03"), ("4", "2016-12-04")], id="two days of a month"),
        pytest.param("on Feb. 30 nothing was", [("Feb.", "2016-02")], id="no such day is only a month"),
        pytest.param("since the September 11 attacks", [("September 11", "2001-09-11")], id="September 11 of 2001"),
        pytest.param("in mid-September 2010", [("mid-September 2010", "2010-09")], id="month and year"),
        pytest.param("It opened in October.", [("October", "2016-10")], id="month looking back"),
        pytest.param("It will open in February.", [("February", "2017-02")], id="month looking ahead"),
        pytest.param("in June last year", [("June last year", "2015-06")], id="month of last year"),
        pytest.param("You may march on.", [], id="verbs that look like months"),
        pytest.param("Theresa May said so.", [], id="a name that looks like a month"),
        pytest.param("from 1994 to 1997", [("1994", "1994"), ("1997", "1997")], id="years"),
        pytest.param("in 1994-97", [("1994", "1994"), ("97", "1997")], id="years joined"),
        pytest.param("1998 people and 2,014 dogs", [], id="numbers that look like years"),
        pytest.param("in the early 1990s", [("the early 1990s", "199")], id="decade"),
        pytest.param("since the nineties", [("the nineties", "199")], id="decade in words"),
        pytest.param("the 20th century", [("the 20th century", "19")], id="century"),
        pytest.param("the plague of the 1300s", [("the 1300s", "13")], id="century in figures"),
        pytest.param("last fall", [("last fall", "2016-FA")], id="season"),
        pytest.param("in the summer of 2012", [("the summer of 2012", "2012-SU")], id="season of a year"),
        pytest.param("He spoke at Mar-a-Lago.", [], id="a place that opens like a month"),
        pytest.param("She quoted Romans 8:31.", [], id="a verse"),
        pytest.param("They agreed in June to merge.", [("June", "2016-06")], id="an agreement is past"),
        pytest.param(
            "The offer had been due to expire Friday.", [("Friday", "2016-12-02")], id="had been due, and is past"
        ),
        pytest.param("He got it on loan through January.", [("January", "2017-01")], id="through a month to come"),
        pytest.param("shot last Oct. 23", [("Oct. 23", "2016-10-23")], id="last before a month and its day"),
        pytest.param(
            "It lost less in the third quarter. In the 2015 period it lost more.",
            [("the third quarter", "2016-Q3"), ("the 2015 period", "2015-Q3")],
            id="the quarter of another year",
        ),
        pytest.param(
            "It lost less in the third quarter. It lost more in the quarter a year ago.",
            [("the third quarter", "2016-Q3"), ("the quarter a year ago", "2015-Q3")],
            id="the quarter a year back",
        ),
        pytest.param("It will be ready by year's end.", [("year's end", "2016")], id="the end of the year"),
        pytest.param("Sales may fall in the weeks ahead.", [("the weeks ahead", "PXW")], id="weeks to come"),
        pytest.param("profit in the third quarter", [("the third quarter", "2016-Q3")], id="quarter"),
        pytest.param("the first half of 2020", [("the first half of 2020", "2020-H1")], id="half of a year"),
        pytest.param("in fiscal 2019", [("fiscal 2019", "2019")], id="fiscal year"),
        pytest.param("found on Thanksgiving Day", [("Thanksgiving Day", "2016-11-24")], id="movable holiday"),
        pytest.param("nineteen ninety-seven was dry", [("nineteen ninety-seven", "1997")], id="year in words"),
    ],
)
def test_calendar_dates_are_read(text, found):
    assert values(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("she said on Friday", [("Friday", "2016-12-02")], id="back after a past verb"),
        pytest.param("they will meet on Friday", [("Friday", "2016-12-09")], id="ahead after will"),
        pytest.param("They agreed to meet Friday.", [("Friday", "2016-12-09")], id="ahead in what was agreed"),
        pytest.param("It is to be held Friday.", [("Friday", "2016-12-09")], id="ahead after is to be"),
        pytest.param("He has until Friday.", [("Friday", "2016-12-09")], id="until looks ahead"),
        pytest.param("until Friday, they had refused", [("Friday", "2016-12-02")], id="until with the past looks back"),
        pytest.param("after Friday's defeat", [("Friday's", "2016-12-02")], id="after looks back"),
        pytest.param("as early as Friday", [("Friday", "2016-12-09")], id="as early as looks ahead"),
        pytest.param("she said on Monday", [("Monday", "2016-12-05")], id="the same day"),
        pytest.param("last Monday", [("last Monday", "2016-11-28")], id="last is never the same day"),
        pytest.param("next Tuesday", [("next Tuesday", "2016-12-06")], id="next is the first to come"),
        pytest.param("every Tuesday", [("every Tuesday", "XXXX-WXX-2")], id="what repeats"),
        pytest.param("late on Friday night", [("Friday night", "2016-12-02TNI")], id="part of a day"),
        pytest.param("the Las Vegas Sun reported", [], id="a newspaper"),
    ],
)
def test_weekdays_look_back_or_ahead_by_tense_and_preposition(text, found):
    assert values(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("Earlier today, she left.", [("Earlier today", "2016-12-05")], id="earlier today"),
        pytest.param("the day before yesterday", [("the day before yesterday", "2016-12-03")], id="two days back"),
        pytest.param("tomorrow morning", [("tomorrow morning", "2016-12-06TMO")], id="tomorrow morning"),
        pytest.param("last night", [("last night", "2016-12-04TNI")], id="last night"),
        pytest.param("this evening", [("this evening", "2016-12-05TEV")], id="this evening"),
        pytest.param("last week", [("last week", "2016-W48")], id="last week"),
        pytest.param("over the weekend", [("the weekend", "2016-W48-WE")], id="the weekend"),
        pytest.param("earlier this month", [("earlier this month", "2016-12")], id="this month"),
        pytest.param("early next year", [("early next year", "2017")], id="early next year drops early"),
        pytest.param("the end of the year", [("the end of the year", "2016")], id="the end of the year"),
        pytest.param("two weeks ago", [("two weeks ago", "2016-W47")], id="weeks ago is a week"),
        pytest.param("two months ago", [("two months ago", "2016-10")], id="months ago is a month"),
        pytest.param("41 years ago", [("41 years ago", "1975")], id="years ago is a year"),
        pytest.param("ten days ago", [("ten days ago", "2016-11-25")], id="days ago is a day"),
        pytest.param("several years ago", [("several years ago", "PAST_REF")], id="vague ago"),
        pytest.param(
            "It fell in 2010. The following year it rose.",
            [("2010", "2010"), ("The following year", "2011")],
            id="the following year",
        ),
        pytest.param(
            "profit in the third quarter, against a loss a year earlier",
            [("the third quarter", "2016-Q3"), ("a year earlier", "2015-Q3")],
            id="a year before a quarter",
        ),
        pytest.param("It is now open.", [("now", "PRESENT_REF")], id="now"),
        pytest.param("It was recently closed.", [("recently", "PAST_REF")], id="recently"),
        pytest.param("in the near future", [("the near future", "FUTURE_REF")], id="future"),
        pytest.param("she told USA Today", [], id="a newspaper called Today"),
    ],
)
def test_relative_times_count_from_the_day_of_the_page(text, found):
    assert values(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("a 10-day pause", [("10-day", "P10D")], id="hyphen"),
        pytest.param("It will rain one day.", [("one day", "FUTURE_REF")], id="one day to come"),
        pytest.param("It lasted one day.", [("one day", "P1D")], id="one day long"),
        pytest.param("the early hours of Friday", [("Friday", "2016-12-02")], id="hours of a day"),
        pytest.param("10-days ceasefire", [("10-days", "P10D")], id="hyphen and plural"),
        pytest.param("the past three months", [("the past three months", "P3M")], id="the past"),
        pytest.param("within 48 hours", [("48 hours", "PT48H")], id="hours"),
        pytest.param("for nearly two decades", [("two decades", "P20Y")], id="decades in years"),
        pytest.param("two and a half years", [("two and a half years", "P2.5Y")], id="a fraction of a year"),
        pytest.param("5 1/2 hours", [("5 1/2 hours", "PT5H30M")], id="a fraction of an hour"),
        pytest.param("a minute and a half", [("a minute and a half", "PT1M30S")], id="and a half"),
        pytest.param("half an hour", [("half an hour", "PT30M")], id="half"),
        pytest.param("for years", [("years", "PXY")], id="no number"),
        pytest.param("in recent weeks", [("recent weeks", "PXW")], id="recent"),
        pytest.param("every year", [("every year", "P1Y")], id="what repeats"),
        pytest.param("$5 million a week", [("a week", "P1W")], id="a rate"),
        pytest.param("a 14-year-old boy, 52 years old, aged 3 years", [], id="ages are none"),
        pytest.param("a ten-year-old war", [("ten-year", "P10Y")], id="but the age of a war is a length"),
        pytest.param("he is 20-years-old", [], id="nor are ages with a slip"),
        pytest.param("a decades-old quarrel", [("decades", "PXY")], id="decades-old"),
        pytest.param("the Six-Day War", [], id="a war is none"),
        pytest.param("three-quarters of it", [], id="a fraction is none"),
    ],
)
def test_lengths_are_read(text, found):
    assert values(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("at 10:35 a.m. on Friday", [("10:35 a.m. on Friday", "2016-12-02T10:35")], id="with its day"),
        pytest.param(
            "On Friday it left at 9 p.m.", [("Friday", "2016-12-02"), ("9 p.m.", "2016-12-02T21:00")], id="day beside"
        ),
        pytest.param("It left at 4:30 a.m.", [("4:30 a.m.", "2016-12-05T04:30")], id="day of the page"),
        pytest.param("at 18:00 UTC", [("18:00 UTC", "2016-12-05T18:00Z")], id="Greenwich"),
        pytest.param("at 11:31 a.m. ET", [("11:31 a.m. ET", "2016-12-05T11:31")], id="another zone"),
        pytest.param(
            "In 1995 she rose at 6:00am daily",
            [("1995", "1995"), ("6:00am", "T06:00"), ("daily", "P1D")],
            id="no day of the page in another year",
        ),
        pytest.param("at noon", [("noon", "2016-12-05T12:00")], id="noon"),
        pytest.param("Nov 06, 2012 at 03:06pm", [("Nov 06, 2012 at 03:06pm", "2012-11-06T15:06")], id="a full stamp"),
        pytest.param("24\nJul\n2012\n8:18am", [("24\nJul\n2012\n8:18am", "2012-07-24T08:18")], id="over lines"),
    ],
)
def test_clock_times_are_read(text, found):
    assert values(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("she said on Friday", [("Friday", "XXXX-WXX-5")], id="weekday"),
        pytest.param("on December 4", [("December 4", "XXXX-12-04")], id="day of a month"),
        pytest.param("it closed yesterday", [("yesterday", "PAST_REF")], id="yesterday"),
        pytest.param("last year", [("last year", "PAST_REF")], id="last year"),
        pytest.param("on December 4, 2016", [("December 4, 2016", "2016-12-04")], id="a full date needs none"),
    ],
)
def test_without_an_anchor_only_what_is_known_is_said(text, found):
    assert values(text, None) == found


def test_an_anchor_may_be_a_day_or_a_moment():
    assert values("yesterday", datetime(2016, 12, 5, 23, 59)) == values("yesterday", MONDAY)


def test_vague_words_are_found_where_they_are_asked_for():
    assert values("It was previously shut.") == []
    assert values("It was previously shut.", vague=True) == [("previously", "PAST_REF")]


def test_only_passages_are_read():
    text = "yesterday and tomorrow"
    [found] = find_times(text, [Span(14, 22)], MONDAY)
    assert found.span.of(text) == "tomorrow"


def test_each_time_says_what_it_was_counted_from():
    text = "She said on Friday that it closed in 2010, three months after the vote of Nov. 1 and the talks last week."
    reasons = {t.span.of(text): t.reason for t in find_times(text, [Span(0, len(text))], MONDAY)}
    assert reasons == {
        "Friday": "tense",
        "2010": "written in full",
        "three months": "length before or after",
        "Nov. 1": "nearest to the publication date",
        "last week": "publication date",
    }


LEXICON = lexicon()
VOCABULARY = [
    *(
        word
        for name in ("months", "weekdays", "units", "parts", "seasons", "holidays", "sets")
        for word in LEXICON[name]
    ),
    *"the last next this past every early of and to - – , . a one two twenty half dozen 1 31 99 2016 0000 9999".split(),
    *"12:30 25:99 p.m. noon ago earlier before Q3 third quarter 1990s 20th century ( ) / 5/12/2016 2016-02-30".split(),
    *"GMT year-old ’s today tomorrow Decemer Friday May several few couple second first end said will until".split(),
]
ANCHORS = st.none() | st.dates()


@settings(max_examples=150, deadline=None)
@given(text=st.text(max_size=200) | st.lists(st.sampled_from(VOCABULARY), max_size=30).map(" ".join), anchor=ANCHORS)
def test_any_text_survives_and_times_are_in_order_and_apart(text, anchor):
    end = 0
    for found in find_times(text, [Span(0, len(text))], anchor, vague=True):
        assert end <= found.span.start < found.span.end <= len(text)
        assert found.value
        assert found.span.of(text) == text[found.span.start : found.span.end]
        end = found.span.end


@settings(max_examples=60, deadline=None)
@given(before=st.text(alphabet="abc .\n", max_size=40), anchor=st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_a_full_date_is_the_same_day_whatever_stands_around_it(before, anchor):
    text = f"{before} March 3, 2014."
    assert ("March 3, 2014", "2014-03-03") in values(text, anchor)


def test_the_example_of_the_documentation_is_true(capsys):
    guide = (Path(__file__).resolve().parents[2] / "docs" / "times.md").read_text(encoding="utf-8")
    [code] = re.findall(r"```python\n(.*?)```", guide, re.DOTALL)
    exec(code, {})
    shown = [line.removeprefix("# ") for line in code.splitlines() if line.startswith("# ")]
    assert capsys.readouterr().out.splitlines() == shown
