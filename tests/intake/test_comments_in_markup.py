"""Comments in markup: whose, when, the words, and what each answers, on makes of many kinds."""

import gzip
import json
import sys
from pathlib import Path

import pytest

from onrecord.intake.pages import read_page, snapshot_of_string, take_snapshot
from onrecord.terms import Page

ARTICLE = """<article class=post><h1>Bridge to close</h1>
<p>The bridge will close to all traffic for a year, the city council said on Thursday, after engineers found cracks.</p>
<p>Two ferries are to take its place, every ten minutes in the rush hour and twice an hour at night, it said.</p>
<p>Shopkeepers at the harbour fear for their trade, and wrote so in an open letter to the mayor on Friday.</p>
<p>She answered that the bridge would close itself if the city waited for another winter.</p>"""


def page_of(comments: str) -> Page:
    return read_page(snapshot_of_string(f"<body>{ARTICLE}</article>{comments}</body>", media_type="text/html"))


def told(page: Page) -> list[tuple[str | None, str, str | None]]:
    return [(c.author, page.text_at(c.span) if c.span else "", c.parent) for c in page.comments]


WORDPRESS = """<div id=comments><ol class=commentlist>
<li class="comment even depth-1" id=comment-7><div class=comment-author><cite class=fn>Hanna</cite> <span>says:
</span></div>
<div class=comment-meta><a>March 8, 2019 at 9:00</a></div><p>Who pays?</p><p>We do.</p><div class=reply><a>Reply</a>
</div>
<ul class=children><li class="comment depth-2" id=comment-8><div class=comment-author><cite class=fn>John</cite></div>
<div class=comment-meta><a>March 8, 2019 at 9:30</a></div><p>The state does.</p><div class=reply><a>Reply</a></div>
</li></ul></li>
</ol></div>"""
DISCUZ = """<div id=wpdcom class=wpdiscuz><div class=wpd-comment id=wpd-comm-1_0>
<div class=wpd-comment-right id=comment-1>
<div class=wpd-comment-author>Ada</div><div class=wpd-comment-date>3 hours ago</div><div class=wpd-comment-text>
<p>First.</p></div>
</div><div class="wpd-comment wpd-reply" id=wpd-comm-2_1><div class=wpd-comment-right id=comment-2>
<div class=wpd-comment-author>Bo</div><div class=wpd-comment-date>2 hours ago</div><div class=wpd-comment-text>
<p>Second.</p></div>
</div></div></div></div>"""
DRUPAL = """<section id=comments class=comment-wrapper>
<article class="comment" typeof="sioc:Post"><header><p class=submitted><span class=username>Ada
</span> on 18. October 2023 - 13:11</p>
</header><div class=content><div class="field field-name-comment-body"><p>First.</p></div></div></article>
<div class=indented><article class="comment"><header><p class=submitted><span class=username>Bo
</span> on 18. October 2023 - 14:02</p>
</header><div class=content><div class="field field-name-comment-body"><p>Second.</p></div></div></article></div>
</section>"""
BLOGGER = """<div class=comments id=comments><ol id=top-ra><li class=comment id=c42><div class=comment-block>
<div class=comment-header><cite class=user>Ada</cite><span class="datetime secondary-text">May 30, 2019 at 1:06 PM
</span></div>
<p class=comment-content>First.</p><span class="comment-actions"><a>Reply</a></span></div>
<div class=comment-replies><ol><li class=comment id=c43><div class=comment-block>
<div class=comment-header><cite class=user>Bo</cite><span class="datetime secondary-text">May 30, 2019 at 2:10 PM
</span></div>
<p class=comment-content>Second.</p></div></li></ol></div></li></ol></div>"""
DISQUS = """<div id=disqus_thread><ul id=post-list class=post-list>
<li class=post id=post-100><div class=post-content><header><span class="post-byline"><span class=author><a>Ada</a>
</span></span>
<a class=time-ago>3 days ago</a></header><div class=post-body-inner><div class=post-message><p>First.</p></div></div>
<footer><a>Reply</a></footer></div><ul class=children><li class=post id=post-101><div class=post-content>
<header><span class="post-byline"><span class=author><a>Bo</a></span></span><a class=time-ago>2 days ago</a></header>
<div class=post-body-inner><div class=post-message><p>Second.</p></div></div></div></li></ul></li></ul></div>"""
SCHEMA = """<div class=zone><div itemprop=comment itemscope itemtype="https://schema.org/Comment">
<span itemprop=author>Ada</span><time itemprop=dateCreated datetime=2019-05-30T13:06:00Z>Thursday</time>
<div itemprop=text>First.</div>
</div><div itemprop=comment itemscope itemtype="https://schema.org/Comment">
<span itemprop=author>Bo</span><time itemprop=dateCreated datetime=2019-05-30T14:06:00Z>Thursday</time>
<div itemprop=text>Second.</div>
</div></div>"""
PAIRS = """<dl id=comment_list><dt class=comment id=comment-1>Ada<br>
<span class=comment_time>June 28, 2015 at 10:25 pm</span></dt>
<dd class=comment><p>First.</p></dd><dt class=comment id=comment-2>Bo<br>
<span class=comment_time>June 29, 2015 at 8:00 am</span></dt>
<dd class=comment><p>Second.</p></dd></dl>"""
GERMAN = """<h3>2 Kommentare</h3><div class=kommentare><div class=kommentar>
<p>von Ada am 21. Jan. 2015, 19:04 [antworten]</p>
<p>Erstens stimmt das nicht.</p></div><div class=kommentar><p>von Bo am 21. Jan. 2015, 20:02 [antworten]</p><p>Doch.
</p></div></div>"""
FLAT = [("Ada", "First.", None), ("Bo", "Second.", None)]
NESTED = [("Ada", "First.", None), ("Bo", "Second.", "c1")]


@pytest.mark.parametrize(
    ("comments", "expected"),
    [
        pytest.param(
            WORDPRESS,
            [("Hanna", "Who pays?\nWe do.", None), ("John", "The state does.", "c1")],
            id="WordPress, nested lists",
        ),
        pytest.param(DISCUZ, NESTED, id="wpDiscuz"),
        pytest.param(DRUPAL, NESTED, id="Drupal, indented"),
        pytest.param(BLOGGER, NESTED, id="Blogger"),
        pytest.param(DISQUS, NESTED, id="Disqus, saved"),
        pytest.param(SCHEMA, FLAT, id="schema.org microdata"),
        pytest.param(PAIRS, FLAT, id="dt and dd"),
        pytest.param(
            GERMAN, [("Ada", "Erstens stimmt das nicht.", None), ("Bo", "Doch.", None)], id="author and day in one line"
        ),
    ],
)
def test_a_comment_has_its_author_its_words_and_what_it_answers(comments: str, expected: list[object]) -> None:
    page = page_of(comments)
    assert told(page) == expected
    assert all(comment.posted for comment in page.comments)
    assert "Bridge to close" not in "".join(words for _, words, _ in told(page))
    assert len(page.blocks_of({"paragraph"})) == 4


@pytest.mark.parametrize(
    "beside",
    [
        pytest.param(
            "<div id=respond class=comment-respond><form><h3>Leave a comment</h3><p>Name</p></form></div>", id="a form"
        ),
        pytest.param("<div class=comments><a href=#c>12 comments</a></div>", id="a count"),
        pytest.param("<p>Log in to comment</p><div class=comments-closed>Comments are closed.</div>", id="closed"),
        pytest.param(
            "<ul class=recent-comments><li>Ada on <a href=/x>Bridge</a></li><li>Bo on <a href=/y>Pier</a></li></ul>",
            id="the latest comments elsewhere",
        ),
        pytest.param(
            "<div class=teasers>"
            + "".join(
                f"<div class=t><h3><a href=/{n}>Another story of this town, number {n}</a></h3><b class=author>Ann</b>"
                f"<time>March {n}, 2019</time><p>What it is about, in a few words.</p></div>"
                for n in range(1, 6)
            )
            + "</div>",
            id="teasers with authors and days",
        ),
    ],
)
def test_what_is_not_a_comment_is_none(beside: str) -> None:
    assert page_of(beside).comments == ()


def test_the_latest_comments_elsewhere_are_not_this_pages() -> None:
    latest = "".join(
        f"<li class=comment id=comment-{n}><b class=author>Cy</b><p>The pier was never safe, and all of us … "
        f"<a href=/{n}>read on</a></p></li>"
        for n in (91, 92)
    )
    rows = "".join(
        f"<li class=comment id=comment-{n}><b class=author>{name}</b><i class=date>May {n}, 2019</i><p>{words}</p></li>"
        for n, name, words in [(1, "Ada", "First."), (2, "Bo", "Second."), (3, "Di", "Third."), (4, "Ed", "Last.")]
    )
    page = page_of(f"<ol class=comments>{rows}</ol><aside><h3>Latest</h3><ol>{latest}</ol></aside>")
    assert [author for author, _, _ in told(page)] == ["Ada", "Bo", "Di", "Ed"]


def test_parents_found_in_markup_say_so() -> None:
    _, reply = page_of(BLOGGER).comments
    assert (reply.parent, reply.parent_reason) == ("c1", "markup")
    assert reply.parent_confidence is not None and reply.parent_confidence > 0.9


def test_json_ld_tells_what_the_markup_of_a_comment_does_not() -> None:
    told = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "comment": [{"@type": "Comment",'
        ' "text": "Who pays?", "author": {"@type": "Person", "name": "Ada"}, "dateCreated": "2019-05-30T13:06:00Z"}]}'
        "</script>"
    )
    markup = "<div id=comments>" + "".join(
        f"<div class=comment id=comment-{n}><i class=comment-time>3 days ago</i><p class=comment-text>{words}</p></div>"
        for n, words in enumerate(["Who pays?", "We do."])
    )
    first, second = page_of(told + markup + "</div>").comments
    assert (first.author, first.posted) == ("Ada", "2019-05-30T13:06:00+00:00")
    assert (second.author, second.posted) == (None, "3 days ago")


def test_the_public_threads_are_found(shared: Path) -> None:
    """Measured: segmentation .995, authors .999, parents .998."""
    sys.path.insert(0, str(shared / "score"))
    import threads

    gold, said = {}, {}
    for path in sorted((shared / "corpora" / "threads").glob("*.json")):
        page = json.loads(path.read_text("utf-8"))
        body = gzip.decompress((path.parent / page["html_file"]).read_bytes())
        read = read_page(take_snapshot(body, name=path.name))
        places = {comment.id: nth for nth, comment in enumerate(read.comments)}
        gold[page["id"]] = page
        said[page["id"]] = [
            {
                "text": read.text_at(comment.span) if comment.span else "",
                "author": comment.author,
                "parent": places.get(comment.parent or ""),
            }
            for comment in read.comments
        ]
    result = threads.score(gold, said)
    assert result["segmentation"]["f1"] >= 0.98
    assert result["author"] >= 0.98
    assert result["parent"] >= 0.98
