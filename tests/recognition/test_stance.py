"""Agreement, disagreement, neither: by the words that say so."""

import pytest

from onrecord.recognition.threads.stance import agreement, stance_of


@pytest.mark.parametrize(
    ("reply", "stance"),
    [
        ("I agree John, something is odd.", "agree"),
        ("Exactly. Well said.", "agree"),
        ("Hello Douglas. Very nice, thank you.", "agree"),
        ("Hi Ann, exactly.", "agree"),
        ("@Tom Reed no, that is wrong.", "disagree"),
        ("Stimmt, das sehe ich auch so.", "agree"),
        ("You are right! Let us see.", "agree"),
        ("No, that is wrong.", "disagree"),
        ("I disagree, the cables are fine.", "disagree"),
        ("Das stimmt doch nicht.", "disagree"),
        ("I don't agree at all.", "disagree"),
        ("The bus leaves at nine.", None),
        ("", None),
    ],
)
def test_a_reply_says_where_it_stands(reply, stance):
    assert stance_of("The bridge is rusty.", reply) == stance


def test_quoting_the_other_is_not_agreeing_with_them():
    assert (
        stance_of("I agree with the mayor on this one.", '"I agree with the mayor on this one." No, he is wrong.')
        == "disagree"
    )


@pytest.mark.parametrize(
    ("reply", "label"),
    [
        ("Yes, exactly.", "agree"),
        ("You clearly never drove over it, did you?", "disagree"),
        ("The bus leaves at nine.", "neutral"),
    ],
)
def test_agreement_always_has_one_of_three_labels(reply, label):
    assert agreement("The bridge is rusty.", reply) == label
