"""What a page says of itself: which source is believed, and the forms that times and names come in."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.intake.dates import day_in_address, iso_time
from onrecord.intake.language import guess_language
from onrecord.intake.metadata import split_names
from onrecord.intake.pages import Hints, read_page, snapshot_of_string, take_snapshot
from onrecord.terms import Page

LD = '<script type="application/ld+json">%s</script>'
BODY = "<h1>Bridge to close</h1><p>The bridge will close, the council said on Thursday, for a year or longer.</p>"


def page_of(head: str, body: str = BODY, url: str | None = None) -> Page:
    return read_page(snapshot_of_string(f"<head>{head}</head><body>{body}", media_type="text/html"), Hints(url=url))


def test_a_page_tells_of_itself_and_of_what_told(pages: Path) -> None:
    page = read_page(take_snapshot((pages / "harbour.html").read_bytes()))
    assert page.title == "Harbour bridge to close for a year, council says"
    assert page.authors == ("Ann Lee",)
    assert page.published is not None
    assert page.published.value == "2019-03-08T07:15:00+01:00"
    assert page.published.span is not None and page.text_at(page.published.span) == "March 8, 2019"
    assert page.modified == "2019-03-08T12:40:00+01:00"
    assert (page.site, page.language) == ("The Porthaven Gazette", "en")
    assert page.origins == {
        "title": "json-ld",
        "authors": "json-ld",
        "published": "json-ld",
        "modified": "json-ld",
        "site": "opengraph",
    }


@pytest.mark.parametrize(
    ("head", "published", "origin"),
    [
        pytest.param(
            LD % '{"@type": "NewsArticle", "datePublished": "2019-03-01"}'
            + '<meta property="article:published_time" content="2019-03-02">',
            "2019-03-01",
            "json-ld",
            id="JSON-LD first",
        ),
        pytest.param(
            LD % '{"@type": "NewsArticle", "datePublished": "soon"}'
            + '<meta property="article:published_time" content="2019-03-02T10:00:00Z">'
            + "<meta name=date content=2019-03-03>",
            "2019-03-02T10:00:00+00:00",
            "opengraph",
            id="what is no time is passed over",
        ),
        pytest.param("<meta name=date content=2019-03-03>", "2019-03-03", "meta", id="meta elements"),
        pytest.param("", "2019-03-05", "address", id="the address last"),
        pytest.param(
            LD
            % '{"@graph": [{"@type": "WebSite", "name": "x"}, {"@type": ["Article"], "datePublished": "2019-03-04",}]}',
            "2019-03-04",
            "json-ld",
            id="a graph, and a comma too many",
        ),
        pytest.param(
            LD % '{"datePublished": "2019-03-06", broken', "2019-03-06", "json-ld", id="JSON-LD that is broken"
        ),
        pytest.param(LD % ("[" * 50_000), "2019-03-05", "address", id="JSON-LD nested without end"),
    ],
)
def test_sources_are_believed_in_order(head: str, published: str, origin: str) -> None:
    page = page_of(head, url="https://example.org/2019/03/05/bridge")
    assert page.published is not None
    assert (page.published.value, page.origins["published"]) == (published, origin)


def test_the_page_itself_is_asked_where_nothing_else_tells() -> None:
    page = page_of(
        "<title>Bridge to close</title>",
        "<h1>Bridge to close</h1><p class=byline>By Ann Lee</p><p>8 March 2019</p>" + BODY[24:],
    )
    assert page.authors == ("Ann Lee",)
    assert page.published is not None and page.published.value == "2019-03-08"
    assert page.origins["authors"] == page.origins["published"] == "page"


@pytest.mark.parametrize(
    ("metadata", "printed", "published"),
    [
        pytest.param(
            "2019-11-19T02:46:42Z",
            "By Ann Lee | November 18, 2019 at 2:26 PM",
            "2019-11-18T14:26:00",
            id="it was still the day before",
        ),
        pytest.param("2019-11-19T02:46:42Z", "Updated November 20, 2019", "2019-11-19T02:46:42+00:00", id="a change"),
        pytest.param("2019-11-19T02:46:42Z", "November 1, 2019", "2019-11-19T02:46:42+00:00", id="another day"),
        pytest.param("", "November 18</p><p class=date>15:23 2019", "2019-11-18", id="a day over two lines"),
    ],
)
def test_the_day_that_a_page_prints_is_the_day_where_it_was_written(
    metadata: str, printed: str, published: str
) -> None:
    head = f'<title>Bridge to close</title><meta property="article:published_time" content="{metadata}">'
    page = page_of(head, f"<h1>Bridge to close</h1><p class=date>{printed}</p>" + BODY[24:])
    assert page.published is not None and page.published.value == published


@pytest.mark.parametrize(
    ("title", "site", "expected"),
    [
        ("Bridge to close - The Gazette", "The Gazette", "Bridge to close"),
        ("The Gazette | Bridge to close", "The Gazette", "Bridge to close"),
        ("Bridge to close – for good | News | The Gazette", "The Gazette", "Bridge to close – for good | News"),
        ("The Gazette", "The Gazette", None),
    ],
)
def test_the_sites_name_is_cut_from_a_title(title: str, site: str, expected: str | None) -> None:
    head = f'<meta property="og:title" content="{title}"><meta property="og:site_name" content="{site}">'
    assert page_of(head, "<p>Words.").title == expected


@pytest.mark.parametrize(
    ("said", "iso"),
    [
        ("2016-12-05", "2016-12-05"),
        ("2016-12-05T09:30:00Z", "2016-12-05T09:30:00+00:00"),
        ("2016-12-05T09:30:12.345+0200", "2016-12-05T09:30:12+02:00"),
        ("2016-12-05 09:30", "2016-12-05T09:30:00"),
        ("20161205", "2016-12-05"),
        ("Mon, 05 Dec 2016 09:30:00 GMT", "2016-12-05T09:30:00+00:00"),
        ("December 5, 2016", "2016-12-05"),
        ("5. Dezember 2016", "2016-12-05"),
        ("13/4/2016", "2016-04-13"),
        ("4/13/2016", "2016-04-13"),
        ("3/4/2016", None),
        ("1480930200", "2016-12-05T09:30:00+00:00"),
        ("2016-13-45", None),
        ("0001-01-01", None),
        ("yesterday", None),
        ("", None),
        (None, None),
        (["2016-12-05"], "2016-12-05"),
    ],
)
def test_times_come_out_as_iso_8601_with_their_zone(said: object, iso: str | None) -> None:
    assert iso_time(said) == iso


@given(st.text(max_size=60))
def test_any_words_are_a_time_or_none(words: str) -> None:
    iso_time(words)
    day_in_address(words)
    split_names(words)
    guess_language(words)


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("By Ann Lee and Bo Ek", ["Ann Lee", "Bo Ek"]),
        ("Ann Lee, Staff Writer", ["Ann Lee"]),
        ("von Jule Petersen", ["Jule Petersen"]),
        ("Jeff Moe Monday, November 18, 2019", ["Jeff Moe"]),
        ("https://www.facebook.com/ann", []),
        ("admin", []),
        ("Ann Lee | Reuters", ["Ann Lee", "Reuters"]),
    ],
)
def test_names_of_authors_are_parted(said: str, names: list[str]) -> None:
    assert split_names(said) == names


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The bridge will close for a year, the council said on Thursday, and it is not the first.", "en"),
        ("Die Brücke wird für ein Jahr gesperrt, sagte der Rat, und das ist nicht das erste Mal.", "de"),
        ("Le pont sera fermé pour un an, a dit le conseil, et ce n’est pas la première fois dans la ville.", "fr"),
        ("El puente se cerrará por un año, dijo el consejo, y no es la primera vez que lo hace en la ciudad.", "es"),
        ("Il ponte sarà chiuso per un anno, ha detto il consiglio, e non è la prima volta che succede.", "it"),
        ("A ponte será fechada por um ano, disse o conselho, e não é a primeira vez que isso acontece.", "pt"),
        ("De brug gaat een jaar dicht, zei de raad, en het is niet de eerste keer dat dit in de stad is.", "nl"),
        ("Мост закроют на год, сказал совет, и это не в первый раз, когда он закрыт для всех.", "ru"),
        ("市議会は橋を一年間閉鎖すると発表した。", "ja"),
        ("시의회는 다리를 일 년 동안 닫겠다고 말했다.", "ko"),
        ("市长说，大桥将关闭一年。这是第一次。", "zh"),
        ("12 34 56", None),
        ("Bridge Harbour Lee", None),
    ],
)
def test_a_language_is_guessed_from_its_commonest_words(text: str, language: str | None) -> None:
    assert guess_language(text) == language
