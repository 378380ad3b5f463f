"""Whole pages of ours with comments of many kinds, as a crawl leaves them: quoted lines, lists, lost pictures."""

from onrecord.intake.text import read_text
from onrecord.recognition.threads.reading import read_threads
from onrecord.terms import Page, Snapshot

FERRY = """\
Council votes to keep the night ferry

By Marta Lund

The town council voted on Tuesday to keep the night ferry for another year, after a petition with 4,000 names reached \
the mayor last week.

The ferry loses about 300,000 crowns a year, the treasurer, Per Aas, told the meeting. The council will look for a \
sponsor until June.

Comments

Jonas

Good news! But who uses it at three in the morning?

Karin B.

> But who uses it at three in the morning?

Nurses. Bakers. Me.

Jonas

>> But who uses it at three in the morning?
> Nurses. Bakers. Me.

Fair enough, I had not thought of shift work.

skipper_ole

The treasurer's figure leaves out:

- the school boat, which uses the same crew
- the mail
- the ambulance run, twice a week on average

Put these in and the loss is half.

Torben

Anna Vik

@skipper_ole Where do you have that from? The ambulance is paid by the region.

skipper_ole

@Anna Vik only the fuel. The crew is ours.

Per

+1

Karin B.

Torben, your picture does not show for me. What is it?
"""


def read(text):
    found = read_text(text)
    page = Page(
        id="p",
        snapshot=Snapshot(sha256="", media_type="text/plain"),
        text=text,
        blocks=found.blocks,
        comments=found.comments,
        authors=found.authors,
    )
    return read_threads(page)


def test_quoted_lines_lists_and_a_comment_that_is_only_a_name():
    comments = read(FERRY)
    assert [(c.author, c.parent) for c in comments] == [
        ("Jonas", None),
        ("Karin B.", "c1"),
        ("Jonas", "c2"),
        ("skipper_ole", None),
        ("Torben", None),
        ("Anna Vik", "c4"),
        ("skipper_ole", "c6"),
        ("Per", None),
        ("Karin B.", "c5"),
    ]
    assert comments[4].span is None
    assert FERRY[comments[3].span.start : comments[3].span.end].count("\n- ") == 3


def test_a_quoted_question_is_its_first_writers_alone():
    comments = read(FERRY)
    asked = [c.id for c in comments for span in c.questions if "three in the morning" in FERRY[span.start : span.end]]
    assert asked == ["c1"]
    assert comments[1].answers == ("c1",)


LIBRARY = """\
El ayuntamiento cierra la biblioteca del puerto

Por Elena Ruiz

12 de marzo de 2021

La biblioteca del puerto cerrará sus puertas el próximo lunes durante seis meses para reparar el tejado, según \
anunció el concejal de cultura, Ramón Vidal.

5 comentarios

Lucía Prado dice:
12 marzo, 2021 a las 10:15

¿Y los niños? Mi hija va cada tarde a hacer los deberes.

Responder

paco_79 dice:
12 marzo, 2021 a las 11:02

@Lucía Prado En el mercado habrá mesas, lo pone en el artículo.

Responder

Lucía Prado dice:
12 marzo, 2021 a las 11:40

Gracias Paco, no lo había visto.

Responder

Un vecino dice:
13 marzo, 2021 a las 9:00

Seis meses... como el mercado, que iban a ser tres y fueron dos años.

Responder

Marisa dice:
13 marzo, 2021 a las 9:30

Tienes razón, vecino. Aquí todo tarda.

Responder
"""


def test_a_spanish_thread_with_names_over_days_and_hours():
    comments = read(LIBRARY)
    assert [(c.author, c.posted, c.parent, c.stance) for c in comments] == [
        ("Lucía Prado", "2021-03-12T10:15", None, None),
        ("paco_79", "2021-03-12T11:02", "c1", None),
        ("Lucía Prado", "2021-03-12T11:40", "c2", None),
        ("Un vecino", "2021-03-13T09:00", None, None),
        ("Marisa", "2021-03-13T09:30", "c4", "agree"),
    ]


def test_hours_after_a_word_of_their_language_are_times():
    for day in ("12 março, 2021 às 10:15", "12 marzo 2021 alle ore 10:15", "12 maart 2021 om 10:15 uur"):
        text = LIBRARY.replace("12 marzo, 2021 a las 10:15", day)
        kinds = {text[b.span.start : b.span.end]: b.kind for b in read_text(text).blocks}
        assert kinds[day] == "timestamp"


def test_a_sentence_that_names_an_hour_is_no_time():
    text = LIBRARY + "\nPaula dice:\n14 marzo, 2021 a las 8:00\n\nNos vemos el lunes a las 10:15\n\nResponder\n"
    last = read_text(text).comments[-1]
    assert (last.author, text[last.span.start : last.span.end]) == ("Paula", "Nos vemos el lunes a las 10:15")


LIVE = """\
Storm live: bridges shut as winds reach 120 km/h

11.42

The coast guard says that all ferries are in port. Trains run at half speed.

11.30

The harbour bridge is closed to lorries, the police say.

10.58

Good morning. We will report here all day on the storm that reached the coast at night. Schools are closed, the \
governor, Lena Haug, said on the radio: "Stay at home, if you can."

Join the conversation (3)

Ola N.
2 hours ago

My neighbour's trampoline is in our apple tree. Everybody is fine.

Like 12 Reply Share

bjarne_k
1 hour ago

Is the tunnel open? I have to get to Vik by four.

Like Reply Share

Show 1 more reply

Siri
58 minutes ago

It was at noon. But they let only ten cars in at a time.

Like 2 Reply Share
"""


def test_a_live_report_keeps_its_times_and_its_readers_theirs():
    comments = read(LIVE)
    assert [(c.author, c.posted) for c in comments] == [
        ("Ola N.", "2 hours ago"),
        ("bjarne_k", "1 hour ago"),
        ("Siri", "58 minutes ago"),
    ]
    assert not any("Reply" in LIVE[c.span.start : c.span.end] for c in comments)


POOL = """\
La piscine du quartier rouvre enfin

Par Claire Morel

Publié le 4 juin 2019

Après deux ans de travaux, la piscine municipale rouvrira samedi avec un bassin plus petit et des douches neuves, a \
annoncé la mairie.

4 commentaires

Sophie L.
4 juin 2019 à 18 h 05

Quatre euros ! Et pour les familles nombreuses ?

Répondre

Gérard
4 juin 2019 à 19 h 40

@Sophie L. il y a une carte, demandez à l'accueil.

Répondre

nageuse_du_dimanche
5 juin 2019 à 8 h 12

Bonjour Gérard, elle coûte combien cette carte ?

Merci d'avance

Répondre

Gérard
5 juin 2019 à 9 h 30

Trente euros l'année, de mémoire.

Répondre
"""


def test_the_articles_own_name_and_day_above_a_heading_of_comments_sign_no_comment():
    assert [(c.author, c.parent) for c in read(POOL)] == [
        ("Sophie L.", None),
        ("Gérard", "c1"),
        ("nageuse_du_dimanche", None),
        ("Gérard", "c3"),
    ]
    assert read_text(POOL).title == "La piscine du quartier rouvre enfin"


TENTS = """\
Which tent for two in the rain?

kletterhans
Posts: 312

We go to the west coast in October, two people, two weeks, and it will rain. So far I have slept under a tarp.

Quote

moosegirl
Posts: 27

kletterhans wrote:
We go to the west coast in October, two people, two weeks, and it will rain.

A tunnel tent with a big porch. You want to cook under it.

Quote

old_knut
Posts: 1208

moosegirl wrote:
A tunnel tent with a big porch.

I agree, but mind the wind. Mine folded in a gale at Stad.

Quote

kletterhans
Posts: 313

Thanks both. Knut, which one was it?

Quote
"""


def test_counts_met_below_each_name_are_the_sites():
    comments = read(TENTS)
    assert [(c.author, c.parent) for c in comments] == [
        ("kletterhans", None),
        ("moosegirl", "c1"),
        ("old_knut", "c2"),
        ("kletterhans", None),
    ]
    assert not any("Posts" in TENTS[c.span.start : c.span.end] for c in comments)
    assert sum(b.kind == "furniture" for b in read_text(TENTS).blocks) == 8
