"""Make the training documents from the corpora of the project: one pickle of `Document`s a corpus.

    python training/corpora.py --shared ../shared --out DIR

Reads PolNeAR (attributions; names, descriptions and pronouns from its CoreNLP silver), the labelled pages, and makes
paragraphs in which one attribution lies within another. Writes nothing but DIR; no text enters the project.
"""

from __future__ import annotations

import argparse
import gzip
import json
import pickle
import random
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from onrecord.model.pieces import paragraphs

Spans = list[tuple[int, int]]

LEVELS = ("name", "description", "pronoun")
KINDS = ("person", "organization", "place", "other")
READ = frozenset({"paragraph", "heading", "list", "quotation", "note", "dateline", "headline", "caption", "comment"})
PRONOUNS = frozenset(
    "i me my mine myself you your yours yourself he him his himself she her hers herself we us our ours ourselves they "
    "them their theirs themselves it its itself".split()
)
PERSONAL = PRONOUNS - {"it", "its", "itself", "they", "them", "their", "theirs", "themselves"}
DETERMINED = re.compile(
    r"(?i)(the|a|an|this|that|these|those|his|her|its|their|our|my|some|one|two|three|several|many)\s"
)
HELD_OUT = 60
"""Documents of PolNeAR train kept out of training: transitions, thresholds and calibration are fitted on them."""


@dataclass
class Labelled:
    """One attribution in training: spans in code points; `layer` 1 stands alone, 2 lies within another's content."""

    source: Spans
    cue: Spans
    content: Spans
    layer: int = 1


@dataclass
class Document:
    """A text with its labels. `nested`: layer 2 is labelled too; `mentions` is None where nobody labelled them.

    A mention is (start, end, index in LEVELS, index in KINDS or -1).
    """

    id: str
    text: str
    paragraphs: Spans
    attributions: list[Labelled]
    mentions: list[tuple[int, int, int, int]] | None = None
    nested: bool = False
    complete_mentions: bool = True
    extra: dict[str, Any] = field(default_factory=dict)


def rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def spans_of(raw: Any) -> Spans:
    return [(s, e) for s, e in raw or []]


KIND_OF = {"person": 0, "organization": 1, "location": 2, "city": 2, "country": 2, "state_or_province": 2, "misc": 3}


def silver_mentions(text: str, row: dict[str, Any], sources: Spans) -> list[tuple[int, int, int, int]]:
    """Return names as CoreNLP's entities have them, pronouns by list, descriptions from chains and gold sources."""
    names = [
        (s, e, 0, KIND_OF[kind])
        for s, e, kind in row["entities"]
        if kind in KIND_OF and text[s:e].lower() not in PRONOUNS
    ]
    kind_at = {(s, e): kind for s, e, _, kind in names}
    taken = [(s, e) for s, e, _, _ in names]
    chain_kind: dict[tuple[int, int], int] = {}
    for chain in row["chains"]:
        spans = [(s, e) for s, e in chain]
        kinds = [kind_at[a] for a in spans if a in kind_at]
        kinds += [k for a in spans for b, k in kind_at.items() if a != b and b[1] == a[1] and a[0] < b[0]][:1]
        for span in spans:
            chain_kind[span] = kinds[0] if kinds else -1
    found = list(names)
    for match in re.finditer(r"\b[A-Za-z]+\b", text):
        word = match.group().lower()
        if word in PRONOUNS and (word != "us" or match.group() != "US"):
            kind = chain_kind.get(match.span(), 0 if word in PERSONAL else -1)
            found.append((*match.span(), 2, 0 if word in PERSONAL and word not in ("you", "we", "us", "our") else kind))
    free = lambda s, e: not any(a < e and s < b for a, b in taken)  # noqa: E731
    for span, kind in sorted(chain_kind.items()) + [(s, -1) for s in sources]:
        start, end = span
        words = text[start:end].split()
        if (
            len(words) <= 8
            and text[start:end].lower() not in PRONOUNS
            and (DETERMINED.match(text[start:end]) or kind == -1)
        ):
            if "," in text[start:end]:
                end = start + text[start:end].index(",")
            if end > start and free(start, end) and (span in sources or DETERMINED.match(text[start:end])):
                found.append((start, end, 1, kind))
                taken.append((start, end))
    return sorted(found)


def polnear(path: Path, silver: Path) -> list[Document]:
    by_id = {row["id"]: row for row in rows(silver)}
    found = []
    for row in rows(path):
        text = row["text"]
        ones = [
            Labelled(spans_of(a.get("source")), spans_of(a.get("cue")), spans_of(a.get("content")))
            for a in row["attributions"]
        ]
        sources = sorted({span for one in ones for span in one.source})
        mentions = silver_mentions(text, by_id[row["id"]], sources) if row["id"] in by_id else None
        found.append(Document(row["id"], text, paragraphs(text, [(0, len(text))]), ones, mentions))
    return found


def pages(folder: Path) -> list[Document]:
    """Return the labelled pages: attributions in two layers, and the mentions of the entities that gold lists."""
    found = []
    for page in sorted(folder.iterdir()):
        text = (page / "page.txt").read_text(encoding="utf-8")
        gold = json.loads((page / "gold.json").read_text(encoding="utf-8"))
        blocks = [(b["span"][0], b["span"][1]) for b in gold["blocks"] if b["kind"] in READ]
        # Readers' comments carry no labels in the gold: they are left out, not taken for empty.
        comments = [tuple(c["span"]) for c in gold["comments"] if c.get("span")]
        blocks = [b for b in blocks if not any(b[0] < c[1] and c[0] < b[1] for c in comments)]
        ones = [
            Labelled(spans_of(a["source"]), spans_of(a["cue"]), spans_of(a["content"]), 2 if a.get("within") else 1)
            for a in gold["attributions"]
        ]
        mentions = []
        for entity in gold["entities"]:
            kind = {"person": 0, "organization": 1}.get(entity["kind"], -1 if entity["kind"] != "document" else 3)
            for s, e in entity["mentions"]:
                if text[s:e].lower() in PRONOUNS:
                    mentions.append((s, e, 2, kind))
                else:
                    mentions.append(named_or_described(text, s, e, kind))
        speakers = {a["speaker"] for a in gold["attributions"] if a.get("speaker")}
        names = [
            (s, e)
            for entity in gold["entities"]
            if entity["id"] in speakers and entity["kind"] in ("person", "organization")
            for s, e in entity["mentions"]
            if is_naming(text[s:e], entity["name"])
        ]
        lines = paragraphs(text, blocks)
        kept = [(s, e) for s, e in names if any(a <= s and e <= b for a, b in lines)]
        found.append(
            Document(f"page-{page.name}", text, lines, ones, sorted(set(mentions)), True, False, {"names": kept})
        )
    return found


CAPITALS = re.compile(r"(?i:the\s+)?(?P<name>[A-Z][\w.’'-]*(?:\s+(?:of|for|and|on|&|[A-Z][\w.’'-]*))*)(?=[,(]|$)")


def named_or_described(text: str, start: int, end: int, kind: int) -> tuple[int, int, int, int]:
    """Return one mention of the gold as the silver would have it: a name without "the" and what follows a comma."""
    words = text[start:end]
    name = CAPITALS.match(words)
    if name is not None and words.lower() != "the " + name["name"].lower().split()[0]:
        return start + name.start("name"), start + name.end("name"), 0, kind
    if re.search(r"[A-Z]", words) and not DETERMINED.match(words):
        return start, end, 0, kind
    return start, end, 1, kind


def is_naming(words: str, name: str) -> bool:
    """Return whether a mention tells who is meant: it has a capitalised word of the name."""
    own = {w for w in re.findall(r"\w+", name) if w[:1].isupper()}
    return bool(own & set(re.findall(r"\w+", words)))


def gold_names(doc: Document) -> Spans:
    """Return the naming mentions of the persons and organizations that speak on a labelled page."""
    found: Spans = doc.extra["names"]
    return found


# ---------------------------------------------------------------- one attribution within another

SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?](?![\s”\"’']*\s+[A-Z“\"]|[\s”\"’']*$)[^.!?\n]*)*[.!?]+[”\"’']*")
FRAME = re.compile(r"(that|whether)\s|[“\"]")
"""How the content of an outer attribution begins: these take any sentence in their place."""
STARTS_LOW = frozenset(
    "The A An This That These Those He She It They We In On At His Her Their Some Many But And".split()
)


def sentences_with(doc: Document) -> list[tuple[int, int, list[Labelled]]]:
    """Return the sentences of `doc` that hold whole attributions, each with them, 6 to 45 words long."""
    found = []
    for start, end in doc.paragraphs:
        for match in SENTENCE.finditer(doc.text, start, end):
            s, e = match.span()
            while s < e and doc.text[s].isspace():
                s += 1
            inside, crossing = [], False
            for one in doc.attributions:
                spans = one.source + one.cue + one.content
                held = [s <= a and b <= e for a, b in spans]
                if spans and all(held):
                    inside.append(one)
                elif any(a < e and s < b for a, b in spans):
                    crossing = True
            if not crossing and 6 <= len(doc.text[s:e].split()) <= 45:
                found.append((s, e, inside))
    return found


def moved(one: Labelled, by: int, layer: int) -> Labelled:
    shift = lambda spans: [(s + by, e + by) for s, e in spans]  # noqa: E731
    return Labelled(shift(one.source), shift(one.cue), shift(one.content), layer)


def nested_paragraphs(docs: list[Document], count: int, seed: int) -> list[Document]:
    """Return made-up paragraphs: the content of one sentence's only attribution is another sentence with its own.

    "S said that X" and "T denied Y" give "S said that T denied Y" (indirect), or stay in quotation marks (direct).
    A third of them hold a sentence without any attribution, so that not every content is taken to hold one.
    """
    rng = random.Random(seed)
    outer, inner, bare = [], [], []
    for doc in docs:
        for s, e, ones in sentences_with(doc):
            words = doc.text[s:e]
            if (
                len(ones) == 1
                and len(ones[0].content) == 1
                and ones[0].cue
                and FRAME.match(doc.text[ones[0].content[0][0] :])
            ):
                outer.append((doc, s, e, ones[0]))
            if not re.search('[“”"]', words) and re.search(r"[a-z]{4,}\.$", words):
                if ones and all(one.content for one in ones):
                    inner.append((doc, s, e, ones))
                elif not ones:
                    bare.append((doc, s, e, ones))
    found = []
    for n in range(count):
        doc, s, e, frame = rng.choice(outer)
        other, a, b, ones = rng.choice(bare if rng.random() < 0.33 else inner)
        (c, d), core = frame.content[0], other.text[a : b - 1]
        head = re.match(r"[“\"]?(?:that\s|whether\s)?", doc.text[c:d])
        tail = re.search(r"[,.]?[”\"]?$", doc.text[c:d])
        assert head is not None and tail is not None
        quoted = doc.text[c:d][:1] in '“"'
        first = core.split(" ", 1)[0]
        if not quoted and first in STARTS_LOW and c > s:
            core = core[0].lower() + core[1:]
        before, after = doc.text[s:c] + head.group(), tail.group() + doc.text[d:e]
        text = before + core + after
        grow = len(head.group()) + len(core) + len(tail.group()) - (d - c)
        place = lambda spans: [(x - s, y - s) if y <= c else (x - s + grow, y - s + grow) for x, y in spans]  # noqa: E731, B023
        top = Labelled(place(frame.source), place(frame.cue), [(c - s, d - s + grow)])
        under = [moved(one, len(before) - a, 2) for one in ones]
        under = [
            one for one in under if all(y <= len(before) + len(core) for _, y in one.source + one.cue + one.content)
        ]
        if len(under) == len(ones):
            found.append(Document(f"made-{n}", text, [(0, len(text))], [top, *under], None, True))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    folder = options.shared / "corpora" / "polnear"
    train = polnear(folder / "train.jsonl.gz", folder / "train.corenlp.jsonl.gz")
    by_outlet: dict[str, list[Document]] = defaultdict(list)
    random.Random(4).shuffle(train)
    held, train = train[:HELD_OUT], train[HELD_OUT:]
    made = nested_paragraphs(train, 4000, 7)
    sets = {
        "train": train,
        "held": held,
        "dev": polnear(folder / "dev.jsonl.gz", folder / "dev.corenlp.jsonl.gz"),
        "pages": pages(options.shared / "corpora" / "pages"),
        "made": made,
    }
    del by_outlet
    for name, docs in sets.items():
        with (options.out / f"{name}.pickle").open("wb") as out:
            pickle.dump(docs, out)
        print(
            f"{name}: {len(docs)} documents, {sum(len(d.attributions) for d in docs)} attributions, "
            f"{sum(len(d.mentions or ()) for d in docs)} mentions"
        )


if __name__ == "__main__":
    main()
