"""Quotation marks paired: every style, and what writers and crawls do to them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.recognition.attribution.quotations import HALF, INSIDE, OUTSIDE, SIGN, find_quotations, quote_classes


def quoted(text: str) -> list[str]:
    return [one.span.of(text) for one in find_quotations(text, [(0, len(text))])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("“We will,” said Ann Lee, “appeal.”", ["“We will,”", "“appeal.”"], id="curly"),
        pytest.param('"We will," said Ann Lee, "appeal."', ['"We will,"', '"appeal."'], id="straight"),
        pytest.param("„Wir gehen“, sagte Ann Lee.", ["„Wir gehen“"], id="German"),
        pytest.param("Sie sagte: ‚Wir gehen.‘", ["‚Wir gehen.‘"], id="German, single"),
        pytest.param("»Wir gehen«, sagte Ann Lee.", ["»Wir gehen«"], id="German in print"),
        pytest.param("« Nous partons », a dit Ann Lee.", ["« Nous partons »"], id="French"),
        pytest.param("”Vi går”, sade Ann Lee.", ["”Vi går”"], id="Swedish"),
        pytest.param("''We will go,'' Ann Lee said.", ["''We will go,''"], id="doubled single"),
        pytest.param("``We will go,'' Ann Lee said.", ["``We will go,''"], id="as in TeX"),
        pytest.param(",,Wir gehen'', sagte sie, und ,, nichts.", [",,Wir gehen''"], id="typed with commas"),
        pytest.param(
            "'We can't go,' she said. 'Never.'", ["'We can't go,'", "'Never.'"], id="single with an apostrophe inside"
        ),
        pytest.param("the Joneses' house and the dogs' bones", [], id="apostrophes are no quotations"),
        pytest.param(
            "“He told me ‘no’ and left,” she said.", ["“He told me ‘no’ and left,”", "‘no’"], id="one inside the other"
        ),
        pytest.param('The shelf is 6" wide and 3" deep.', [], id="inches"),
        pytest.param("Nothing is quoted here.", [], id="none"),
    ],
)
def test_marks_of_every_style_pair(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


def test_a_quotation_never_closed_runs_to_the_end_of_its_paragraph() -> None:
    text = "He said: “We shall see.\nThe rest is his own."
    [one] = find_quotations(text, [(0, 23), (24, len(text))])
    assert one.span.of(text) == "“We shall see."
    assert (one.opened, one.closed, one.goes_on) == (True, False, False)


def test_a_quotation_never_opened_begins_with_its_paragraph() -> None:
    text = 'We will never sign," the minister said.'
    [one] = find_quotations(text, [(0, len(text))])
    assert one.span.of(text) == 'We will never sign,"'
    assert (one.opened, one.closed) == (False, True)


def test_a_quotation_goes_on_over_paragraphs() -> None:
    text = "“The first part.\n“The second part,” she said."
    first, second = find_quotations(text, [(0, 16), (17, len(text))])
    assert first.goes_on
    assert not first.closed
    assert second.closed
    assert not second.goes_on


def test_words_are_classed_by_where_they_stand_to_the_marks() -> None:
    text = '"Go" she said. "Stay'
    starts, ends = [0, 1, 3, 5, 9, 13, 15, 16], [1, 3, 4, 8, 13, 14, 16, 20]
    found = quote_classes(find_quotations(text, [(0, len(text))]), starts, ends)
    assert found == [SIGN, INSIDE, SIGN, OUTSIDE, OUTSIDE, OUTSIDE, SIGN, HALF]


@given(st.text(alphabet="ab “”„«»\"'’‘`,.\n", max_size=60))
def test_quotations_stay_in_their_paragraph_whatever_the_text(text: str) -> None:
    lines, at = [], 0
    for line in text.split("\n"):
        lines.append((at, at + len(line)))
        at += len(line) + 1
    for one in find_quotations(text, lines):
        assert one.span.start < one.span.end
        assert any(start <= one.span.start and one.span.end <= end for start, end in lines)
