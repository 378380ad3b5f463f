"""Quantities: what is counted, how many, and on whose word."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.recognition.quantities import find_quantities, read_quantities
from onrecord.recognition.quantities.words import lexicon
from onrecord.terms import Attribution, Block, Page, Snapshot, Span


def found(text):
    return [(one.low, one.high, one.unit) for one in find_quantities(text, [Span(0, len(text))])]


@pytest.mark.parametrize(
    ("text", "quantities"),
    [
        pytest.param("two goats", [(2, 2, "goat")], id="a number in words"),
        pytest.param("1,250 cases", [(1250, 1250, "case")], id="figures with a comma"),
        pytest.param("1.5 million barrels", [(1.5e6, 1.5e6, "barrel")], id="figures and a scale"),
        pytest.param("fifty power generators", [(50, 50, "generator")], id="the head noun"),
        pytest.param("13,000 false or misleading claims", [(13000, 13000, "claim")], id="adjectives joined"),
        pytest.param("a 14-floor building", [(14, 14, "floor")], id="a hyphen"),
        pytest.param("a 90 day extension", [(90, 90, "day")], id="a unit in the singular"),
        pytest.param("one generator", [(1, 1, "generator")], id="one of a thing"),
        pytest.param("eight of its shares", [(8, 8, "share")], id="some of those"),
        pytest.param("about a dozen eggs", [(12, 12, "egg")], id="a dozen"),
        pytest.param("8-and-a-half minutes", [(8.5, 8.5, "minute")], id="and a half"),
        pytest.param("a 1-1/2 year war", [(1.5, 1.5, "year")], id="a fraction"),
        pytest.param("two countries and six cities", [(2, 2, "country"), (6, 6, "city")], id="plurals in -ies"),
    ],
)
def test_things_are_counted(text, quantities):
    assert found(text) == quantities


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("two hostages", id="a word for persons"),
        pytest.param("two US troops", id="behind an acronym"),
        pytest.param("two middle-aged policewomen", id="a compound"),
        pytest.param("two other children", id="other"),
        pytest.param("a two-man team", id="a crew"),
        pytest.param("a panel of two", id="a company"),
        pytest.param("a blast killing two", id="the killed"),
        pytest.param("two were hurt", id="the hurt"),
        pytest.param("two more were held", id="two more"),
    ],
)
def test_persons_are_people(text):
    assert found(text) == [(2, 2, "people")]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        pytest.param("at least 8 cases", 8, None, id="at least"),
        pytest.param("more than 8 cases", 8, None, id="more than"),
        pytest.param("8 cases or more", 8, None, id="or more behind the noun"),
        pytest.param("8 or more cases", 8, None, id="or more"),
        pytest.param("up to 8 cases", None, 8, id="up to"),
        pytest.param("as many as 8 cases", None, 8, id="as many as"),
        pytest.param("fewer than 8 cases", None, 8, id="fewer than"),
        pytest.param("no more than 8 cases", None, 8, id="no more than"),
        pytest.param("no fewer than 8 cases", 8, None, id="no fewer than"),
        pytest.param("about 8 cases", 8, 8, id="about"),
        pytest.param("nearly 8 cases", 8, 8, id="nearly"),
        pytest.param("8 to 10 cases", 8, 10, id="to"),
        pytest.param("8-10 cases", 8, 10, id="a dash"),
        pytest.param("between 8 and 10 cases", 8, 10, id="between"),
        pytest.param("eight or ten cases", 8, 10, id="or"),
        pytest.param("dozens of cases", 24, None, id="dozens"),
        pytest.param("hundreds of cases", 100, None, id="hundreds"),
        pytest.param("tens of thousands of cases", 20000, None, id="tens of thousands"),
        pytest.param("several thousand cases", 2000, None, id="several thousand"),
    ],
)
def test_ranges_and_bounds_are_read(text, low, high):
    assert found(text) == [(low, high, "case")]


@pytest.mark.parametrize(
    ("text", "quantities"),
    [
        pytest.param("$53 million", [(53e6, 53e6, "USD")], id="dollars"),
        pytest.param("up to $12.9bn (£10bn)", [(None, 12.9e9, "USD"), (10e9, 10e9, "GBP")], id="two currencies"),
        pytest.param("NZ $ 26 million", [(26e6, 26e6, "NZD")], id="a sign in pieces"),
        pytest.param("MK6, 000", [(6000, 6000, "MWK")], id="a slipped space"),
        pytest.param("176 Hong Kong dollars", [(176, 176, "HKD")], id="a currency in words"),
        pytest.param("$40-50 billion", [(40e9, 50e9, "USD")], id="a scale for both ends"),
        pytest.param("$5 to $10", [(5, 10, "USD")], id="a sign at both ends"),
        pytest.param("2.8 per cent", [(2.8, 2.8, "%")], id="per cent"),
        pytest.param("fell from 5% to 3%", [(5, 5, "%"), (3, 3, "%")], id="a fall is no range"),
        pytest.param("two-thirds of them", [(66.7, 66.7, "%")], id="a part"),
        pytest.param("more than three quarters of them", [(75, None, "%")], id="a part with a bound"),
        pytest.param("8,000 square miles", [(8000, 8000, "square mile")], id="a measure of two words"),
        pytest.param("500 miles (800 km)", [(500, 500, "mile"), (800, 800, "kilometer")], id="measures"),
        pytest.param("within 48 hours", [(48, 48, "hour")], id="a length of time"),
        pytest.param("18 years ago", [(18, 18, "year")], id="a length inside a date"),
        pytest.param("a 10-days ceasefire", [(10, 10, "day")], id="a length with a slip"),
    ],
)
def test_money_measures_and_lengths_have_units(text, quantities):
    assert found(text) == quantities


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("in 2014, on March 3, 2014, at 4:30 p.m.", id="dates and clock times"),
        pytest.param("in 2018 cases rose", id="a year before a noun"),
        pytest.param("the 4th District", id="an ordinal"),
        pytest.param("Boeing 747 jets", id="a name"),
        pytest.param("the Nikkei 225 declined", id="an index"),
        pytest.param("they won 3-1", id="a score"),
        pytest.param("one of them, no one, one another", id="one that counts nothing"),
        pytest.param("one day they will see", id="some day"),
        pytest.param("a one-on-one talk in a three-way race", id="a figure of speech"),
        pytest.param("8 Rand Paul", id="a name behind a rank"),
        pytest.param("the Six-Day War", id="a war"),
        pytest.param("a call to 555 at section 12", id="bare figures"),
    ],
)
def test_numbers_that_count_nothing_are_left_out(text):
    assert found(text) == []


def page(text, *kinds):
    places, start = [], 0
    for kind, line in zip(kinds, text.split("\n"), strict=True):
        places.append(Block(kind=kind, span=Span(start, start + len(line))))
        start += len(line) + 1
    return Page(id="p", snapshot=Snapshot(sha256="0" * 64, media_type="text/plain"), text=text, blocks=tuple(places))


def test_a_quantity_belongs_to_the_innermost_attribution_around_it():
    text = "A said B counted 12 goats. Two cows left."
    outer = Attribution(id="outer", content=(Span(7, 25),))
    inner = Attribution(id="inner", content=(Span(17, 25),), within="outer")
    assert [(q.low, q.attribution) for q in read_quantities(page(text, "paragraph"), [outer, inner])] == [
        (12, "inner"),
        (2, None),
    ]


def test_comments_are_read_and_furniture_is_not():
    text = "12 goats\n13 shares\n14 cows"
    assert [q.low for q in read_quantities(page(text, "paragraph", "furniture", "comment"), [])] == [12, 14]


VOCABULARY = [
    *"1 2.5 1,000 6, 000 12:30 1/2 ½ one two twenty-four half dozen a an hundred million bn $ £ US$ % per cent".split(),
    *"at least more than up to or and between to - – ? goats people Hong Kong dollars km of its the killed 747".split(),
    *lexicon()["vague"],
]


@settings(max_examples=150, deadline=None)
@given(text=st.text(max_size=200) | st.lists(st.sampled_from(VOCABULARY), max_size=30).map(" ".join))
def test_any_text_survives_and_quantities_are_in_order_and_apart(text):
    end = 0
    for one in find_quantities(text, [Span(0, len(text))]):
        assert end <= one.span.start < one.span.end <= len(text)
        assert one.unit
        assert one.low is not None or one.high is not None
        assert one.low is None or one.high is None or one.low <= one.high
        end = one.span.end
