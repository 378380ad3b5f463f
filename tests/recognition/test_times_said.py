"""When something was said, times inside quotations, and dates that clash. The page is of Monday, December 5, 2016."""

import pytest

from onrecord.recognition.times import read_times, resolve_in_quotations, said_at
from onrecord.terms import Attribution, Block, Page, Published, Snapshot, Span

PUBLISHED = Published(value="2016-12-05")


def page(*blocks):
    text, found = "", []
    for kind, words in blocks:
        found.append(Block(kind=kind, span=Span(len(text), len(text) + len(words))))
        text += words + "\n\n"
    return Page(
        id="p",
        snapshot=Snapshot(sha256="0" * 64, media_type="text/plain"),
        text=text,
        blocks=tuple(found),
        published=PUBLISHED,
    )


def spans(made, *pieces):
    return tuple(Span(made.text.index(piece), made.text.index(piece) + len(piece)) for piece in pieces if piece)


def attribution(made, source, cue, content, **fields):
    return Attribution(id="a", source=spans(made, source), cue=spans(made, cue), content=spans(made, content), **fields)


def told(made, source, cue, content, **fields):
    published, times = read_times(made)
    return said_at(made, attribution(made, source, cue, content, **fields), times, published)


@pytest.mark.parametrize(
    ("sentence", "source", "cue", "content", "value"),
    [
        pytest.param(
            "Ann Lee said Friday that sales fell.",
            "Ann Lee",
            "said Friday",
            "that sales fell",
            "2016-12-02",
            id="in the cue",
        ),
        pytest.param(
            "Sales fell, Ann Lee said in a statement on Friday.",
            "Ann Lee",
            "said",
            "Sales fell",
            "2016-12-02",
            id="behind the cue",
        ),
        pytest.param(
            "Unlike in 2012, Lee said that sales fell.",
            "Lee",
            "said",
            "that sales fell",
            None,
            id="a year that this one is unlike",
        ),
        pytest.param(
            "Earlier today, Lee slammed the draft as a joke.",
            "Lee",
            "slammed",
            "the draft as a joke",
            "2016-12-05",
            id="opens the sentence",
        ),
        pytest.param(
            "In an interview with a paper yesterday, Lee denied the report.",
            "Lee",
            "denied",
            "the report",
            "2016-12-04",
            id="before the source",
        ),
        pytest.param(
            "Lee confirmed the move on Friday.",
            "Lee",
            "confirmed",
            "the move",
            "2016-12-02",
            id="behind a short content",
        ),
        pytest.param(
            "Lee sued the firm Friday, accusing it of fraud.",
            "Lee",
            "accusing",
            "it of fraud",
            "2016-12-02",
            id="before the cue",
        ),
        pytest.param(
            "According to a November 7 press release by the agency, sales fell.",
            "a November 7 press release by the agency",
            "According to",
            "sales fell",
            "2016-11-07",
            id="dates the document",
        ),
        pytest.param(
            "It followed a July 10 meeting at which Lee told them to pay.",
            "Lee",
            "told",
            "them to pay",
            "2016-07-10",
            id="the occasion before",
        ),
        pytest.param(
            "A singer who left in 2013, Lee says it rained.",
            "Lee",
            "says",
            "it rained",
            None,
            id="in a clause of its own",
        ),
        pytest.param(
            "As Friday nears, Lee says it rained.", "Lee", "says", "it rained", None, id="in a clause behind as"
        ),
        pytest.param("The 2016 fleet said it rained.", "The 2016 fleet", "said", "it rained", None, id="which fleet"),
        pytest.param(
            "Lee slowed in the last year and shows no haste.", "Lee", "shows", "no haste", None, id="a year before and"
        ),
        pytest.param("Lee on Friday denied it.", "Lee on Friday", "denied", "it", "2016-12-02", id="ends the source"),
        pytest.param(
            "Lee said Friday that he left.", "Lee", "said", "Friday that he left", "2016-12-02", id="opens the content"
        ),
        pytest.param(
            "Sales fell, Lee said in a 2008 interview.",
            "Lee",
            "said",
            "Sales fell",
            "2008",
            id="the year of an interview",
        ),
        pytest.param(
            "“It fell,” Lee told “Fine Morning” today.",
            "Lee",
            "told",
            "“It fell,”",
            "2016-12-05",
            id="behind a programme",
        ),
        pytest.param(
            "“It fell,” said Lee, who will leave Friday.",
            "Lee, who will",
            "said",
            "“It fell,”",
            None,
            id="not what he will do",
        ),
        pytest.param(
            "Lee said sales fell on Friday.",
            "Lee",
            "said",
            "sales fell on Friday",
            None,
            id="not what the words are about",
        ),
        pytest.param(
            "Since Friday, Lee has said sales fell.",
            "Lee",
            "has said",
            "sales fell",
            None,
            id="since is no day to speak on",
        ),
        pytest.param(
            "After the fire on Friday, he fled, as Lee said.",
            "Lee",
            "said",
            "he fled",
            None,
            id="not a subordinate clause's",
        ),
        pytest.param(
            "Lee, who married in 1994, said sales fell.",
            "Lee, who married in 1994",
            "said",
            "sales fell",
            None,
            id="not a life's date",
        ),
        pytest.param(
            "Lee said of Friday's attack that it failed.", "Lee", "said", "that it failed", None, id="not a noun's date"
        ),
        pytest.param("Lee said sales fell.", "Lee", "said", "sales fell", None, id="nothing tells"),
    ],
)
def test_said_at_is_told_by_sentence_or_statement(sentence, source, cue, content, value):
    found, reason = told(page(("paragraph", sentence)), source, cue, content)
    assert found == value
    assert bool(reason) == (value is not None)


def test_the_dateline_of_another_outlet_dates_its_extract():
    made = page(
        ("paragraph", "The plan was dropped."),
        ("dateline", "Wire News, Decemer 4:"),
        ("quotation", "Rebels have told the mayor they will stay, an official told the agency."),
    )
    outer = ("an official", "told the agency", "Rebels have told the mayor they will stay")
    inner = ("Rebels", "have told the mayor", "they will stay")
    assert told(made, *outer) == ("2016-12-04", "dateline of the extract")
    assert told(made, *inner, within="a1")[0] is None


def test_a_reader_below_the_extract_does_not_speak_in_it():
    made = page(
        ("paragraph", "The plan was dropped."),
        ("dateline", "Wire News, Decemer 4:"),
        ("quotation", "Rebels will stay."),
        ("comment", "They want war."),
    )
    assert told(made, "They", "want", "war")[0] is None


def test_the_pages_own_dateline_dates_nothing():
    made = page(("dateline", "LISBON, Dec 5 (Wire) -"), ("paragraph", "Sales fell, Lee said."))
    assert told(made, "Lee", "said", "Sales fell")[0] is None


QUOTED = "“We won yesterday and go on tomorrow,”"


@pytest.mark.parametrize(
    ("form", "said", "values"),
    [
        pytest.param("direct", "2016-12-02", ["2016-12-01", "2016-12-03"], id="counted from when it was said"),
        pytest.param("direct", None, ["2016-12-04", "2016-12-06"], id="from the page where nothing tells"),
        pytest.param("direct", "2016-W48", ["2016-12-04", "2016-12-06"], id="from the page where no day is told"),
        pytest.param("indirect", "2016-12-02", ["2016-12-04", "2016-12-06"], id="not in reported speech"),
    ],
)
def test_times_in_quotations_count_from_when_it_was_said(form, said, values):
    made = page(("paragraph", f"{QUOTED} she said."))
    published, times = read_times(made)
    one = attribution(made, "she", "said", QUOTED, form=form, said_at=said)
    found, clashes = resolve_in_quotations(made, [one], times, published)
    assert [time.value for time in found] == values
    assert clashes == ()


def clashing(caption, quotation):
    made = page(("caption", caption), ("paragraph", f"{quotation} the envoy added."))
    published, times = read_times(made)
    one = attribution(made, "the envoy", "added", quotation, form="direct")
    return made, *resolve_in_quotations(made, [one], times, published)


def test_two_dates_of_one_event_are_both_kept():
    caption = "Envoys attend a meeting in Lisbon, Portugal December 2, 2016."
    made, times, [clash] = clashing(caption, "“But yesterday at our meeting in Lisbon she gave way,”")
    assert [made.text_at(span) for span in clash.spans] == ["yesterday", "December 2, 2016"]
    assert clash.values == ("2016-12-04", "2016-12-02")
    assert "meeting in Lisbon" in clash.reason
    [yesterday] = [time for time in times if made.text_at(time.span) == "yesterday"]
    assert yesterday.value == "2016-12-02"


@pytest.mark.parametrize(
    ("caption", "quotation"),
    [
        pytest.param(
            "A meeting in Paris, December 2, 2016.",
            "“Yesterday at our meeting in Lisbon she gave way,”",
            id="another place",
        ),
        pytest.param(
            "A concert in Lisbon, December 2, 2016.",
            "“Yesterday at our meeting in Lisbon she gave way,”",
            id="another event",
        ),
        pytest.param(
            "A meeting in Lisbon, March 2, 2015.",
            "“Yesterday at our meeting in Lisbon she gave way,”",
            id="long before",
        ),
        pytest.param(
            "A meeting in Lisbon, December 4, 2016.",
            "“Yesterday at our meeting in Lisbon she gave way,”",
            id="the same day",
        ),
        pytest.param("A meeting in Lisbon, December 2, 2016.", "“Yesterday she gave way,”", id="no event named"),
    ],
)
def test_where_it_is_unsure_no_clash_is_reported(caption, quotation):
    *_, clashes = clashing(caption, quotation)
    assert clashes == ()
