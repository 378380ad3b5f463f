"""Conduct: what is flagged in a comment, with which words, and what is left alone. All sentences are ours."""

import gzip
import json
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.recognition.conduct import flags, read_conduct, scores
from onrecord.terms import Span

LABELS = {
    "hateful",
    "dehumanising",
    "hostile",
    "insulting",
    "condescending",
    "dismissive",
    "generalising",
    "unfairly_generalising",
    "sarcastic",
    "unhealthy",
}


def read(text: str) -> list[tuple[str, str]]:
    return [(found.kind, found.span.of(text)) for found in read_conduct(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        pytest.param("Honestly, migrants are vermin.", "dehumanising", "migrants are vermin", id="a group as vermin"),
        pytest.param("They let in more refugee scum.", "dehumanising", "refugee scum", id="vermin of a group"),
        pytest.param("Migrants behave like rats.", "dehumanising", "Migrants behave like rats", id="acting as vermin"),
        pytest.param("The migrants breed like flies.", "dehumanising", "migrants breed like flies", id="breeding"),
        pytest.param(
            "Somebody ought to fumigate these Jews.", "dehumanising", "fumigate these Jews", id="pest control"
        ),
        pytest.param("A migrant is not a person.", "dehumanising", "not a person", id="no person"),
        pytest.param("I call refugees pigs.", "dehumanising", "call refugees pigs", id="called so by the writer"),
        pytest.param("Refugees are bloodsuckers.", "dehumanising", "Refugees are bloodsuckers", id="a rarer animal"),
        pytest.param("I'd rather starve than work beside a Muslim.", "hate", "than work beside a Muslim", id="shunned"),
        pytest.param("No jobs for immigrants!", "hate", "No jobs for immigrants", id="nothing for a group"),
        pytest.param("Shut the border to refugees now.", "hate", "Shut the border to refugees", id="a door shut"),
        pytest.param("I can't stand lesbians.", "hate", "I can't stand lesbians", id="contempt"),
        pytest.param("Someone should hang all these Jews.", "hate", "Someone should hang all these Jews", id="threat"),
        pytest.param(
            "Disabled people have no right to live.", "hate", "Disabled people have no right to live", id="no rights"
        ),
        pytest.param("You are such an idiot.", "insult", "You are such an idiot", id="a reader insulted"),
        pytest.param(
            "That pathetic Miller again!", "insult", "That pathetic Miller", id="somebody in the news insulted"
        ),
        pytest.param("The judge is one dumb bastard.", "insult", "dumb bastard", id="a strong insult"),
        pytest.param("So say (((our friends))) again.", "hate", "(((our friends)))", id="triple parentheses"),
        pytest.param("Welcome to Sorosistan.", "hate", "Sorosistan", id="a land of a coded name"),
        pytest.param("The demo-rats did it.", "dehumanising", "The demo-rats", id="a coinage of vermin"),
        pytest.param("Ask the brucking fastards, or foat-guckers.", "insult", "foat-guckers", id="initials swapped"),
        pytest.param("You are nothing but a tr4nny.", "hate", "tr4nny", id="a slur in disguise"),
        pytest.param("I h a t e you immigrants.", "hate", "I h a t e you immigrants", id="letters spaced out"),
        pytest.param("Immigrnts are scum.", "dehumanising", "Immigrnts are scum", id="a letter dropped"),
    ],
)
def test_words_that_insult_hate_or_dehumanise_are_flagged_with_their_span(text: str, kind: str, words: str) -> None:
    found = read(text)
    assert [k for k, _ in found] == [kind]
    assert words in found[0][1]


QUOTED_OR_CONDEMNED = [
    pytest.param("The man who shouted that migrants breed like flies was fined.", id="shouted by others"),
    pytest.param("It is wrong to shut the border to refugees.", id="a door that should stay open"),
    pytest.param("They don't see women as people.", id="not seen as people by others"),
    pytest.param("Migrants are not taking jobs from people here.", id="people further on"),
    pytest.param("I see refugees with their dogs every day.", id="beside animals"),
    pytest.param("Muslims deserve to be called citizens.", id="deserving what is good"),
    pytest.param('He wrote "migrants are vermin" and I reported it.', id="quoted"),
    pytest.param("Er schrieb „migrants are vermin“.", id="quoted the German way"),
    pytest.param("> migrants are vermin\nReally?", id="quoted by a mark in front"),
    pytest.param("Saying that migrants are vermin is disgusting.", id="condemned"),
    pytest.param("Calling women trash will get you banned.", id="called so by others"),
    pytest.param("You can't really think that all migrants are criminals and idiots.", id="put to another"),
    pytest.param("In those years they said Jews were parasites.", id="told of others"),
    pytest.param("Why do you hate women?", id="hate of the one addressed"),
    pytest.param("He got ten years for threatening to kill Muslims.", id="a threat told of"),
    pytest.param("Muslim lives may be worth nothing to you.", id="in another's eyes"),
]


@pytest.mark.parametrize("text", QUOTED_OR_CONDEMNED)
def test_quoting_or_condemning_is_not_doing_it(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Migrants are not vermin.", id="denied"),
        pytest.param("I don't hate women.", id="hate denied"),
        pytest.param("We must never let anybody kill refugees.", id="harm opposed"),
        pytest.param("You are not a liar, you were misled.", id="insult denied"),
        pytest.param("If he were a fool, he would have lost.", id="only supposed"),
    ],
)
def test_what_is_denied_is_not_flagged(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("If they weren't such idiots, I would like migrants.", id="supposed, and so meant"),
        pytest.param("Aren't women just stupid?", id="a question that says so"),
        pytest.param("I firmly believe that women are stupid.", id="the writer's own belief"),
        pytest.param("Migrants are nothing but parasites.", id="nothing but"),
    ],
)
def test_a_not_that_denies_nothing_excuses_nothing(text: str) -> None:
    assert read(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("We queer folk call ourselves dykes.", id="a slur taken up"),
        pytest.param("Love to all my fags out there.", id="my own"),
        pytest.param("My aunt bred dogs and her bitch had puppies.", id="an animal"),
        pytest.param("They raised the dyke after the flood.", id="a wall"),
        pytest.param("I felt like an idiot.", id="said of oneself"),
    ],
)
def test_reclaimed_words_other_senses_and_words_on_oneself_are_not_flagged(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize("text", ["I hate fags.", "All these queers are sick.", "You are just a dyke."])
def test_the_same_words_thrown_at_somebody_are_flagged(text: str) -> None:
    assert [kind for kind, _ in read(text)] == ["hate"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Russian tanks should be destroyed.", id="a people's name before a thing"),
        pytest.param("Two women were shot dead on Friday.", id="news of a crime"),
        pytest.param("I hate that women are paid less.", id="on their side"),
        pytest.param("It makes me sick how refugees are treated.", id="anger on their behalf"),
        pytest.param("Women are often dog lovers.", id="an animal that describes a thing"),
        pytest.param("Hatred of women is vile.", id="the hatred is bad, not the women"),
        pytest.param("I love women, and gay people are wonderful.", id="praise"),
        pytest.param("He died in Nazi Germany, near Dick Miller's house.", id="names"),
        pytest.param("Pakistan, Kurdistan und Usbekistan", id="real lands"),
        pytest.param("The democrats and the bureaucrats met.", id="words that end as coinages do"),
        pytest.param(
            "The lab-rats and a bastard file.", id="a real word with rats", marks=pytest.mark.xfail(strict=True)
        ),
        pytest.param("print(((a + b)))", id="brackets of a sum"),
        pytest.param("That was nice :)))", id="a laugh in brackets"),
        pytest.param("Die Regierung hat das doch alles schon gesagt. Rot war die Hand.", id="German"),
    ],
)
def test_other_talk_is_left_alone(text: str) -> None:
    assert read(text) == []


def test_they_are_the_group_named_before() -> None:
    assert read("I know many migrants. They are vermin.") == [("dehumanising", "They are vermin")]
    assert read("I know many tunes. They are garbage.") == []


def test_words_given_as_quoted_are_not_the_comments_own() -> None:
    text = "A comment. migrants are vermin Really? How sad."
    assert read_conduct(text, Span(11, len(text)), quoted=[Span(11, 30)]) == ()
    assert read_conduct(text, Span(11, len(text)), quoted=[Span(0, 9)]) != ()


def test_only_the_comments_span_is_read_and_spans_are_of_the_whole_text() -> None:
    text = "You are an idiot.\n\nYou are a liar.\n"
    [found] = read_conduct(text, Span(19, len(text)))
    assert found.span.of(text) == "You are a liar"


def test_every_label_has_a_score_and_a_flag() -> None:
    assert set(scores("Well.")) == set(flags("Well.")) == LABELS
    assert all(0 < value < 1 for value in scores("Well.").values())


def test_hate_quoted_scores_below_hate_meant() -> None:
    meant, quoted = scores("Migrants are vermin."), scores('"Migrants are vermin" is a vile thing to say.')
    assert flags("Migrants are vermin.")["dehumanising"]
    assert meant["hateful"] > 0.5 > quoted["hateful"]


def test_an_insult_of_one_person_is_not_called_hateful() -> None:
    assert not flags("You are scum, and he is a worthless idiot.")["hateful"]


@given(st.text())
def test_any_text_survives_with_spans_inside_it_in_order_and_disjoint(text: str) -> None:
    assert set(scores(text)) == LABELS
    end = 0
    for found in read_conduct(text, Span(0, len(text))) if text else ():
        assert end <= found.span.start < found.span.end <= len(text)
        assert 0.5 <= found.confidence <= 1
        end = found.span.end


WORDS = [
    "women",
    "are",
    "vermin",
    "not",
    "you",
    "idiot",
    "say",
    '"',
    "(((",
    ")))",
    "b i t c h",
    "h4te",
    "they",
    ",",
    ".",
]


@given(st.lists(st.sampled_from(WORDS)))
def test_hateful_words_in_any_order_give_spans_that_fit(words: list[str]) -> None:
    text = " ".join(words)
    end = 0
    for found in read_conduct(text, Span(0, len(text))) if text else ():
        assert end <= found.span.start < found.span.end <= len(text)
        end = found.span.end


def test_hatecheck_tells_hate_from_those_who_quote_or_condemn_it(shared: Path) -> None:
    right: dict[str, list[bool]] = defaultdict(list)
    with gzip.open(shared / "corpora" / "conduct" / "hatecheck_public.jsonl.gz", "rt", encoding="utf-8") as rows:
        for row in map(json.loads, rows):
            flagged = flags(row["text"])
            right[row["group"]].append(all(flagged[label] == bool(truth) for label, truth in row["labels"].items()))
    for group, floor in {"counter_quote_nh": 0.95, "counter_ref_nh": 0.95, "derog_dehum_h": 0.95}.items():
        assert sum(right[group]) >= floor * len(right[group]), group


def test_the_marked_words_of_the_seed_page_are_found(shared: Path) -> None:
    text = (shared / "seed" / "page.txt").read_text("utf-8")
    comments = json.loads((shared / "seed" / "gold.json").read_text("utf-8"))["comments"]
    found, marked = 0, 0
    for comment in comments:
        if comment["span"] is None:
            continue
        got = read_conduct(text, Span(*comment["span"]))
        found += len(got)
        for gold in comment.get("conduct", []):
            marked += 1
            assert any(one.kind == gold["kind"] and one.span.shared(Span(*gold["span"])) for one in got), gold
    assert (marked, found) == (8, 12)
