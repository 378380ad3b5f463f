"""A record without its commenters' names: each is replaced by a pseudonym that only the key's holder can make.

The same name gets the same pseudonym on every page under the same key (HMAC-SHA-256 of the folded name). People whom
the article names keep theirs, in comments too. The text is rebuilt and every span moved to fit it.
"""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import hmac
import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from typing import Any

from onrecord.errors import InputError
from onrecord.intake.text.features import given_names, ordinary_words
from onrecord.record.check import check
from onrecord.terms import Comment, Page, Record, Snapshot, Span

NOTE = "commenters' names are replaced by pseudonyms"
ORIGINAL = "original_sha256"
"""The name in `Page.origins` under which the digest of the original snapshot is kept."""

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_AT = re.compile(r"@\s?(?P<name>[^\W_](?:[\w.-]*[^\W_])?)")
_GREETED = re.compile(
    r"(?:^|(?<=[\s,.!?]))(?:hi|hey|hello|hallo|liebe|lieber|dear|hola|olá|bonjour|salut|moin|servus|ciao|"
    r"thanks|thank you|danke|(?:i |we )?(?:\w+ )?agree(?:d)?(?: with)?)[ ,]+"
    r"(?P<name>[A-ZÀ-Þ][\w'’-]+)(?=\s*[,.!:\n]|\s+[a-zà-ÿ]|\s*$)",
    re.IGNORECASE,
)
_SIGNED = re.compile(
    r"(?:gru(?:ß|ss)|grü(?:ß|ss)e|lg|vg|mfg|regards|cheers|love|best|xx+|saludos|bises|abrazos?|"
    r"kisses)[,.!]?\s*\n?\s*(?P<name>[A-ZÀ-Þ][\w'’-]+(?:[ \t][A-ZÀ-Þ][\w'’.-]+)?)\s*$",
    re.IGNORECASE,
)


def pseudonym(name: str, key: bytes) -> str:
    """Return the pseudonym of `name` under `key`: "reader_" and thirteen letters or figures (64 bits)."""
    if not key:
        raise InputError("expected a key that is not empty: pseudonyms under an empty key can be made by anybody")
    digest = hmac.new(key, _fold(name).encode("utf-8"), hashlib.sha256).digest()
    return "reader_" + base64.b32encode(digest[:8]).decode("ascii").rstrip("=").lower()


def pseudonymise(record: Record, key: bytes) -> Record:
    """Return `record` with its commenters' names replaced in text and findings, without the snapshot's bytes.

    The new text has its own digest; the original's stays in `page.origins` under "original_sha256". Selectors lead into
    the snapshot that is left out, and so are dropped. The key is nowhere in what comes back.
    """
    pseudonym("", key)
    page = record.page
    names = _Names(record, key)
    changes = _changes(page, names)
    moved = _Moved(changes)
    text = moved.text(page.text)
    body = text.encode("utf-8")
    snapshot = Snapshot(
        sha256=hashlib.sha256(body).hexdigest(),
        media_type="text/plain",
        url=page.snapshot.url,
        retrieved=page.snapshot.retrieved,
        body=body,
    )
    rebuilt = _rebuild(record, moved, names)
    new_page = dataclasses.replace(
        rebuilt.page,
        snapshot=snapshot,
        text=text,
        blocks=tuple(dataclasses.replace(block, selectors=()) for block in rebuilt.page.blocks),
        origins={**page.origins, ORIGINAL: page.snapshot.sha256},
    )
    return check(dataclasses.replace(rebuilt, page=new_page, notes=(*(n for n in record.notes if n != NOTE), NOTE)))


def _fold(name: str) -> str:
    return " ".join(name.casefold().split())


class _Names:
    """Who is called what: the pseudonym of every name, or part of a name, that a commenter goes by."""

    def __init__(self, record: Record, key: bytes) -> None:
        page = record.page
        self.key = key
        article = "\n".join(
            page.text_at(b.span) for b in page.blocks if b.kind not in ("comment", "author", "furniture")
        )
        self.article = frozenset(word.casefold() for word in _WORD.findall(article) if not word.islower())
        self.article_text = f" {_fold(' '.join(_WORD.findall(article)))} "
        self.whole: dict[str, str] = {}
        parts: dict[str, set[str]] = {}
        for comment in page.comments:
            for name in (comment.author, comment.probable_author):
                if not name or self.exempt(name):
                    continue
                self.whole[_fold(name)] = pseudonym(name, key)
                words = _WORD.findall(name)
                for word in words if len(words) > 1 else ():
                    if (
                        len(word) > 2
                        and not self.exempt(word)
                        and (word.casefold() not in ordinary_words() or word.casefold() in given_names())
                    ):
                        parts.setdefault(word.casefold(), set()).add(self.whole[_fold(name)])
        self.called_by = frozenset(
            word.casefold() for c in page.comments if c.author for word in _WORD.findall(c.author)
        )
        self.parts = {
            part: next(iter(found)) if len(found) == 1 else pseudonym(part, key) for part, found in parts.items()
        }

    def exempt(self, name: str) -> bool:
        """Return whether the article names somebody so: whole names as they stand, a single word as part of a name."""
        words = [word.casefold() for word in _WORD.findall(name)]
        return (
            bool(words) and f" {' '.join(words)} " in self.article_text and any(word in self.article for word in words)
        )

    def of(self, name: str) -> str:
        """Return the pseudonym for a name as written, known or not."""
        folded = _fold(name)
        return self.whole.get(folded) or self.parts.get(folded) or pseudonym(name, self.key)

    def within(self, words: str) -> Iterable[tuple[int, int, str]]:
        """Yield where names known on the page stand in `words`, the longest first at each place."""
        known = sorted({*self.whole, *self.parts}, key=lambda name: (-len(name), name))
        if not known:
            return
        pattern = (
            r"(?<!\w)(?:"
            + "|".join(r"\s+".join(re.escape(part) for part in name.split()) for name in known)
            + r")(?!\w)"
        )
        for found in re.finditer(pattern, words, re.IGNORECASE):
            if self._meant(found.group(), words, found.start(), found.end()):
                yield found.start(), found.end(), self.of(found.group())

    def _meant(self, name: str, words: str, start: int, end: int) -> bool:
        """Return whether a known name is meant: not a common word in small letters, not part of an article's name."""
        folded = _fold(name)
        if len(folded.split()) == 1 and (folded in ordinary_words() or len(folded) < 3) and folded not in given_names():
            return words[:start].rstrip().endswith("@")
        if name.islower() and folded in self.parts:
            return False
        after = re.match(r"\s+([^\W\d_]+)", words[end:])
        return not (after and f" {folded} {after[1].casefold()} " in self.article_text and after[1][0].isupper())


def _changes(page: Page, names: _Names) -> list[tuple[int, int, str]]:
    """Return what is replaced by what, in order and disjoint: author lines, and names in the comments' own words."""
    found: list[tuple[int, int, str]] = []
    for comment in page.comments:
        if comment.author_span and comment.author and not names.exempt(comment.author):
            found.append((*comment.author_span, names.of(comment.author)))
    spans = [block.span for block in page.blocks if block.kind in ("comment", "author", "furniture")]
    spans += [comment.span for comment in page.comments if comment.span]
    for span in spans:
        words = page.text_at(span)
        found += [(span.start + a, span.start + b, new) for a, b, new in names.within(words)]
    for comment in page.comments:
        if comment.span:
            found += _called(comment, page.text_at(comment.span), names)
    kept: list[tuple[int, int, str]] = []
    for change in sorted(set(found), key=lambda c: (c[0], -c[1])):
        if not kept or change[0] >= kept[-1][1]:
            kept.append(change)
    return kept


def _called(comment: Comment, words: str, names: _Names) -> Iterable[tuple[int, int, str]]:
    """Yield names of people who have no author line: after an @ or a greeting, and the comment's own signature."""
    assert comment.span is not None
    start = comment.span.start
    for pattern in (_AT, _GREETED):
        for found in pattern.finditer(words):
            name = found["name"]
            if pattern is _GREETED and (
                not name[0].isupper() or (name.casefold() in ordinary_words() and name.casefold() not in given_names())
            ):
                continue
            # "John" alone, spoken to, is the reader called John, though the article names a John Kerry.
            if name.casefold() in names.called_by or not names.exempt(name):
                yield start + found.start("name"), start + found.end("name"), names.of(name)
    signed = _SIGNED.search(words, max(0, len(words) - 60))
    if signed and signed["name"][0].isupper() and not names.exempt(signed["name"]):
        yield start + signed.start("name"), start + signed.end("name"), names.of(comment.author or signed["name"])


class _Moved:
    """Where each position of the old text lies in the new one."""

    def __init__(self, changes: list[tuple[int, int, str]]) -> None:
        self.changes = changes
        self.starts = [start for start, _, _ in changes]
        self.shifts = [0]
        for start, end, new in changes:
            self.shifts.append(self.shifts[-1] + len(new) - (end - start))

    def text(self, old: str) -> str:
        """Return the new text."""
        parts, at = [], 0
        for start, end, new in self.changes:
            parts += [old[at:start], new]
            at = end
        return "".join([*parts, old[at:]])

    def span(self, old: Span) -> Span:
        """Return where `old` lies now. What begins or ends inside a replaced name is widened to hold it."""
        k = bisect_right(self.starts, old.start) - 1
        inside = k >= 0 and self.changes[k][0] < old.start < self.changes[k][1]
        start = self.changes[k][0] + self.shifts[k] if inside else old.start + self._shift(old.start)
        k = bisect_right(self.starts, old.end - 1) - 1
        if k >= 0 and self.changes[k][0] < old.end <= self.changes[k][1]:
            return Span(start, self.changes[k][0] + self.shifts[k] + len(self.changes[k][2]))
        return Span(start, old.end + self._shift(old.end))

    def _shift(self, at: int) -> int:
        k = bisect_right(self.starts, at) - 1
        return self.shifts[k] if k >= 0 and at < self.changes[k][1] else self.shifts[k + 1]


_SPEAKING = frozenset({"name", "aliases", "addressees", "role", "affiliation"})
"""Fields of findings that hold words of the page, in which a commenter may be named."""


def _rebuild(value: Any, moved: _Moved, names: _Names, field: str = "") -> Any:
    """Return the value with every span moved and every commenter's name in its words replaced."""
    if isinstance(value, Span):
        return moved.span(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        if isinstance(value, Snapshot):
            return value
        return dataclasses.replace(
            value, **{f.name: _rebuild(getattr(value, f.name), moved, names, f.name) for f in dataclasses.fields(value)}
        )
    if isinstance(value, tuple):
        return tuple(_rebuild(item, moved, names, field) for item in value)
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, str) and field in ("author", "probable_author"):
        return value if names.exempt(value) else names.of(value)
    if isinstance(value, str) and field in _SPEAKING:
        parts, at = [], 0
        for start, end, new in names.within(value):
            parts += [value[at:start], new]
            at = end
        return "".join([*parts, value[at:]])
    return value
