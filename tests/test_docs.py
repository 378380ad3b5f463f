"""What the documentation promises is there: links, commands, layers, the record's fields."""

import re
import shlex
from pathlib import Path

import pytest

from onrecord.cli import parser
from onrecord.record.jsonl import to_json

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")
COMMAND = re.compile(r"^(?:\.venv/bin/)?onrecord (\w.*?)(?:\s+[|<>#].*)?$", re.MULTILINE)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    lost = [link for link in LINK.findall(page.read_text(encoding="utf-8")) if not (page.parent / link).exists()]
    assert lost == []


def commands() -> list[str]:
    texts = [page.read_text(encoding="utf-8") for page in PAGES]
    blocks = [block for text in texts for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL)]
    return sorted({found.strip() for block in blocks for found in COMMAND.findall(block)})


@pytest.mark.parametrize("command", commands())
def test_commands_shown_are_commands_there_are(command: str) -> None:
    words = shlex.split(re.sub(r"\s[<>].*", "", command))
    assert parser().parse_args(words).run


def test_every_field_of_a_record_is_documented() -> None:
    from records import a_record

    text = (ROOT / "docs" / "record.md").read_text(encoding="utf-8")
    row = to_json(a_record())
    fields = (
        set(row) | set(row["attributions"][0]) | set(row["entities"][0]) | set(row["snapshot"]) | set(row["blocks"][0])
    )
    assert {field for field in fields if f"`{field}`" not in text} == set()


def test_ci_runs_the_command_of_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert readme.count("<!-- test command -->\n```sh\n") == 1
    assert "test command" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
