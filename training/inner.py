"""Label the layer within: what a trained model finds in each content of the training documents, read by itself.

    python training/inner.py --model DIR --data DIR

PolNeAR labels one layer. Each of its contents, cut out of its text, is a text of its own to the model, and what it
finds there lies within. Rewrites DATA/train.pickle as DATA/nested.pickle.
"""

from __future__ import annotations

import argparse
import pickle
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from corpora import Document, Labelled
from train import read_documents

from onrecord.model.runtime import Model, load_from
from onrecord.recognition.attribution import Passage, find_attributions, read_pages
from onrecord.terms import Span

SURE = 0.55
MARKS = '“”"„«» '


def inside(doc: Document, model: Model) -> list[Labelled]:
    """Return the attributions found within the contents of `doc`, each content read alone, its outer marks left out."""
    pages = []
    for one in doc.attributions:
        for span in one.content:
            s, e = span
            while s < e and doc.text[s] in MARKS:
                s += 1
            while e > s and doc.text[e - 1] in MARKS:
                e -= 1
            if len(doc.text[s:e].split()) >= 5:
                pages.append((doc.text, [Passage(Span(s, e))]))
    found = []
    for reading in read_pages(pages, model):
        [passage] = reading.passages
        for a in find_attributions(reading):
            if a.within is None and a.confidence >= SURE:
                first, last = min(x.start for x in a.content), max(x.end for x in a.content)
                if (last - first) < 0.97 * passage.span.length or a.cue[0].start > passage.span.start:
                    found.append(Labelled([*map(tuple, a.source)], [*map(tuple, a.cue)], [*map(tuple, a.content)], 2))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    o = parser.parse_args()
    model = load_from(o.model / "card.json", threads=1)
    docs = read_documents(o.data, ["train"])
    outer = sum(len(d.attributions) for d in docs)
    for doc in docs:
        doc.attributions = doc.attributions + inside(doc, model)
        doc.nested = True
    (o.data / "nested.pickle").write_bytes(pickle.dumps(docs))
    print(f"{outer} attributions, {sum(len(d.attributions) for d in docs) - outer} within them")


if __name__ == "__main__":
    main()
