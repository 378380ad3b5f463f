"""Threads rebuilt: small pages that we wrote, with who answers whom, and why."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.intake.text import read_text
from onrecord.recognition.threads.reading import REASONS, read_threads
from onrecord.recognition.threads.voices import room_of
from onrecord.terms import Comment, Page, Snapshot

ARTICLE = """\
Harbour bridge to close for repairs

The harbour bridge will close for ten days from Monday while its rusty cables are replaced, the council said on Sunday.

"We cannot wait another winter," said Tom Reed, the mayor, who had promised the repairs before he was elected last year.

"""


def page_of(text):
    reading = read_text(text)
    return Page(
        id="p",
        snapshot=Snapshot(sha256="", media_type="text/plain"),
        text=text,
        blocks=reading.blocks,
        comments=reading.comments,
        authors=reading.authors,
    )


def thread_of(*comments):
    text = ARTICLE + "\n\n".join(f"{author}\n\n{words}" for author, words in comments) + "\n"
    page = page_of(text)
    assert [c.author for c in page.comments] == [author for author, _ in comments]
    return page, read_threads(page)


TALK = (
    ("Hanna Berg", "Does anyone know whether the night bus will still run over it?"),
    ("ferryman77", "No, you will have to walk from the fish market until the cables are in."),
    ("Karl Ude", "Ten days! In my youth they built a whole bridge in that time."),
    ("Ida Moor", "@ferryman77 Where did you read that about the fish market?"),
    ("Hanna Berg", "Hi Karl, I agree, it is a joke."),
    ("Olga Thal", "“they built a whole bridge in that time.”\n\nThat bridge fell down, as you know well."),
)


def test_names_quotes_and_questions_tell_who_answers_whom():
    _, found = thread_of(*TALK)
    assert [(c.parent, c.parent_reason) for c in found[3:]] == [
        ("c2", "names its author"),
        ("c3", "names its author"),
        ("c3", "quotes it"),
    ]
    assert found[1].parent == "c1"
    assert [c.addressees for c in found[3:5]] == [("c2",), ("c3",)]
    assert found[4].stance == "agree"


def test_a_quotation_has_both_its_spans():
    page, found = thread_of(*TALK)
    [quote] = found[5].quotes
    assert quote.comment == "c3"
    assert page.text_at(quote.span) == "they built a whole bridge in that time"
    assert page.text_at(quote.of) == "they built a whole bridge in that time"


def test_words_of_the_article_are_quoted_and_taken_up():
    page, found = thread_of(
        ("Ida Moor", "“We cannot wait another winter”? He waited for six of them!"), ("Karl Ude", "Ha.")
    )
    [quote] = found[0].quotes
    assert quote.comment is None
    assert page.text_at(found[0].about).startswith('"We cannot wait another winter')


def test_a_question_is_answered_by_what_answers_its_comment():
    page, found = thread_of(*TALK)
    assert [page.text_at(span) for span in found[0].questions] == [TALK[0][1]]
    assert found[1].answers == ("c1",)


def test_an_author_that_the_page_lost_is_named_by_an_answer():
    text = ARTICLE + (
        "\nGood. I hope they paint it too, it looks awful!!\n\n\nlol, about time\n\n\nTen days is a "
        "dream.\n\nKarl Ude\n\n"
        "Hello Papa. Yes, you are right.\n\n\nWho pays for all this? You and me.\n\n\nNot me!\n"
    )
    found = read_threads(page_of(text))
    [answer] = [c for c in found if c.author == "Karl Ude"]
    asked = next(c for c in found if c.id == answer.parent)
    assert (asked.author, asked.probable_author) == (None, "Papa")
    assert answer.parent_reason == "names a lost author"


@pytest.mark.parametrize(("opening", "called"), [("Karl, ", True), ("Naja, ", False)])
def test_a_first_name_before_a_comma_at_the_head_is_called(opening, called):
    page, _ = thread_of(TALK[0], ("Jon Reed", f"{opening}the night bus goes round by the school until May."))
    assert bool(room_of(page).voices[1].calls) == called


def test_who_answers_an_answer_to_a_lost_author_by_name_is_probably_that_author():
    text = ARTICLE + (
        "\nGood. I hope they paint it too, it looks awful!!\n\n\n"
        "Something is odd about those cables, if you ask me.\n\n"
        "Karl Ude\n\nI agree John, those cables are as good as new.\n\n\nHello Karl. Very nice, thank you :)\n\n\n"
        "lol, about time\n\n\nWho pays for all this? You and me.\n"
    )
    found = read_threads(page_of(text))
    back = next(c for c in found if c.stance and c.author is None)
    assert (back.addressees, back.parent) == (("c3",), "c3")
    assert [c.probable_author for c in found[:4]] == [None, "John", None, "John"]


@pytest.mark.parametrize(
    "printed", ["Ida Moor > Karl Ude • {} years ago", "Ida Moor replied to Karl Ude • {} years ago"]
)
def test_whom_the_page_prints_beside_the_author_is_answered(printed):
    text = ARTICLE + (
        "Hanna Berg • 4 years ago\nThe night bus will have to go round by the fish market.\nReply\n"
        "Karl Ude • 4 years ago\nTen days! They once built a whole bridge in that time.\nReply\n"
        "Olga Thal • 4 years ago\nI shall take the ferry.\nReply\n"
        f"{printed.format(3)}\nThat one fell down.\nReply\n"
    )
    found = read_threads(page_of(text))
    assert [c.author for c in found] == ["Hanna Berg", "Karl Ude", "Olga Thal", "Ida Moor"]
    assert (found[3].parent, found[3].parent_reason, found[3].addressees) == ("c2", "names its author", ("c2",))


def test_who_speaks_to_all_answers_nobody():
    _, found = thread_of(*TALK[:3], ("Ida Moor", "lol, you folks are really slow."))
    assert found[3].parent is None


def test_links_of_the_markup_are_kept_and_no_other_is_guessed():
    page, _ = thread_of(*TALK)
    first, second, *rest = page.comments
    marked = (
        first,
        Comment(id="c2", author=second.author, author_span=second.author_span, span=second.span, parent="c1"),
    )
    page = Page(id="p", snapshot=page.snapshot, text=page.text, blocks=page.blocks, comments=(*marked, *rest))
    found = read_threads(page)
    assert [c.parent for c in found] == [None, "c1", None, None, None, None]
    assert (found[1].parent_reason, found[1].parent_confidence) == ("markup", 1.0)


CALLS_FAR = (
    ("Hanna Berg", "The ferry is too small for all of us, they should have asked before."),
    ("Karl Ude", "A tunnel would have been finished in the time that they have talked about it."),
    ("ferryman77", "My ferry takes forty people, and there were twelve of you on Monday."),
    ("Olga Thal", "The cables are from 1931 and it says so on a plate at the north end."),
    ("Ida Moor", "@Hanna Berg it is not too small, you came at seven like everybody else."),
    ("Vera Holm", "My shop has been empty for a week now, nobody comes over any more."),
    ("Paul Stein", "@Karl Ude who would have paid for a tunnel under forty metres of mud?"),
    ("Jon Reed", "The heron is back on the second pillar, at least somebody likes it quiet."),
    ("Lena Roth", "@Olga Thal the plate says 1913, somebody has turned the figures round."),
)


def test_links_are_not_sure_where_readers_call_across_the_page():
    _, found = thread_of(*CALLS_FAR)
    called = [c for c in found if c.parent_reason == "names its author"]
    assert [(c.id, c.parent) for c in called] == [("c5", "c1"), ("c7", "c2"), ("c9", "c4")]
    assert all(c.parent_confidence <= 0.7 for c in called)


def test_links_are_not_sure_where_readers_quote_across_the_page():
    words = dict(CALLS_FAR)
    far = {name: words[name].split(" ", 2)[-1] for name in ("Ida Moor", "Paul Stein", "Lena Roth")}
    quoted = {"Ida Moor": "Hanna Berg", "Paul Stein": "Karl Ude", "Lena Roth": "Olga Thal"}
    _, found = thread_of(
        *[(n, f"“{words[quoted[n]].rstrip('.')}”\n\n{far[n]}" if n in quoted else w) for n, w in CALLS_FAR]
    )
    told = [c for c in found if c.parent_reason == "quotes it"]
    assert [(c.id, c.parent) for c in told] == [("c5", "c1"), ("c7", "c2"), ("c9", "c4")]
    assert all(c.parent_confidence <= 0.7 for c in told)


def test_a_comment_sent_twice_answers_nothing():
    twice = ("Jon Reed", "The mayor would not know the difference between a cable and a clothes line, believe me.")
    _, found = thread_of(TALK[0], TALK[2], twice, twice)
    assert found[3].parent is None


def test_who_opens_with_a_word_of_a_question_answers_it():
    _, found = thread_of(
        TALK[2],
        ("Vera Holm", "They say it needs an EIA first and that takes a year. What is an EIA when it is at home?"),
        ("Jon Reed", "EIA = environmental impact assessment. It is the law."),
        ("Olga Thal", "The heron will not like it."),
    )
    assert [(c.parent, c.answers) for c in found[2:]] == [("c2", ("c2",)), (None, ())]


def test_links_by_name_are_sure_where_answers_stand_below_what_they_answer():
    near = [CALLS_FAR[k] for k in (0, 4, 1, 6, 3, 8)]
    _, found = thread_of(*near)
    assert [c.parent for c in found] == [None, "c1", None, "c3", None, "c5"]
    assert all(c.parent_confidence >= 0.85 for c in found[1::2])


@pytest.mark.parametrize(
    ("words", "own"), [("The US and the EU pay for it.", False), ("They told us that it is safe.", True)]
)
def test_states_in_capitals_are_no_pronouns(words, own):
    text = ARTICLE + f"Hanna Berg\n\n{words}\n\nKarl Ude\n\nIt was high time.\n"
    voice = room_of(page_of(text)).voices[0]
    assert ("first person" in voice.flags) is own


def test_thanks_are_welcomed_and_what_a_reader_said_is_taken_up():
    _, found = thread_of(
        ("Hanna Berg", "I took the ferry on Monday and it was lovely. Thank you for the tip about the coffee!"),
        ("ferryman77", "Our pleasure, come back soon."),
        ("Karl Ude", "The cables should have been replaced with the new kind that does not rust at all."),
        ("Ida Moor", "Like you said, there are cables now that do not rust, and the harbour has them."),
    )
    assert [(c.parent, c.parent_reason) for c in found] == [
        (None, None),
        ("c1", "words of a reply"),
        (None, None),
        ("c3", "words of a reply"),
    ]


def test_a_page_without_comments_has_no_thread():
    assert read_threads(page_of(ARTICLE)) == ()


WORDS = st.lists(
    st.sampled_from([*(words for _, words in TALK), "Ja", "?", "@", "Hi", "…", "Karl", '"""']), max_size=12
)


@settings(max_examples=60, deadline=None)
@given(WORDS)
def test_every_link_goes_up_and_has_a_reason_and_every_span_slices(words):
    page = page_of(ARTICLE + "\n\n".join(f"reader{n}\n\n{one}" for n, one in enumerate(words)))
    found = read_threads(page)
    places = {c.id: n for n, c in enumerate(found)}
    for n, comment in enumerate(found):
        assert (comment.parent is None) == (comment.parent_reason is None) == (comment.parent_confidence is None)
        if comment.parent is not None:
            assert places[comment.parent] < n
            assert comment.parent_reason in REASONS
            assert 0 <= comment.parent_confidence <= 1
        for span in (*comment.questions, *(q.span for q in comment.quotes)):
            assert comment.span.holds(span)
        assert all(places[k] < n for k in (*comment.addressees, *comment.answers))


def test_the_reasons_are_told_in_the_documentation():
    from pathlib import Path

    told = (Path(__file__).resolve().parents[2] / "docs" / "threads.md").read_text("utf8")
    assert [reason for reason in REASONS if f"`{reason}`" not in told] == []


@pytest.mark.parametrize(
    ("form", "all_pages", "replies"), [("flattened", 0.767, 0.45), ("flattened_seed", 0.767, 0.45)]
)
def test_parents_of_the_public_threads(shared, form, all_pages, replies):
    right = count = found = wanted = 0
    for path in sorted((shared / "corpora" / "threads").glob("*.json")):
        gold = json.loads(path.read_text("utf8"))
        comments = read_threads(page_of(gold[form])) if gold["structure"] == "threaded" else ()
        if len(comments) != len(gold["comments"]):
            continue
        places = {c.id: n for n, c in enumerate(comments)}
        for comment, true in zip(comments, gold["comments"], strict=True):
            ok = places.get(comment.parent) == true["parent"]
            right, count = right + ok, count + 1
            found, wanted = found + (ok and true["parent"] is not None), wanted + (true["parent"] is not None)
    assert count > 300
    assert right / count >= all_pages
    assert found / wanted >= replies


def test_the_seed_page(shared):
    found = read_threads(page_of((shared / "seed" / "page.txt").read_bytes().decode("utf8")))
    named = {c.id: c for c in found}
    assert (named["c7"].parent, named["c7"].addressees) == ("c6", ("c6",))
    assert (named["c12"].parent, named["c12"].answers) == ("c11", ("c11",))
    assert named["c13"].probable_author == "Papa"
    assert [named[c].quotes[0].comment for c in ("c15", "c18")] == ["c13", "c16"]
    assert [named[c].parent for c in ("c15", "c18")] == ["c13", "c16"]
