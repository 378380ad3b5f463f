"""Records built by hand for tests."""

import hashlib

from onrecord.terms import (
    Attribution,
    Block,
    Clash,
    Comment,
    CommentQuote,
    Conduct,
    Entity,
    Findings,
    Page,
    Provenance,
    Published,
    Qualifier,
    Quantity,
    Record,
    Snapshot,
    Span,
    TimeExpression,
)

TEXT = "Bridge to open\n\nAnn Lee said 40 boats may pass on Friday.\n\nBob\n\nOh yes, she did! You fool."


def at(words: str, text: str = TEXT) -> Span:
    """Return where `words` first stand in `text`."""
    start = text.index(words)
    return Span(start, start + len(words))


def a_snapshot(text: str) -> Snapshot:
    body = text.encode("utf-8")
    return Snapshot(sha256=hashlib.sha256(body).hexdigest(), media_type="text/plain", body=body)


def some_findings() -> Findings:
    """Return one of everything, on `TEXT`."""
    return Findings(
        entities=(Entity(id="e1", name="Ann Lee", kind="person", mentions=(at("Ann Lee"),), role="engineer"),),
        attributions=(
            Attribution(
                id="a1",
                source=(at("Ann Lee"),),
                cue=(at("said"),),
                content=(at("40 boats may pass on Friday"),),
                speaker="e1",
                addressees=("reporters",),
                qualifiers=(Qualifier(kind="hedge", span=at("may")),),
                confidence=0.9,
                reasons={"speaker": "name"},
            ),
        ),
        times=(TimeExpression(span=at("Friday"), type="DATE", value="2021-03-12", reason="after the page's day"),),
        quantities=(Quantity(span=at("40 boats"), low=40, high=40, unit="boats", attribution="a1"),),
        clashes=(
            Clash(kind="time", spans=(at("Friday"),), values=("2021-03-12", "2021-03-05"), reason="two days fit"),
        ),
    )


def a_record(*, text: str = TEXT, findings: Findings | None = None) -> Record:
    """Return a record of `text`; with one of everything where the text is `TEXT`."""
    whole = text == TEXT
    blocks = ("Bridge to open", "headline"), ("Ann Lee said", "paragraph"), ("Bob", "author"), ("Oh yes", "comment")
    said = at("Oh yes, she did! You fool.") if whole else None
    comment = Comment(
        id="c1",
        author="Bob",
        author_span=at("Bob") if whole else None,
        span=said,
        quotes=(CommentQuote(comment=None, span=at("she did"), of=at("Ann Lee said")),) if whole else (),
        conduct=(Conduct(kind="insult", span=at("You fool"), confidence=0.8),) if whole else (),
    )
    page = Page(
        id="page-1",
        snapshot=a_snapshot(text),
        text=text,
        blocks=tuple(
            Block(kind=kind, span=next(Span(s, e) for s, e in _paragraphs(text) if text.startswith(words, s)))  # type: ignore[arg-type]
            for words, kind in blocks
        )
        if whole
        else (),
        comments=(comment,),
        title="Bridge to open",
        language="en",
        published=Published(value="2021-03-08", inferred=True, reason="caption"),
        origins={"title": "headline"},
    )
    found = findings if findings is not None else some_findings() if whole else Findings()
    return Record(page=page, findings=found, made_by=Provenance(onrecord="0.1.0"), notes=("a note",))


def _paragraphs(text: str) -> list[tuple[int, int]]:
    spans, start = [], 0
    for part in text.split("\n\n"):
        spans.append((start, start + len(part)))
        start += len(part) + 2
    return spans
