"""The twelve acts, from the cue, its modality and the words said."""

from typing import get_args

import pytest

from onrecord.recognition.people.acts import CAMEO, ORDER, PLOVER, read_act
from onrecord.recognition.people.words import read_words
from onrecord.terms import Act, Attribution, Span


def act(cue, said):
    text = f"{cue} {said}"
    form = "direct" if said.startswith("“") else "indirect"
    one = Attribution(id="a", cue=(Span(0, len(cue)),), content=(Span(len(cue) + 1, len(text)),), form=form)
    return read_act(read_words(text), one)


@pytest.mark.parametrize(
    ("cue", "said", "expected"),
    [
        pytest.param("said", "15 were hurt", "state", id="said"),
        pytest.param("asked", "whether the talks had failed", "ask", id="a question"),
        pytest.param("said", "“Who pays for it?”", "ask", id="a question mark"),
        pytest.param("asked", "to see the map", "request", id="asked to"),
        pytest.param("tells inquiry", "the firm knew of cracks", "state", id="told an inquiry"),
        pytest.param("told staff", "to go home", "request", id="told to"),
        pytest.param("asked", "the minister for a vote", "request", id="asked somebody for"),
        pytest.param("asked", "the minister whether it rained", "ask", id="asked somebody whether"),
        pytest.param("told", "banks to lend", "request", id="told somebody to"),
        pytest.param("told", "lawmakers it was sold to Acme", "state", id="told that"),
        pytest.param("called", "for a vote", "request", id="called for"),
        pytest.param("said", "“They will pay the price”", "threaten", id="harm announced"),
        pytest.param("vowed", "to rebuild the bridge", "promise", id="vowed"),
        pytest.param("said", "“We will rebuild it”", "promise", id="we will"),
        pytest.param("said", "they will not leave", "reject", id="a promise negated is a refusal"),
        pytest.param("said", "the city is ready to send crews", "propose", id="ready to"),
        pytest.param("slammed", "the draft", "accuse", id="slammed"),
        pytest.param("denied", "the report", "reject", id="denied"),
        pytest.param("declined", "to comment", "reject", id="declined to comment"),
        pytest.param("welcomed", "the ruling", "support", id="welcomed"),
        pytest.param("acknowledged", "the delay", "agree", id="acknowledged"),
        pytest.param("expects", "sales to fall", "predict", id="expects"),
        pytest.param("believes", "the deal is dead", "believe", id="believes"),
        pytest.param("said", "“I think it is over”", "believe", id="I think"),
        pytest.param("said in response to a question", "15 were hurt", "state", id="an answer"),
        pytest.param("said", "“It rained. We will rebuild it”", "state", id="only the first sentence tells"),
    ],
)
def test_the_act_is_told_by_cue_and_words(cue, said, expected):
    assert act(cue, said)[0] == expected


@pytest.mark.parametrize(
    ("cue", "negated"),
    [
        pytest.param("did not say", True, id="not"),
        pytest.param("didn’t say", True, id="n't"),
        pytest.param("said", False, id="plain"),
    ],
)
def test_a_negated_cue_is_marked(cue, negated):
    assert act(cue, "who was hurt")[1] is negated


def test_an_act_says_what_told_it():
    assert act("slammed", "the draft")[2] == "cue"
    assert act("said", "15 were hurt")[2] == "default"


def test_every_act_is_in_the_order():
    assert {*ORDER, "state"} == set(get_args(Act))


def test_every_act_has_its_place_in_the_event_codings():
    assert set(CAMEO) == set(PLOVER) == set(get_args(Act))
