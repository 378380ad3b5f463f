"""How often title, author and day of publication are right, on pages that we labelled by hand.

    python evaluation/metadata_sample.py SHARED [--peer FILE] [--errors]

`metadata_sample.jsonl` beside this file holds the labels: one page of each site of `corpora/articles`, as the page
itself prints its headline, its authors and its day (several days: either is right; no `authors`: the page does not say
clearly, not counted). Title: the same letters and digits, kept as their digest, since the words are the page's. Author:
one of the page's names is said, or none where the page names none. FILE: another tool's answers, a JSON object of
page id -> {"title", "author", "date"}.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import re
from pathlib import Path
from typing import Any

from onrecord.intake.pages import Hints, read_page, take_snapshot


def fold(text: str | None) -> str:
    return re.sub(r"[\W_]+", "", (text or "").lower())


def right(label: dict[str, Any], title: str | None, authors: str | None, day: str | None) -> dict[str, bool]:
    said = fold(authors)
    digest = hashlib.sha256(fold(title).encode()).hexdigest()
    found = {"title": digest == label["title_sha256"], "published": (day or "")[:10] in label["published"]}
    if "authors" in label:
        found["author"] = any(fold(name) in said for name in label["authors"]) if label["authors"] else not said
    return found


def ours(folder: Path, labels: list[dict[str, Any]]) -> dict[str, dict[str, str | None]]:
    pages = json.loads((folder / "gold.json").read_text("utf-8"))
    answers: dict[str, dict[str, str | None]] = {}
    for label in labels:
        page = pages[label["page"]]
        body = gzip.decompress((folder / page["html_file"]).read_bytes())
        read = read_page(take_snapshot(body, name=page["html_file"]), Hints(url=page["url"]))
        answers[label["page"]] = {
            "title": read.title,
            "author": "; ".join(read.authors) or None,
            "date": read.published.value if read.published else None,
        }
    return answers


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--peer", type=Path)
    parser.add_argument("--errors", action="store_true")
    asked = parser.parse_args()
    lines = Path(__file__).with_name("metadata_sample.jsonl").read_text("utf-8").splitlines()
    labels = [json.loads(line) for line in lines]
    folder = asked.shared / "corpora" / "articles"
    answers = json.loads(asked.peer.read_text("utf-8")) if asked.peer else ours(folder, labels)
    totals: dict[str, list[bool]] = {}
    for label in labels:
        said = answers.get(label["page"], {})
        for name, ok in right(label, said.get("title"), said.get("author"), said.get("date")).items():
            totals.setdefault(name, []).append(ok)
            if asked.errors and not ok:
                came = said.get("date" if name == "published" else name)
                print(label["page"][:8], name, came, "| right:", label.get("authors" if name == "author" else name))
    for name, marks in totals.items():
        print(f"{name:10} {sum(marks) / len(marks):.3f}  ({sum(marks)} of {len(marks)})")


if __name__ == "__main__":
    main()
