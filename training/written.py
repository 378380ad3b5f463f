"""Paragraphs written for training, with their attributions marked in them: genres and cues that the corpora lack.

    python training/written.py --data DIR      # writes DIR/written.pickle
    python training/written.py                 # checks training/written/*.txt and counts

A text is one or more lines, a line a paragraph; a blank line ends it, a line that begins with # is a remark. Marks:
`[s1 Ann Lee] [c1 said] [k1 that [s2 he] [c2 denied] [k2 the claim]].` s, c and k are source, cue and content, numbers
tie them together within a text; `[s1,2 …]` is a source of two; a content in pieces is marked more than once. What
stands within another's content is of the second layer.
"""

from __future__ import annotations

import argparse
import pickle
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from corpora import Document, Labelled, Spans, paragraphs

HERE = Path(__file__).parent / "written"
MARK = re.compile(r"\[([sck])(\d+(?:,\d+)*) |[\[\]]")


class WrittenError(ValueError):
    """A text is marked wrongly."""


def parse(raw: str, name: str) -> Document:
    """Return the document that a marked text stands for; raises `WrittenError` where its marks make no sense."""
    text, at = "", 0
    spans: dict[str, dict[str, Spans]] = defaultdict(lambda: {"s": [], "c": [], "k": []})
    held: list[tuple[str, list[str], int]] = []
    for match in MARK.finditer(raw):
        text += raw[at : match.start()]
        at = match.end()
        if match[1]:
            held.append((match[1], match[2].split(","), len(text)))
        elif match[0] == "[" or not held:
            raise WrittenError(f"{name}: expected a mark such as [s1 …], but got {raw[match.start() :][:30]!r}")
        else:
            role, numbers, start = held.pop()
            if text[start:] != text[start:].strip() or start == len(text):
                raise WrittenError(f"{name}: expected words without blanks at their ends, but got {text[start:]!r}")
            for number in numbers:
                spans[number][role].append((start, len(text)))
    text += raw[at:]
    if held:
        raise WrittenError(f"{name}: a mark that begins at {text[held[0][2] :][:30]!r} is not closed")
    for number, one in spans.items():
        if not one["k"] or len(one["s"]) > 1 or not (one["c"] or one["s"]):
            raise WrittenError(f"{name}: attribution {number} needs a content, a source or a cue, one source at most")
    wholes = {n: (min(s for s, _ in one["k"]), max(e for _, e in one["k"])) for n, one in spans.items()}
    found = []
    for number, one in spans.items():
        start, end = min(s for part in one.values() for s, _ in part), max(e for part in one.values() for _, e in part)
        inside = any(s <= start and end <= e for n, (s, e) in wholes.items() if n != number)
        found.append(Labelled(one["s"], one["c"], one["k"], 2 if inside else 1))
    return Document(name, text, paragraphs(text, [(0, len(text))]), found, None, True)


def read_written(folder: Path = HERE) -> list[Document]:
    """Return the documents of all files in `folder`."""
    found = []
    for path in sorted(folder.glob("*.txt")):
        lines = [line for line in path.read_text(encoding="utf-8").split("\n") if not line.startswith("#")]
        texts = [one.strip() for one in re.split(r"\n\s*\n", "\n".join(lines)) if one.strip()]
        found += [parse(text, f"written-{path.stem}-{n}") for n, text in enumerate(texts)]
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path)
    o = parser.parse_args()
    docs = read_written()
    layers = Counter(one.layer for d in docs for one in d.attributions)
    cues = Counter(d.text[s:e].lower() for d in docs for one in d.attributions for s, e in one.cue)
    print(f"{len(docs)} texts, {sum(len(d.text.split()) for d in docs)} words, {layers[1]} attributions, {layers[2]}")
    print(f"within others, {len(cues)} cues, the commonest: {cues.most_common(12)}")
    if o.data:
        (o.data / "written.pickle").write_bytes(pickle.dumps(docs))


if __name__ == "__main__":
    main()
