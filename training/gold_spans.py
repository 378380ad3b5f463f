"""Read labelled pages with the spans of their attributions given, to measure people, chains, acts and qualifiers alone.

    python training/gold_spans.py SHARED OUT
    python SHARED/score/pages.py SHARED/corpora/pages OUT --missing-as-empty --only 04,08,...

SHARED is the data folder. Writes OUT/NN.json for each page in the schema of the score, blocks as labelled; prints the
names of the pages of each half, pages of one event together.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from coreference import PAIRS, gold_attributions, gold_page

from onrecord.recognition.people import read_people


def halves(names: list[str]) -> tuple[list[str], list[str]]:
    half = {name: place % 2 for place, name in enumerate(names)}
    half.update({second: half[first] for first, second in PAIRS})
    return [name for name in names if half[name] == 0], [name for name in names if half[name] == 1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    folders = sorted(path.parent for path in (args.shared / "corpora" / "pages").glob("*/gold.json"))
    for folder in folders:
        gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
        entities, attributions = read_people(gold_page(folder, gold), gold_attributions(gold), None)
        row = {
            "blocks": gold["blocks"],
            "entities": [{"id": e.id, "name": e.name, "kind": e.kind, "mentions": e.mentions} for e in entities],
            "attributions": [
                {
                    "id": one.id,
                    "source": one.source,
                    "cue": one.cue,
                    "content": one.content,
                    "form": one.form,
                    "act": one.act,
                    "speaker": one.speaker,
                    "via": one.via,
                    "addressees": one.addressees,
                    "within": one.within,
                }
                for one in attributions
            ],
        }
        (args.out / f"{folder.name}.json").write_text(json.dumps(row, ensure_ascii=False), encoding="utf-8")
    for which, names in enumerate(halves([folder.name for folder in folders])):
        print(f"half {which}: {','.join(names)}")


if __name__ == "__main__":
    main()
