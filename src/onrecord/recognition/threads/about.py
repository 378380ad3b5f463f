"""The passage of the article that a comment takes up, where it does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.intake.text.features import ordinary_words
from onrecord.recognition.threads.questions import sentences
from onrecord.recognition.threads.voices import TOKEN, Voice, stem
from onrecord.terms import READ_KINDS, CommentQuote, Page, Span

ENOUGH = 3.0
"""Shared rare words that make a passage the one taken up, each counting 1, less where more passages have it. In
reading the
public threads by hand, 2 took up names alone and 4 kept little but quotations."""


@dataclass(frozen=True, slots=True)
class Article:
    """The article's sentences, with the stems in each, and in how many of them a stem stands."""

    passages: tuple[Span, ...]
    stems: tuple[frozenset[str], ...]
    counts: Counter[str]
    where: dict[str, list[int]]


def article_of(page: Page) -> Article:
    """Return the page's article cut into sentences."""
    passages: list[Span] = []
    for block in page.blocks_of(READ_KINDS):
        words = page.text_at(block.span)
        passages += [Span(block.span.start + start, block.span.start + end) for start, end in sentences(words)]
    stems = tuple(_stems(page.text_at(span)) for span in passages)
    where: dict[str, list[int]] = {}
    for k, found in enumerate(stems):
        for one in found:
            where.setdefault(one, []).append(k)
    return Article(tuple(passages), stems, Counter(s for found in stems for s in found), where)


def _stems(words: str) -> frozenset[str]:
    common = ordinary_words()
    return frozenset(
        stem(w)
        for w in (m.group().casefold() for m in TOKEN.finditer(words))
        if (len(w) > 3 and w not in common) or (w.isdigit() and len(w) > 1)
    )


def passage_for(voice: Voice, quotes: Sequence[CommentQuote], article: Article) -> Span | None:
    """Return the sentence of the article that `voice` quotes, or with which it shares the most rare words, or None."""
    quoted = next((quote.of for quote in quotes if quote.comment is None), None)
    if quoted is not None:
        return next((span for span in article.passages if span.shared(quoted)), quoted)
    scores: dict[int, float] = {}
    own = _stems(voice.words)
    for one in own:
        for k in article.where.get(one, ())[:12]:
            scores[k] = scores.get(k, 0.0) + (1.0 / article.counts[one]) ** 0.5
    if not scores:
        return None
    best = max(scores, key=lambda k: (scores[k], -k))
    return article.passages[best] if scores[best] >= ENOUGH else None
