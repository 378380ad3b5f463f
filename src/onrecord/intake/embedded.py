"""What a page keeps as JSON in its scripts: reading it, and a place in it.

A place is a JSON pointer (RFC 6901) to a string, and code points of that string's text. The text of a string that is
markup, which many are, is the string value of its markup; of any other it is the string with its entities resolved.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from onrecord.intake.markup import Node, folded, read_tree
from onrecord.terms import BlockKind, Selector

_COMMA = re.compile(r",\s*(?=[}\]])")
_TAG = re.compile(
    r"</?(?:p|br|a|b|i|em|strong|div|span|ul|ol|li|blockquote|img|code|pre|h[1-6]|u|s|del|sub|sup|q|cite|small|font"
    r"|table|tr|td|hr)\b[^<>]*>",
    re.IGNORECASE,
)


def loads(text: str) -> Any:
    """Return what the JSON of a script says, None where it is none; wrappers and commas too many are let pass."""
    text = text.strip().removeprefix("<!--").removesuffix("-->").strip()
    for before, after in (("//<![CDATA[", "//]]>"), ("<![CDATA[", "]]>")):
        text = text.removeprefix(before).removesuffix(after)
    text = text.strip().rstrip(";")
    for version in (text, _COMMA.sub("", text)):
        try:
            return json.loads(version, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def at(data: Any, pointer: str) -> Any:
    """Return what stands at a JSON pointer in `data`; raise `LookupError` where nothing does."""
    for step in pointer.split("/")[1:]:
        if isinstance(data, list) and step.isascii() and step.isdigit():
            data = data[int(step)]
        elif isinstance(data, dict):
            data = data[step.replace("~1", "/").replace("~0", "~")]
        else:
            raise LookupError(pointer)
    return data


def text_of(value: str) -> str:
    """Return the text of a string in JSON: of markup its string value, of anything else the string, unescaped."""
    return read_tree(value).raw if _TAG.search(value) else unescape(value)


@dataclass(slots=True)
class Embedded:
    """Words in a script's JSON, as a block of the page: which script, where in it, and the lines that they make."""

    kind: BlockKind
    script: Node
    pointer: str
    raw: str
    lines: list[list[list[int]]] = field(default_factory=list)

    def words(self, raw: str = "") -> str:
        """Return its text: white space folded, line breaks kept. The page's own `raw` is asked of other blocks only."""
        return "\n".join(folded(ranges, self.raw, "\n") for ranges in self.lines)

    def selectors(self) -> tuple[Selector, ...]:
        """Return the way back to its lines, a line break between each two."""
        made: list[Selector] = []
        xpath = self.script.path()
        for nth, ranges in enumerate(self.lines):
            for first, (start, end) in enumerate(ranges):
                if nth and not first and made[-1].end != start:
                    made.append(Selector(xpath=xpath, pointer=self.pointer, start=start, end=start))
                made.append(Selector(xpath=xpath, pointer=self.pointer, start=start, end=end))
        return tuple(made)


def embedded(kind: BlockKind, script: Node, pointer: str, value: str) -> Embedded | None:
    """Return the string `value` as a block, None where it has no words."""
    if _TAG.search(value):
        tree = read_tree(value)
        lines = [[list(one) for one in line.ranges] for line in tree.lines]
        return Embedded(kind, script, pointer, tree.raw, lines) if lines else None
    raw = text_of(value)
    lines = []
    for found in re.finditer(r"[^\r\n]*\S[^\r\n]*", raw):
        words = found[0]
        start = found.start() + len(words) - len(words.lstrip())
        lines.append([[start, start + len(words.strip())]])
    return Embedded(kind, script, pointer, raw, lines) if lines else None
