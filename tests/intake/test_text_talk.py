"""Pages of ours whose comments no name, time or run of blanks marks, and pages that must stay articles."""

import pytest

from onrecord.intake.text import read_text
from onrecord.intake.text.talk import openings


def comments_of(*paragraphs):
    text = "\n\n".join(paragraphs) + "\n"
    reading = read_text(text)
    assert all(c.author is None for c in reading.comments)
    return [text[c.span.start : c.span.end] for c in reading.comments]


QUESTION = (
    "Which glue for a wooden kayak?",
    "I am building my first kayak out of cedar strips and have read about three kinds of glue. Epoxy seems to be what "
    "most builders take, but it is expensive and the smell gives my neighbours a headache.",
    "The strips are six millimetres thick, and the hull will be covered with cloth anyway. Does anyone know whether "
    "plain wood glue would hold? Any advice is appreciated.",
    "Thanks in advance",
)
ANSWERS = (
    "I built two with plain wood glue and both still float. Your cloth does the work, the glue only holds the strips "
    "until you get there.",
    "Same here. What matters more is how you clamp it:",
    "1) staples every ten centimetres",
    "2) tape over every joint, and leave it for a night",
    "You will be fine, but buy a respirator for the sanding. Cedar dust is worse than any smell.",
    "However, I would not use it on the inner stems, they stay wet for weeks.",
    "Has nobody mentioned polyurethane? It foams, and you will hate the cleaning, but nothing is stronger.",
    "“It foams, and you will hate the cleaning”",
    "That is the understatement of the year. I threw away my jeans, my gloves and the cat's favourite rug.",
    "Thanks all, I will try the wood glue first. I'll post pictures in spring.",
)


def test_answers_to_a_question_below_a_break_are_told_apart_by_what_they_say():
    found = comments_of(*QUESTION, "Sort by", "Best", *ANSWERS)
    assert [words[:20] for words in found] == [words[:20] for words in (ANSWERS[i] for i in (0, 1, 4, 6, 7, 9))]
    assert found[1] == "\n\n".join(ANSWERS[1:4])
    assert found[4] == "\n\n".join(ANSWERS[7:9])


def test_a_german_question_and_its_answers_below_their_heading():
    question = (
        "Katze trinkt nur aus dem Wasserhahn",
        "Unsere Katze ist vier Jahre alt und trinkt seit dem Umzug nur noch, wenn ich ihr den Hahn in der Küche "
        "aufdrehe. Wir haben drei Näpfe aufgestellt, aus Glas, aus Ton und aus Blech, und sie sieht sie nicht an.",
        "Der Tierarzt sagt, sie sei gesund. Hat jemand so etwas schon erlebt? Danke im Voraus!",
    )
    answers = (
        "Meine macht das auch. Ein Trinkbrunnen hat bei uns geholfen, den bekommst du ab zwanzig Euro.",
        "Hallo zusammen,",
        "stellt den Napf mal weit weg vom Futter. Katzen mögen es nicht, wenn beides nebeneinander steht.",
        "Viele Grüße",
        "Genau, das wollte ich auch schreiben! Und bitte jeden Tag frisches Wasser nehmen.",
        "Außerdem sind manchen die Näpfe zu klein, sie stoßen mit den Barthaaren an.",
        "Trinkbrunnen haben wir zwei, die stehen nur herum. Du kannst es versuchen, aber versprich dir nicht zu viel.",
        "Sie will einfach, dass du aufstehst :)",
        "Danke euch allen, ich probiere jetzt den Napf im Flur.",
    )
    assert comments_of(*question, "5 Antworten", *answers) == [
        answers[0],
        "\n\n".join(answers[1:4]),
        "\n\n".join(answers[4:6]),
        *answers[6:],
    ]


ARTICLE = (
    "Town to dig up the market square again",
    "The market square will be closed for the third time in five years, the town council said on Tuesday, because the "
    "pipes laid in 2019 are too narrow for the rain of the last two summers.",
    "Work is to begin in May and to last until the harvest fair. Stalls will move to the car park behind the church, "
    "and the bus will stop at the school, a spokesman for the council said.",
    "The bill comes to four million crowns, of which the region pays half.",
)


def test_talk_below_nothing_but_a_heading_is_comments():
    talk = (
        "I drive past it every day and you could see the water coming up in March.",
        "Third time lucky?",
        "You are joking. My shop has not had a decent summer since they started, and now the stalls go too.",
        "Thank you for writing about this, nobody else does.",
        "Why did we pay an engineer in 2019 if he cannot count? I would like my share back please.",
        "Well, at least the pigeons will be happy :)",
    )
    assert comments_of(*ARTICLE, "Comments", *talk) == list(talk)


def test_a_heading_of_comments_over_more_of_the_article_opens_none():
    more = (
        "The engineers of the first scheme wrote in their report that no such rain was to be expected.",
        "A second report, ordered after the flood, came to another end and named three streets.",
        "The council voted for the wider pipes by eleven votes to four in the autumn.",
        "The region agreed to its half of the bill on condition that the trees stay.",
        "The last work on the square, in 2021, went on for two months longer than planned.",
        "No date was given for the new benches.",
    )
    assert comments_of(*ARTICLE, "Comments", *more) == []


def test_an_essay_in_the_first_person_stays_an_article():
    assert (
        comments_of(
            "What do you do with a boat you cannot sell?",
            "I bought her when I was thirty, and I thought you could love a thing into working. You cannot. I have "
            "let people help me and I have let people laugh at me, and my wife did both.",
            "If you have ever sanded a hull in November you know what I mean. You do it for yourself, you say.",
            "Let me know if you want her, I used to write under the photographs. Any ideas were welcome.",
            "The winter",
            "So I left her in the yard, and I walked past her every day on my way to the bakery.",
            "You would have done the same. You would have looked the other way and bought your rolls.",
            "Do I miss the water? I miss my friends on it, and the way we shouted.",
            "Then one day she was gone, and I found that I could breathe.",
            "Thank you, whoever you are.",
            "I still have the key.",
        )
        == []
    )


def test_an_interview_stays_an_article():
    assert (
        comments_of(
            "“You learn to listen to the ice”",
            "For thirty years Mara Lind has measured the lake. We asked her what she heard.",
            "What do you think has changed?",
            "Everything. When I was a girl we drove lorries over it. Now I would not send you out on skis.",
            "Do you still go?",
            "Yes, but I tell somebody. I go early, and I take my dog, who is lighter than I am.",
            "Early days",
            "How did you begin?",
            "My father gave me a drill and a notebook. He said: you write it down, and you do not argue with it.",
            "Did you argue?",
            "No, never. I argue with people. Thank you for asking, though, nobody does.",
        )
        == []
    )


def test_a_list_of_letters_stays_an_article():
    assert (
        comments_of(
            "Letters to the editor, 4 May",
            "Your report on the ferry leaves out what matters to those of us who live on the far side, namely the last "
            "crossing at night. If it goes, I shall have to give up my work at the hospital.",
            "Ada Brook, Westhaven",
            "I read with interest what you wrote about the lighthouse. My grandfather kept it from 1921 until the war, "
            "and you will be glad to hear that his log survives.",
            "J. Tarn, Port Ellery",
            "May I thank whoever returned my umbrella to the library? You have restored my faith.",
            "Name withheld",
        )
        == []
    )


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        pytest.param(["I like it.", "I do not."], [True, True], id="each opens one"),
        pytest.param(["Two things:", "It is late."], [True, False], id="announced"),
        pytest.param(["Hallo,", "schöner Text."], [True, False], id="greeting"),
        pytest.param(["No idea.", "Best regards,\nTom"], [True, False], id="farewell and signature"),
        pytest.param(["No idea.", "LG", "Tom", "Nice one."], [True, False, False, True], id="signature apart"),
        pytest.param(["Pay more.", "“Pay more.”", "With what?"], [True, True, False], id="quotation, then its answer"),
        pytest.param(
            ["They never asked the people who live there.", "They never asked the people who live there.", "So true."],
            [True, True, False],
            id="quotation without marks",
        ),
        pytest.param(["It rains.", "Aber morgen nicht."], [True, False], id="goes on"),
        pytest.param(["It rains.", "But-ler did it."], [True, True], id="only looks as if it went on"),
        pytest.param(["Where is it?", "http://map.example/x"], [True, True], id="an address that answers"),
        pytest.param(["It is here.", "http://map.example/x"], [True, False], id="an address that is added"),
        pytest.param(["It is here.", "but not for long"], [True, True], id="another writer's style"),
        pytest.param(["it is here", "but not for long"], [True, False], id="the same writer's style"),
        pytest.param(["Done.", "…", "Or not."], [True, False, False], id="signs alone"),
        pytest.param(["Done.", "@Ann: but why?"], [True, True], id="called by name"),
    ],
)
def test_what_joins_a_paragraph_to_the_one_before(paragraphs, expected):
    assert openings(paragraphs) == expected


def test_no_paragraph_opens_nothing():
    assert openings([]) == []


LOST_WITHOUT_A_TRACE = (
    "Finally. I drive over it every day and the rails shake.",
    "Hi all, does anyone know which bus will go instead?",
    "Karl Ude",
    "The 14, from the school. It says so on the notice.",
    "Thanks Karl! Half an hour longer then, every morning.",
    "You could have walked in that time.",
    "And what about the trams? Nobody said a word about them.",
    "Hanna Berg",
    "@Karl Ude the notice is gone, somebody tore it down.",
    "I blame the pigeons.",
    "Well, I blame the mayor. He promised this would be over before his own wedding, and look where we are now.",
    "Karl Ude",
    "It was up this morning, I will put up another.",
    "Good man!",
)


def test_a_page_that_lost_most_names_without_a_trace_is_not_read_as_a_few_long_comments():
    text = "\n\n".join([*ARTICLE, "Comments", *LOST_WITHOUT_A_TRACE]) + "\n"
    found = [(c.author, text[c.span.start : c.span.end][:9]) for c in read_text(text).comments]
    assert found == [
        (None, "Finally. "),
        (None, "Hi all, d"),
        ("Karl Ude", "The 14, f"),
        (None, "Thanks Ka"),
        (None, "You could"),
        ("Hanna Berg", "@Karl Ude"),
        (None, "I blame t"),
        (None, "Well, I b"),
        ("Karl Ude", "It was up"),
        (None, "Good man!"),
    ]


def test_long_comments_below_their_names_stay_whole():
    names = ("Karl Ude", "Hanna Berg", "ferryman77", "Ida Moor", "Karl Ude")
    talk = [(*LOST_WITHOUT_A_TRACE[5:7], LOST_WITHOUT_A_TRACE[10]) for _ in names]
    lines = [line for name, words in zip(names, talk, strict=True) for line in (name, *words)]
    text = "\n\n".join([*ARTICLE, "Comments", *lines]) + "\n"
    found = read_text(text).comments
    assert [c.author for c in found] == list(names)
    assert all(text[c.span.start : c.span.end] == "\n\n".join(talk[0]) for c in found)


@pytest.mark.parametrize(
    "closing",
    [
        "I would love to hear what you make of it in the comments.",
        "If you want more of this, take my newsletter or follow me on Instagram.",
        "x Marga",
    ],
)
def test_closing_words_right_above_comments_that_stand_apart_are_the_articles(closing):
    talk = ("Good. I hope they paint it too, it looks awful!!", "lol, about time", "Why ten days? I am only asking.")
    text = "\n\n\n".join(["\n\n".join([*ARTICLE, closing]), *talk]) + "\n"
    assert [text[c.span.start : c.span.end] for c in read_text(text).comments] == list(talk)
