"""Who is who: names put together and kept apart, pronouns and descriptions resolved."""

import json
from gzip import open as open_gzip

import pytest

from onrecord.recognition.people.tasks import answer_gap, answer_items

SAID = "[1c:said] [1t:the ferry was full]"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        pytest.param("Ann Lee left early. [1s:Lee] " + SAID, "Ann Lee", id="surname"),
        pytest.param("Sergei Orlov left. Later [1s:Sergey Orlov] " + SAID, "Sergei Orlov", id="two spellings"),
        pytest.param("Minister Jana Novotna left. [1s:Ms. Novotná] " + SAID, "Jana Novotna", id="an accent lost"),
        pytest.param("Gov. Ann Lee met fishermen. [1s:The governor] " + SAID, "Ann Lee", id="an office cut short"),
        pytest.param(
            "Norway's Foreign Minister Ida Vik flew to Rome. [1s:The Norwegian diplomat] " + SAID,
            "Ida Vik",
            id="a diplomat",
        ),
        pytest.param("The Harbour Safety Board met. [1s:The HSB] " + SAID, "Harbour Safety Board", id="an acronym"),
        pytest.param(
            "Ann Lee, the mayor of Malmo, met Jon Eek. [1s:The mayor] " + SAID, "Ann Lee", id="told by apposition"
        ),
        pytest.param("[1s:The mayor] " + SAID + ". Ann Lee, the mayor of Malmo, left.", "Ann Lee", id="told later"),
        pytest.param(
            "A lawyer for the family, Jon Eek, sat down. [1s:The lawyer] " + SAID,
            "Jon Eek",
            id="told across a complement",
        ),
        pytest.param(
            "A lawyer for the mayor, Ann Lee, sat down. [1s:The lawyer] " + SAID,
            "A lawyer",
            id="it may be the mayor's name",
        ),
        pytest.param(
            "Few met [1s:the prime minister] "
            + SAID
            + ". Port Minister Ida Vik left. The prime minister, Jon Eek, sat.",
            "Jon Eek",
            id="told later, one of two ministers",
        ),
        pytest.param(
            "A young man was held. Ch Supt Jon Eek, 50, sat. [1s:The man] " + SAID, "A young man", id="a rank cut short"
        ),
        pytest.param(
            "Skipper Jon Eek sat. His colleague Signe Holt rose. [1s:She] " + SAID,
            "Signe Holt",
            id="a trade is no forename",
        ),
        pytest.param(
            "Its author, physics professor Ann Lee of the Port School, sat. [1s:The author] " + SAID,
            "Ann Lee",
            id="told by apposition to a name with its school",
        ),
        pytest.param(
            "Norvia, a maker of boats, rose. [1s:The Skagen-based company] " + SAID,
            "Norvia",
            id="a company by its seat",
        ),
        pytest.param(
            "Jon Eek rose. [1s:His counterpart at Acme, Ann Lee,] " + SAID, "Ann Lee", id="named behind a noun unknown"
        ),
        pytest.param("Ann Lee met the press. [1s:Diario da Costa] " + SAID, "Diario da Costa", id="an outlet abroad"),
        pytest.param("Ann Lee greeted Jon Eek. [1s:She] " + SAID, "Ann Lee", id="she by forename"),
        pytest.param("Jon Eek, [1s:who] " + SAID + ", left.", "Jon Eek", id="a relative pronoun"),
        pytest.param("Acme cut jobs. [1s:The company] " + SAID, "Acme", id="the company"),
        pytest.param(
            "K7S sank a ferry. K7S was fined. [1s:The ferry operator] " + SAID, "K7S", id="the firm by what it does"
        ),
        pytest.param("[1s:A Skagen man] " + SAID + ". Jon Eek, 44, had slept.", "Jon Eek", id="named later, by an age"),
        pytest.param(
            "[1s:Norway's ferry minister] " + SAID + ". Ida Vik says she paid.", "Ida Vik", id="named later, a subject"
        ),
        pytest.param("[1s:A senator] " + SAID + ". Jon Eek ran away.", "A senator", id="no name for him"),
        pytest.param(
            "A new video mocks Lee. Eek laughed. [1s:The video] " + SAID, "A new video", id="a document without a name"
        ),
        pytest.param(
            "Lee rose. [1s:A comparison with his papers] " + SAID, "A comparison with his papers", id="not the owner"
        ),
        pytest.param("Few delegates of Ann Lee met busybodies [1s:who] " + SAID, "busybodies", id="who, of no mention"),
        pytest.param("Democrats across the country, [1s:who] " + SAID, "Democrats", id="who, not the place"),
        pytest.param(
            "The Olof Berg Foundation for Boats met. [1s:The foundation] " + SAID,
            "Olof Berg Foundation for Boats",
            id="a foundation named after somebody",
        ),
        pytest.param("Gov. Ann Lee sat. [1s:The former two-term governor] " + SAID, "Ann Lee", id="a joined adjective"),
        pytest.param(
            "The USDB met. [1s:Two USDB drummers] " + SAID, "Two USDB drummers", id="a name that only modifies"
        ),
        pytest.param("[1s:Acme drum chief Ann Lee] " + SAID + ". Acme rose.", "Ann Lee", id="whose chief she is"),
        pytest.param("The FSB met. A debate followed. [1s:The campaign] " + SAID, "The campaign", id="no such body"),
        pytest.param("Judge Berg sat. Jon Eek wept. [1s:The judge] " + SAID, "Berg", id="a judge by title"),
        pytest.param("The Coastal Relief Fund met. [1s:The fund] " + SAID, "Coastal Relief Fund", id="how a name ends"),
        pytest.param("Ann Lee met Jon Eek, [1s:who in 2010] " + SAID, "Jon Eek", id="a relative pronoun with a time"),
        pytest.param("[1s:Ann Lee's quayhands] " + SAID, "Ann Lee's quayhands", id="a noun in no list, owned"),
        pytest.param("[1s:35 state quayhands] " + SAID, "35 state quayhands", id="a noun in no list, of many"),
        pytest.param("These firms left. [1s:Other firms] " + SAID, "Other firms", id="others are not those"),
        pytest.param(
            "[1s:The chairman of the Board of Boats, Gen. Jon F. Eek Jr.,] " + SAID,
            "Jon F. Eek Jr",
            id="behind an office",
        ),
        pytest.param(
            "Ann Lee met Jon Eek. Lee sails.\n\nQ: Why?\n\n[1s:A][1c::] [1t:It rained.]",
            "Ann Lee",
            id="who answers in turn",
        ),
        pytest.param("It has five fishermen, [1s:two of whom] " + SAID, "five fishermen", id="two of whom"),
        pytest.param("Ann Lee spoke as [1s:the heckler] [1c:yelled] [1t:no]", "the heckler", id="as he yelled"),
        pytest.param("Fishermen who fear fog, and [1s:who] " + SAID + ", left.", "Fishermen", id="who, again"),
        pytest.param("The Transport Ministry met. [1s:The court] " + SAID, "The court", id="another body of the state"),
        pytest.param(
            "Acme, the oil company, grew. Rain fell. Drops fell. It hit K7S. [1s:The company] " + SAID,
            "K7S",
            id="the company spoken of",
        ),
        pytest.param(
            "Ann Lee and Jon Eek left. The ferry sank, [1s:they] " + SAID, "Ann Lee", id="they, two: the first of them"
        ),
        pytest.param("The mayor of Oslo met Acme Inc. and [1s:it] " + SAID, "Acme Inc", id="it, a firm"),
        pytest.param("Fishermen met Acme. [1s:They] " + SAID, "Fishermen", id="they, who acted"),
        pytest.param("The police came. [1s:It] " + SAID, "The police", id="it, of many"),
        pytest.param("Crooked Ann Lee left. Ann Lee sat. Ann Lee rose. [1s:Lee] " + SAID, "Ann Lee", id="her own name"),
        pytest.param(
            "Jon Eek fought Olof Berg. [1s:The stubborn lawyer] " + SAID, "Jon Eek", id="who acted in the last sentence"
        ),
        pytest.param(
            "Acme director Jon Eek left. [1s:Nordwind's director] " + SAID,
            "Nordwind's director",
            id="the chief of another firm",
        ),
        pytest.param("The Coastal Gazette asked. [1s:The Gazette] " + SAID, "Coastal Gazette", id="an outlet"),
        pytest.param("[1s:Two officials familiar with the talks] " + SAID, "Two officials", id="nobody named"),
    ],
)
def test_a_source_is_put_with_its_name(read, text, speaker):
    assert read(text).speaker(1) == speaker


def test_two_of_one_surname_stay_two(read):
    reading = read("Ann Berg and Olof Berg met. [1s:Ann Berg] [1c:said] [1t:yes], [2s:Olof Berg] [2c:said] [2t:no].")
    assert (reading.speaker(1), reading.speaker(2)) == ("Ann Berg", "Olof Berg")


def test_he_said_goes_on_with_who_spoke(read):
    reading = read(
        "[1s:Mayor Jon Eek] [1c:said] [1t:the port would close], as Olof Berg listened.\n"
        "[2s:He] [2c:added] [2t:that the ferry was sold]."
    )
    assert reading.speaker(2) == "Jon Eek"
    assert reading.attributions["2"].reasons["speaker"] == "pronoun"


def test_i_in_a_quotation_is_its_speaker(read):
    reading = read("[1t:“[2s:I] [2c:told him] [2t:to leave],”] [1s:Ann Lee] [1c:said].")
    assert reading.speaker(2) == "Ann Lee"


def test_i_outside_quotations_is_the_author(read):
    assert read("[1s:I] [1c:doubt] [1t:it].", authors=("Vera Holm",)).speaker(1) == "Vera Holm"


def test_we_outside_quotations_is_the_outlet(read):
    assert read("[1s:We] [1c:rate] [1t:the claim false].", site="The Harbour Post").speaker(1) == "The Harbour Post"


def test_a_capital_speaks_for_its_government(read):
    reading = read("France waited. [1s:Paris] [1c:said] [1t:the talks were over].")
    assert reading.speaker(1) == "France"
    assert reading.attributions["1"].reasons["speaker"] == "seat of government"


def test_i_in_a_comment_is_its_author(read):
    from dataclasses import replace

    from onrecord.recognition.people import read_people
    from onrecord.terms import Block, Comment, Span

    page, [one] = (made := read("[1s:I] [1c:doubt] [1t:it].")).page, list(made.attributions.values())
    whole = Span(0, len(page.text))
    page = replace(
        page, blocks=(Block(kind="comment", span=whole),), comments=(Comment(id="c1", author="Otter7", span=whole),)
    )
    entities, [found] = read_people(page, [replace(one, comment="c1", speaker=None)], None)
    assert {entity.id: entity.name for entity in entities}[found.speaker] == "Otter7"


def test_who_is_named_in_a_quotation_did_not_say_it(read):
    reading = read("[1s:Jon Eek] [1c:spoke up], [1t:calling it late].\n[2t:“Olof Berg knew,”] [2s:he] [2c:said].")
    assert reading.speaker(2) == "Jon Eek"


def test_a_president_is_not_a_namesake(read):
    reading = read("Karin Berg opened the fair. [1s:President Berg] [1c:said] [1t:nothing].")
    assert reading.speaker(1) == "Berg"


def test_nobody_is_an_answer(read):
    assert read("[1t:Costs doubled], [1c:it emerged].").speaker(1) is None


def test_an_entity_tells_role_affiliation_and_aliases(read):
    reading = read("Norwegian Foreign Minister Ida Vik flew home. [1s:Vik] [1c:said] [1t:little].")
    vik = reading.entity("Ida Vik")
    assert (vik.role, vik.affiliation, vik.aliases, vik.kind) == ("Foreign Minister", "Norway", ("Vik",), "person")


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        pytest.param("a senior rebel official", "unnamed", id="one nobody names"),
        pytest.param("residents", "group", id="a group"),
        pytest.param("the report", "document", id="a document"),
        pytest.param("Acme Motors", "organization", id="a company"),
    ],
)
def test_entities_have_a_kind(read, source, kind):
    reading = read(f"[1s:{source}] [1c:said] [1t:it was over].")
    assert reading.entities[0].kind == kind


def _lines(path):
    with open_gzip(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def test_gap_validation_stays_above_its_floor(shared):
    """Measured .738 (2026-11-22); its rows are not fitted on."""
    right = told = wanted = 0
    for row in _lines(shared / "corpora" / "coref" / "gap_validation.jsonl.gz"):
        for key, answer in zip(("a_coref", "b_coref"), answer_gap(row), strict=True):
            right += answer and row[key]
            told += answer
            wanted += row[key]
    assert 2 * right / (told + wanted) >= 0.72


def test_items_without_an_answer_are_left_out(shared):
    row = _lines(shared / "corpora" / "coref" / "gum_public.jsonl.gz")[0]
    answers = answer_items(row)
    assert {answer["item"] for answer in answers} <= {item["item"] for item in row["items"]}
    assert all(answer["name"] for answer in answers)


def test_some_and_others_stay_apart(read):
    reading = read("[1s:Some] [1c:said] [1t:yes]. [2s:Many] [2c:said] [2t:no]. [3s:Those] [3c:said] [3t:nothing].")
    assert len({reading.attributions[key].speaker for key in "123"}) == 3


def test_people_in_general_are_not_the_people_before(read):
    reading = read("[1s:Two people] [1c:said] [1t:yes]. [2s:People] [2c:said] [2t:no].")
    assert reading.speaker(1) == "Two people"
    assert reading.speaker(2) == "People"
    assert reading.attributions["1"].speaker != reading.attributions["2"].speaker
