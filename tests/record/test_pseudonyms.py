"""Commenters' names replaced everywhere by pseudonyms that only the key's holder can make."""

import hashlib
import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import InputError
from onrecord.intake.text import read_text
from onrecord.recognition.threads.reading import read_threads
from onrecord.record.jsonl import from_json, to_json
from onrecord.record.pseudonyms import ORIGINAL, pseudonym, pseudonymise
from onrecord.terms import Entity, Findings, Page, Provenance, Record, Snapshot, Span

TEXT = """\
Harbour bridge to close for repairs

The harbour bridge will close for ten days, said Tom Reed, the mayor, on Sunday, and Hanna Stern welcomed the plan.

Hanna Berg

Tom Reed has waited too long :) I drive over it every day.

ferryman77

@Hanna Berg take my ferry then, says your ferryman77!

Hanna Berg

Thanks, @ferryman77. And hi Zora, are you here too?

Karl Ude

Hanna is right, and Hanna Stern is not.

Best regards,
Karl
"""
KEY = b"a key of ours"


def record_of(text):
    reading = read_text(text)
    body = text.encode("utf8")
    snapshot = Snapshot(sha256=hashlib.sha256(body).hexdigest(), media_type="text/plain", body=body)
    page = Page(id="p", snapshot=snapshot, text=text, blocks=reading.blocks, comments=reading.comments)
    threads = read_threads(page)
    page = Page(id="p", snapshot=snapshot, text=text, blocks=reading.blocks, comments=threads)
    at = text.find("Tom Reed")
    speakers = (Entity(id="e1", name="Tom Reed", kind="person", mentions=(Span(at, at + 8),)),) if at >= 0 else ()
    return Record(page=page, findings=Findings(entities=speakers), made_by=Provenance(onrecord="0"))


def test_names_are_replaced_in_author_lines_calls_and_signatures():
    found = pseudonymise(record_of(TEXT), KEY).page
    hanna, ferry, karl = (pseudonym(name, KEY) for name in ("Hanna Berg", "ferryman77", "Karl Ude"))
    assert [c.author for c in found.comments] == [hanna, ferry, hanna, karl]
    for name in ("Hanna Berg", "ferryman77", "Karl", "Ude", "Zora"):
        assert name not in found.text
    assert f"@{hanna} take my ferry then, says your {ferry}!" in found.text


def test_people_of_the_article_keep_their_names_in_comments_too():
    found = pseudonymise(record_of(TEXT), KEY)
    assert "Tom Reed has waited too long" in found.page.text
    assert "Hanna Stern is not" in found.page.text
    assert found.findings.entities[0].name == "Tom Reed"


def test_every_span_still_stands_on_its_words():
    before = record_of(TEXT)
    after = pseudonymise(before, KEY)
    for old, new in zip(before.page.comments, after.page.comments, strict=True):
        assert after.page.text_at(new.author_span) == new.author
        assert (old.parent, len(old.questions), len(old.quotes)) == (new.parent, len(new.questions), len(new.quotes))
    last = after.page.comments[0].span
    assert after.page.text_at(last) == before.page.text_at(before.page.comments[0].span)
    assert from_json(to_json(after)) is not None


def test_the_text_has_its_own_digest_and_the_original_s_is_kept():
    before = record_of(TEXT)
    after = pseudonymise(before, KEY).page
    assert after.snapshot.sha256 == hashlib.sha256(after.text.encode("utf8")).hexdigest()
    assert after.origins[ORIGINAL] == before.page.snapshot.sha256


def test_the_key_decides_and_stays_out():
    one, same, other = (json.dumps(to_json(pseudonymise(record_of(TEXT), k))) for k in (KEY, KEY, b"another"))
    assert one == same != other
    assert KEY.decode() not in one
    with pytest.raises(InputError):
        pseudonymise(record_of(TEXT), b"")


def words_of(text):
    return set(re.findall(r"\w+", text.casefold()))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["Ann Lee", "bo_77", "Tom", "Good"]), st.text(min_size=1, max_size=40)), max_size=6
    )
)
def test_any_record_comes_out_sound(comments):
    text = TEXT[: TEXT.index("Hanna Berg")] + "\n\n".join(f"{author}\n\n{words}" for author, words in comments)
    before = record_of(text)
    after = pseudonymise(before, KEY)
    assert from_json(to_json(after)) is not None
    article = " ".join(before.page.text_at(b.span) for b in before.page.blocks if b.kind not in ("comment", "author"))
    for old, new in zip(before.page.comments, after.page.comments, strict=True):
        if old.author is None or new.author == pseudonym(old.author, KEY):
            continue
        assert new.author == old.author
        assert words_of(old.author) <= words_of(article), "only whom the article names keeps a name"
