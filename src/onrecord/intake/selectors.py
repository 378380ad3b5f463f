"""Make the way from a block back into its markup, and follow it again.

A selector counts code points in the string value of an element, as XPath's `string()` has it. Between two selectors of
one block a line breaks; only where the second goes on in the same element after a gap do hidden words lie between
them, and nothing takes their place. A selector of no length says "a line breaks here" where a gap would not.

With a pointer it leads on into the JSON of a script, and counts in the text of the string there (`embedded.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lxml import etree

from onrecord.errors import InputError
from onrecord.intake import decoding, embedded
from onrecord.intake.markup import Line, parse, plain_name
from onrecord.terms import Selector, Snapshot, Span


def selectors_of(lines: Sequence[Line]) -> tuple[Selector, ...]:
    """Return the way back to `lines`, which stand in one block, a line break between each two."""
    made: list[Selector] = []
    for nth, line in enumerate(lines):
        xpath, offset = line.node.path(), line.node.start
        for first, (start, end) in enumerate(line.ranges):
            start, end = start - offset, end - offset  # noqa: PLW2901 - the same two, counted from the element
            if nth and not first and made[-1].xpath == xpath and made[-1].end != start:
                made.append(Selector(xpath=xpath, start=start, end=start))
            made.append(Selector(xpath=xpath, start=start, end=end))
    return tuple(made)


def follow(snapshot: Snapshot, selectors: Sequence[Selector]) -> str:
    """Return the words that `selectors` lead to, white space folded to single spaces. Many: see `Follower`."""
    return Follower(snapshot).words(selectors)


class Follower:
    """Finds words again in a snapshot, parsed once. It knows nothing of blocks: it never extracts anew."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.text = decoding.decoded(snapshot)
        self._html = snapshot.media_type != "text/plain"
        self._raw = ""
        self._starts: dict[Any, tuple[int, int]] = {}
        self._steps: dict[Any, dict[str, Any]] = {}
        self._found: dict[str, Any] = {}
        self._root: Any = None
        self._json: dict[str, Any] = {}
        self._strings: dict[tuple[str, str], str] = {}
        if self._html:
            self._measure(parse(self.text))

    def words(self, selectors: Sequence[Selector]) -> str:
        """Return the words that `selectors` lead to, white space folded to single spaces.

        Raises `InputError` for a path that leads nowhere or a stretch that its element does not have.
        """
        pieces: list[str] = []
        before: Selector | None = None
        for selector in selectors:
            hidden_between = (
                before is not None
                and (before.xpath, before.pointer) == (selector.xpath, selector.pointer)
                and before.end != selector.start
            )
            if before is not None and not hidden_between:
                pieces.append(" ")
            pieces.append(self._slice(selector))
            before = selector
        return " ".join("".join(pieces).split())

    def slice(self, span: Span) -> str:
        """Return what stands at `span` of a plain text, as it stands there."""
        return self.text[span.start : span.end]

    def all_words(self, tag: str) -> list[str]:
        """Return the words of every element called `tag`, in order, without those that are empty."""
        found = []
        for element, (start, end) in self._starts.items():
            if element.tag == tag and self._raw[start:end].strip():
                found.append(" ".join(self._raw[start:end].split()))
        return found

    def _slice(self, selector: Selector) -> str:
        element = self._element(selector.xpath)
        if selector.pointer is not None:
            return self._slice_of_json(element, selector, selector.pointer)
        start, end = self._starts[element]
        if not 0 <= selector.start <= selector.end <= end - start:
            raise InputError(
                f"{selector.xpath} has {end - start} characters, but {selector.start} to {selector.end} are wanted"
            )
        return self._raw[start + selector.start : start + selector.end]

    def _slice_of_json(self, element: Any, selector: Selector, pointer: str) -> str:
        place = selector.xpath, pointer
        text = self._strings.get(place)
        if text is None:
            if selector.xpath not in self._json:
                self._json[selector.xpath] = embedded.loads(element.text or "")
            try:
                value = embedded.at(self._json[selector.xpath], pointer)
            except LookupError:
                value = None
            if not isinstance(value, str):
                raise InputError(f"the JSON in {selector.xpath} has no string at {pointer}")
            text = self._strings[place] = embedded.text_of(value)
        if not 0 <= selector.start <= selector.end <= len(text):
            raise InputError(
                f"{pointer} in {selector.xpath} has {len(text)} characters, but {selector.start} to {selector.end} are "
                "wanted"
            )
        return text[selector.start : selector.end]

    def _element(self, xpath: str) -> Any:
        """Return the element at `xpath`, a chain of child steps as `Node.path` makes them."""
        known = self._found.get(xpath)
        if known is not None:
            return known
        steps = xpath.split("/")[1:]
        first = steps[0] if steps else ""
        element = self._root if self._root is not None and first in (plain_name(self._root.tag), "*") else None
        for step in steps[1:]:
            if element is None:
                break
            element = self._children(element).get(step)
        if element is None:
            raise InputError(f"the markup has no element at {xpath}")
        self._found[xpath] = element
        return element

    def _children(self, parent: Any) -> dict[str, Any]:
        known = self._steps.get(parent)
        if known is None:
            known = self._steps[parent] = {}
            counts: dict[str, int] = {}
            for nth, child in enumerate(parent.iterchildren(tag=etree.Element), 1):
                known[f"*[{nth}]"] = child
                name = plain_name(child.tag)
                if name is not None:
                    counts[name] = counts.get(name, 0) + 1
                    known[f"{name}[{counts[name]}]"] = child
        return known

    def _measure(self, root: Any) -> None:
        """Find where the text of each element starts and ends in that of the whole document."""
        self._root = root
        if root is None:
            return
        chunks: list[str] = []
        at = 0
        for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
            if event == "start":
                self._starts[element] = (at, at)
                text = element.text
            else:
                if event == "end":
                    self._starts[element] = (self._starts[element][0], at)
                text = element.tail if element is not root else None
            if text:
                chunks.append(text)
                at += len(text)
        self._raw = "".join(chunks)
