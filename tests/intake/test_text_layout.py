"""Comments as platforms print them: pages that we wrote after each one's layout, with its lines close or set apart."""

import pytest

from onrecord.intake.text import read_text
from onrecord.intake.text.signed import signature_of

ARTICLE = """\
Council votes to keep the old tram line

By Rosa Lindgren

May 4, 2021

The city council of Marwick voted on Tuesday night to keep the old tram line running for another ten years, after a \
campaign by residents of the hill district who say that the buses cannot climb it in winter.

"The tram is not a museum piece," said council leader Peter Osei. "Four thousand people ride it to work every day."

The repairs will cost 12 million euros, half of which is to come from the state, the council said.
"""
COMMENTS = [
    ("Hanna Berg", "Finally some good news! I have been riding that tram since I was six."),
    ("tramfan77", "@Hanna Berg same here. But 12 million? You could buy forty new buses for that."),
    ("Joseph Scott", "Buses do not climb that hill when it snows. I drove one for years.\nAsk anybody at the depot."),
    ("Hanna Berg", "Thanks Joseph, I wanted to say just that :)"),
    ("Old Timer", "And who pays? We do, as always."),
]
LAYOUTS = {
    "WordPress": "{name} says:\nMay {day}, 2021 at {hour}:02 pm\n{words}\nReply",
    "WordPress on one line": "{name} says: May {day}, 2021 at {hour}:02 pm\n{words}\nReply",
    "WordPress without says": "{name} on May {day}, 2021 at {hour}:02 pm\n{words}\nReply",
    "Disqus": "{name} • {hour} years ago\n{words}\n3 • Reply • Share ›",
    "Disqus, a line each": "{name}\n•\n{hour} years ago\n{words}\nsee more\n3\n•\nReply\n•\nShare ›",
    "Disqus, to whom": "{name} > Ann Lee • {hour} years ago\n{words}\nReply\nShare",
    "posted by": "Posted by {name} on May {day}, 2021 at {hour}:02 PM\n{words}",
    "posted by, below": "{words}\nPosted by: {name} | May {day}, 2021 at 0{hour}:02 PM",
    "name and time, below": "{words}\n{name} | May {day}, 2021 at 0{hour}:02 PM",
    "wrote on": "{name} wrote on May {day}, 2021:\n{words}",
    "schrieb am": "{name} schrieb am {day}.05.2021 um 1{hour}:02 Uhr:\n{words}",
    "Spiegel": "{name} {day}.05.2021, 1{hour}.02 Uhr\n{words}\nmelden",
    "Reddit, old": "[–]{name} 12 points {hour} hours ago\n{words}\npermalink embed save report give award reply",
    "Reddit, levels": "level 1\n{name}\n·\n{hour}y ago\n{words}\n12\nReply\nShare",
    "Reddit, new": "{name} · {hour} hr. ago\n{words}\nUpvote\n12\nDownvote\nReply\nAward\nShare",
    "YouTube": "{name}\n{hour} days ago\n{words}\n12\nReply",
    "YouTube on one line": "{name} {hour} days ago (edited)\n{words}\n12\nReply",
    "Facebook": "{name}\n{words}\nLike · Reply · {day}h",
    "Facebook plugin": "{name}\n{words}\nLike · Reply · 2 · {day}w · Edited",
    "Hacker News": "{name} {hour} hours ago | parent | next [–]\n{words}\nreply",
    "Hacker News, old": "{name} on May {day}, 2021 | root | parent | prev | next [–]\n{words}",
    "Guardian": "{name}\n{day} May 2021 1{hour}.02\n12\n{words}\nReport\nShare\nReply",
    "New York Times": "{name}\nPortvale | May {day}\n{words}\nReply\n3 Recommend\nShare\nFlag",
    "New York Times, on one line": "{name} commented May {day}, 2021\n{words}\n3 Recommend",
    "Daily Mail": "{name}, Portvale, United Kingdom, {hour} hours ago\n{words}\nClick to rate\n12\n3",
    "Discourse": "{name}\nMay {day}, 2021, {hour}:02pm\n#4\n{words}\n1 Like",
    "Blogger": "{name} said...\n{words}\nMay {day}, 2021 at {hour}:02 PM",
    "Blogger, new": "{name}\nMay {day}, 2021 at {hour}:02 PM\n{words}\nReplyDelete",
    "numbered": "#{hour}\n{name}\n{day}.05.2021, 1{hour}:02\n{words}\nAntworten",
    "numbered on one line": "{hour}. {name} May {day}, 2021 at {hour}:02 pm\n{words}",
    "comment by": "Comment by {name} — May {day}, 2021 @ {hour}:02 pm\n{words}",
    "bars": "{name} | May {day}, 2021 at {hour}:02 pm | Reply\n{words}",
    "time over name": "May {day}, 2021 {hour}:02 pm\n{name}\n{words}",
}


def page_in(layout: str, head: str) -> str:
    printed = [
        LAYOUTS[layout].format(name=name, words=words, day=5 + at, hour=1 + at)
        for at, (name, words) in enumerate(COMMENTS)
    ]
    return "\n".join([ARTICLE, head, *printed, ""])


def comments_of(text):
    """The author and the words of each comment, without what the site prints between them."""
    reading = read_text(text)
    found = []
    for comment in reading.comments:
        own = [b.span.of(text) for b in reading.blocks if b.kind == "comment" and comment.span.holds(b.span)]
        found.append((comment.author, " ".join(" ".join(own).split())))
    return found


HEADED = [(layout, "5 Comments") for layout in LAYOUTS]
# Where names stand below and no heading above, nothing tells the first comment from the article.
BARE = [(layout, "") for layout, shape in LAYOUTS.items() if not shape.startswith("{words}")]


@pytest.mark.parametrize(("layout", "head"), HEADED + BARE)
@pytest.mark.parametrize("apart", [pytest.param("\n", id="close"), pytest.param("\n\n", id="apart")])
def test_comments_are_read_as_the_platform_prints_them(layout, apart, head):
    text = page_in(layout, head).replace("\n", apart)
    assert comments_of(text) == [(name, " ".join(words.split())) for name, words in COMMENTS]


def test_a_pingback_between_comments_belongs_to_none():
    pingback = (
        "Pingback: Council Votes To Keep The Old Tram Line After Long Debate About Costs - The Hill District Gazette"
    )
    text = page_in("WordPress", "5 Comments").replace("\nReply\n", f"\nReply\n{pingback}\n", 2)
    assert comments_of(text) == [(name, " ".join(words.split())) for name, words in COMMENTS]


@pytest.mark.parametrize("layout", ["WordPress", "Spiegel", "Blogger, new"])
def test_the_time_beside_the_name_is_kept(layout):
    posted = [comment.posted for comment in read_text(page_in(layout, "5 Comments")).comments]
    assert [one and one[:10] for one in posted] == [f"2021-05-0{5 + at}" for at in range(5)]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        pytest.param("tom (5 May 2021, 10:22)", "tom", id="brackets"),
        pytest.param("Ann Lee (not verified) May 5, 2021 - 10:22am", "Ann Lee (not verified)", id="an aside"),
        pytest.param("Ann Lee → Tom Reed vor 3 Stunden", "Ann Lee", id="to another"),
        pytest.param("— Ann Lee (@annlee) May 5, 2021", None, id="a post that an article shows"),
        pytest.param("Get it on Amazon for $39.99", None, id="a price"),
        pytest.param("Like · Reply · 5h", None, id="buttons"),
        pytest.param("May 5, 2021", None, id="a time alone"),
        pytest.param("The council met again and again until the snow had gone, on May 5, 2021", None, id="a sentence"),
    ],
)
def test_a_line_of_name_and_time_tells_the_name(line, name):
    found = signature_of(line)
    assert (found and line[slice(*found.name)]) == name


def test_posts_and_days_inside_an_article_are_no_comments():
    text = (
        ARTICLE
        + """
"We keep it," the mayor wrote.

— Tom Reed (@tomreed) May 4, 2021

Others were less glad about the vote and said so at once.

— Ann Lee (@annlee) May 5, 2021

The line was opened in 1911 and has been closed only once, in the war.
"""
    )
    assert read_text(text).comments == ()


def test_two_lines_of_name_and_time_are_no_layout_on_a_long_page():
    talk = "\n\n".join(
        f"Reader {name}\n\nI took it every day, and I miss it :)" for name in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" * 2
    )
    text = f"{ARTICLE}\nAnn Lee • 3 years ago\n\nNot so long.\n\nTom Reed • 4 years ago\n\nYes.\n\n{talk}\n"
    assert len(read_text(text).comments) > 40
