"""The word list of conduct: a person can read and extend it, and the rules know all it says."""

import json
import re
from importlib.resources import files
from pathlib import Path

import pytest

from onrecord.recognition.conduct.grammar import rules
from onrecord.recognition.conduct.reading import weights
from onrecord.recognition.conduct.tone import marks
from onrecord.recognition.conduct.words import forms, inflected, lexicon, misspelt, plural, split

DATA = files("onrecord.recognition.conduct")
RAW = json.loads((DATA / "words.json").read_text("utf-8"))
DOCS = Path(__file__).resolve().parents[2] / "docs" / "conduct.md"


def test_every_entry_tells_its_kind_strength_part_and_source() -> None:
    for entry in RAW["entries"]:
        assert entry["source"] in RAW["sources"], entry
        assert entry["strength"] in {1, 2, 3}, entry
        assert entry["part"] in {"noun", "verb", "adjective", "phrase"}, entry
        assert entry["words"] == [word.lower() for word in entry["words"]], entry


def test_alternatives_of_one_place_are_single_words() -> None:
    for entry in RAW["entries"]:
        for word in entry["words"]:
            assert len(list(forms(word, entry["part"]))) <= 300, word
            for place in word.split():
                assert "the" not in place.split("|") or set(place.split("|")) <= {"the", "this", "our", "your", "my"}, (
                    word
                )


def test_no_word_stands_twice_in_one_kind() -> None:
    seen: dict[tuple[str, str], str] = {}
    for entry in RAW["entries"]:
        for word in entry["words"]:
            assert (entry["kind"], word) not in seen, (entry["kind"], word)
            seen[entry["kind"], word] = entry["source"]


def test_every_kind_is_explained_in_the_documentation() -> None:
    told = DOCS.read_text("utf-8")
    missing = {entry["kind"] for entry in RAW["entries"] if f"`{entry['kind']}`" not in told}
    assert not missing


def test_every_rule_has_a_confidence_and_stands_in_the_documentation() -> None:
    told = DOCS.read_text("utf-8")
    for rule in rules():
        assert 0 < weights().rules[rule.name] < 1
        assert rule.name in told, rule.name


def test_labels_weigh_only_features_that_there_are() -> None:
    evidence = {f"{rule.kind} of {rule.target}" for rule in rules()} | {"hate of beside", "excused", "one"}
    tone = set(marks().words) | {
        "first person",
        "exclaims",
        "asks",
        "opens by addressing",
        "shouts",
        "scare quotes",
        "trails off",
        "smiles",
        "short",
        "curt",
    }
    for label, by in weights().labels.items():
        assert set(by) <= evidence | tone, label


@pytest.mark.parametrize(("noun", "several"), [("fool", "fools"), ("bitch", "bitches"), ("gypsy", "gypsies")])
def test_plurals(noun: str, several: str) -> None:
    assert plural(noun) == several


def test_verbs_are_inflected() -> None:
    assert inflected("hate") == ("hate", "hates", "hated", "hating")


def test_alternatives_of_a_phrase_are_multiplied_out() -> None:
    assert set(forms("ruin|wreck our land", "phrase")) == {("ruin", "our", "land"), ("wreck", "our", "land")}


def test_misspellings_keep_the_first_letter_and_a_last_s() -> None:
    found = set(misspelt("rats"))
    assert {"rts", "ras", "rtas"} <= found
    assert not found & {"ats", "rat"}


def test_no_common_word_is_taken_for_a_misspelling() -> None:
    common = "back money face country came tried nation strange house morning word lies hand user plane turn".split()
    assert not [word for word in common if word in lexicon().variants]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("w0men", ["women"], id="digits"),
        pytest.param("f*ck", ["fuck"], id="a star"),
        pytest.param("you w o m e n", ["you", "women"], id="spaced letters"),
        pytest.param("a b i t c h", ["a", "bitch"], id="spaced letters after a word of one letter"),
        pytest.param("hatrd", ["hatred"], id="a letter dropped"),
        pytest.param("don’t", ["don", "'t"], id="a curly apostrophe"),
        pytest.param("femalevermin", ["female", "vermin"], id="run together"),
    ],
)
def test_disguises_are_seen_through(text: str, words: list[str]) -> None:
    found = split(text, text.lower(), 0, len(text), lexicon())
    assert [word for word, _, _ in found] == words
    for _, start, end in found:
        assert 0 <= start < end <= len(text)


def test_the_example_in_the_documentation_runs() -> None:
    [example] = re.findall(r"```python\n(.*?)```", DOCS.read_text("utf-8"), flags=re.DOTALL)
    exec(compile(example, str(DOCS), "exec"), {})


def test_the_measured_figures_are_dated() -> None:
    assert re.search(r"2026-11-\d\d", DOCS.read_text("utf-8"))
