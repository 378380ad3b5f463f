"""The words of the project as types: what every room hands the next.

A position is a count of Unicode code points in `Page.text`, start in, end out. Times are RFC 3339 in UTC, days and
other time values TIMEX3 (ISO 8601 with its extensions). Nothing here reads a file or loads a model. How these types
are written as JSON is in `record/jsonl.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, get_args

BlockKind = Literal[
    "headline",  # the page's title as it stands on the page
    "byline",  # who wrote it
    "timestamp",  # when it was published, as the page prints it
    "dateline",  # the place and day that open a report, or another outlet's name and day before its extract
    "caption",  # the words under a picture
    "credit",  # whose picture it is
    "paragraph",
    "heading",  # a heading inside the article
    "list",
    "quotation",  # a block quote, or an extract from another outlet
    "note",  # the page's own aside: "this story was updated"
    "author",  # the author line of a comment
    "comment",  # a comment's text, or one part of it
    "furniture",  # what the page does not say: menus, share buttons
]
BLOCK_KINDS: tuple[BlockKind, ...] = get_args(BlockKind)
ARTICLE_BODY: frozenset[str] = frozenset({"paragraph", "heading", "list", "quotation", "note", "dateline"})
"""The kinds that make up the article's body."""
READ_KINDS: frozenset[str] = ARTICLE_BODY | {"headline", "caption"}
"""The kinds of article block in which attributions, times and quantities are sought."""

EntityKind = Literal["person", "organization", "group", "unnamed", "document"]
Form = Literal["direct", "indirect", "mixed"]
Act = Literal[
    "state",
    "propose",
    "agree",
    "support",
    "request",
    "accuse",
    "reject",
    "threaten",
    "promise",
    "predict",
    "ask",
    "believe",
]
QualifierKind = Literal["condition", "anonymity", "unverified", "distance", "hedge"]
Stance = Literal["agree", "disagree"]
ConductKind = Literal["insult", "hate", "dehumanising"]
Layer = Literal["blocks", "attributions", "entities", "times", "quantities", "threads"]
LAYERS: tuple[Layer, ...] = get_args(Layer)
"""What can be asked for by `--only`. Blocks are always read: everything else stands in them."""


class Span(NamedTuple):
    """A stretch of `Page.text`: code points from `start` up to, not including, `end`. Never empty."""

    start: int
    end: int

    @property
    def length(self) -> int:
        """Its length in code points."""
        return self.end - self.start

    def of(self, text: str) -> str:
        """Return the words of `text` that stand here."""
        return text[self.start : self.end]

    def shared(self, other: Span) -> int:
        """Return how many code points both spans hold."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))

    def holds(self, other: Span) -> bool:
        """Return whether `other` lies wholly in this span."""
        return self.start <= other.start and other.end <= self.end

    def shifted(self, by: int) -> Span:
        """Return the span that lies `by` code points further on."""
        return Span(self.start + by, self.end + by)

    def trimmed(self, text: str) -> Span | None:
        """Return the span without the white space at its ends, or None where nothing else stands there."""
        start, end = self
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        return Span(start, end) if start < end else None


def hull(spans: Iterable[Span]) -> Span | None:
    """Return the smallest span that holds all `spans`, or None where there are none."""
    found = list(spans)
    return Span(min(s.start for s in found), max(s.end for s in found)) if found else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """The bytes as they came, which everything found on a page leads back to.

    `sha256` is the digest of `body` in lower-case hexadecimal. For a JSON line, `body` is the UTF-8 encoding of its
    html or text. `encoding` is how `body` was decoded and `encoding_from` what told ("bom", "http", "meta",
    "detected", "given").
    """

    sha256: str
    media_type: str
    url: str | None = None
    retrieved: str | None = None
    encoding: str = "utf-8"
    encoding_from: str = "given"
    body: bytes = field(default=b"", repr=False, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Selector:
    """The way back into the markup: code points `start` to `end` of the text of the element or text node at `xpath`.

    `intake/selectors.py` makes and follows it; the text is that of the parsed markup, before white space is folded.
    With a `pointer` (JSON pointer, RFC 6901) the element is a script that holds JSON, and the text that of the string
    there.
    """

    xpath: str
    start: int
    end: int
    pointer: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One piece of the page. `selectors` is empty where the page came as plain text."""

    kind: BlockKind
    span: Span
    selectors: tuple[Selector, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """When the page was published: a TIMEX3 day or time.

    `span` is where the page itself says so. `inferred`: worked out from the text rather than told by metadata, by the
    input or by a timestamp line; `reason` says from what.
    """

    value: str
    span: Span | None = None
    inferred: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentQuote:
    """Words in a comment, at `span`, taken from `of` in another comment, or in the article where `comment` is None."""

    comment: str | None
    span: Span
    of: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Conduct:
    """Words that insult, hate or dehumanise; `confidence` from 0 to 1. Flagged, never removed."""

    kind: ConductKind
    span: Span
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """A reader's comment.

    `span` is its text, None where the page lost it; it may hold furniture blocks, which are not its words.
    `parent` is the id of the comment answered, None for a comment on the article or where nothing tells.
    """

    id: str
    author: str | None = None
    author_span: Span | None = None
    posted: str | None = None
    span: Span | None = None
    parent: str | None = None
    parent_confidence: float | None = None
    parent_reason: str | None = None
    probable_author: str | None = None
    addressees: tuple[str, ...] = ()
    quotes: tuple[CommentQuote, ...] = ()
    about: Span | None = None
    stance: Stance | None = None
    questions: tuple[Span, ...] = ()
    answers: tuple[str, ...] = ()
    conduct: tuple[Conduct, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A snapshot read: its text, its blocks in order and disjoint, and what the markup or the input says of it.

    Intake gives `comments` a parent only where markup tells; `recognition/threads` finds the rest, and a record's
    page holds what it found. `origins` says what each of title, site, authors, published and modified was taken from.
    """

    id: str
    snapshot: Snapshot
    text: str
    blocks: tuple[Block, ...] = ()
    comments: tuple[Comment, ...] = ()
    title: str | None = None
    site: str | None = None
    language: str | None = None
    authors: tuple[str, ...] = ()
    published: Published | None = None
    modified: str | None = None
    origins: Mapping[str, str] = field(default_factory=dict)

    def text_at(self, span: Span) -> str:
        """Return the words of the page at `span`."""
        return self.text[span.start : span.end]

    def blocks_of(self, kinds: Iterable[str]) -> list[Block]:
        """Return the blocks of these kinds, in order."""
        wanted = frozenset(kinds)
        return [block for block in self.blocks if block.kind in wanted]

    def article_body(self) -> str:
        """Return the article's body: the blocks of `ARTICLE_BODY`, joined by line breaks."""
        return "\n".join(self.text_at(block.span) for block in self.blocks_of(ARTICLE_BODY))


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Words that stand for somebody or something: what the model's heads find, and what entities are made of.

    `level`: a name ("Sergey Lavrov"), a description ("the Russian diplomat") or a pronoun. `score` from 0 to 1.
    """

    span: Span
    level: Literal["name", "description", "pronoun"]
    kind: Literal["person", "organization", "place", "other"]
    score: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """Somebody or something that speaks, is spoken to, carries words on, or is named as a party.

    `role` and `affiliation` as the page gives them. An entity that nobody names keeps its words as `name`. `reasons`
    says why mentions were put together, a short fixed word for each kind of evidence used.
    """

    id: str
    name: str
    kind: EntityKind
    mentions: tuple[Span, ...]
    role: str | None = None
    affiliation: str | None = None
    aliases: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Qualifier:
    """Words that limit an attribution: a condition, anonymity, "could not be verified", distance, a hedge."""

    kind: QualifierKind
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Something the page says somebody said, thought or wrote.

    `content` lies in pieces where the source and cue stand in its middle; `source` is empty where the page names
    nobody ("it emerged that ..."). `speaker` is the id of the entity whose words these are, `via` the ids of those on
    whose word the page has them, outermost first; `addressees` are ids, or plain words where there is no entity.
    `said_at` is a TIMEX3 value. `within` is the id of the attribution whose content holds this one. `confidence` is
    the calibrated chance, 0 to 1, that content, source and cue are found. `comment`: the comment it stands in.
    """

    id: str
    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    content: tuple[Span, ...] = ()
    form: Form = "indirect"
    act: Act = "state"
    speaker: str | None = None
    via: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    said_at: str | None = None
    within: str | None = None
    negated: bool = False
    qualifiers: tuple[Qualifier, ...] = ()
    confidence: float = 1.0
    reasons: Mapping[str, str] = field(default_factory=dict)
    comment: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeExpression:
    """Words that name a time, with their TIMEX3 `type` and `value`; `reason` says what it was counted from."""

    span: Span
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number with what it counts: at least `low` and at most `high`, None where that end is open.

    `unit` is a noun ("people"), an ISO 4217 code for money, "%" or a measure. `attribution` is the innermost
    attribution whose content it stands in.
    """

    span: Span
    low: float | None
    high: float | None
    unit: str | None = None
    attribution: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """Two readings that do not agree, with the words that each comes from and why."""

    kind: Literal["time"]
    spans: tuple[Span, ...]
    values: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """All that was found in the words of one page; its comments, thread and all, stay in `Page.comments`."""

    entities: tuple[Entity, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    clashes: tuple[Clash, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Which version and which model made a record; `model` is None where none was run."""

    onrecord: str
    model: str | None = None
    model_sha256: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A page with all that was found on it. `notes` say what was not tried and why ("language is not English")."""

    page: Page
    findings: Findings
    made_by: Provenance
    notes: tuple[str, ...] = ()
