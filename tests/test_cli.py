"""The command line through its real entry point, as a new user meets it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from onrecord.record.jsonl import from_line

ROOT = Path(__file__).resolve().parents[1]
COMMAND = Path(sys.executable).with_name("onrecord")
FERRY = ROOT / "examples" / "ferry.txt"


def run(*arguments: object, given: str | bytes = b"", **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `onrecord` as a user would: no terminal, no colour, standard input as given."""
    body = given.encode() if isinstance(given, str) else given
    done = subprocess.run([COMMAND, *map(str, arguments)], input=body, capture_output=True, check=False, cwd=ROOT)
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def test_reading_the_example_shows_who_said_what_and_the_readers() -> None:
    done = run("read", FERRY)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    lines = done.stdout.splitlines()
    assert lines[0] == "Port Talks to Resume as Ferry Crews Extend Strike in Marrowby"
    assert "2021-03-07" in lines[1]
    assert any(line.startswith("Ilse Brandvold") for line in lines)
    assert any("via Coastal Gazette" in line or "via the Coastal Gazette" in line for line in lines)
    assert "11 comments by readers" in lines


def test_json_is_the_record_and_nothing_else() -> None:
    done = run("read", "--json", FERRY, "--id", "ferry")
    record = from_line(done.stdout)
    assert record.page.id == "ferry"
    assert record.page.text == FERRY.read_text(encoding="utf-8")
    assert done.stdout.count("\n") == 1


def test_jsonl_keeps_order_and_goes_on_after_a_bad_line() -> None:
    lines = ['{"id": "a", "text": "Ann Lee said yes."}', "{", '{"id": "b", "html": "<p>Ann Lee said no.</p>"}', "[1]"]
    done = run("read", "--jsonl", given="\n".join(lines))
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["a", "b"]
    assert done.returncode == 1
    assert "line 2" in done.stderr
    assert "line 4" in done.stderr


def test_only_some_layers_leave_the_rest_empty() -> None:
    [row] = map(json.loads, run("read", "--json", "--only", "times", FERRY).stdout.splitlines())
    assert row["times"]
    assert not row["attributions"]
    assert row["made_by"]["model"] is None


def test_pages_kept_in_a_record_are_listed_shown_and_verified(tmp_path: Path) -> None:
    record = tmp_path / "news.record"
    assert run("add", record, FERRY).stderr.endswith("1 pages added, 0 there already\n")
    before = record.read_bytes()
    assert run("add", record, FERRY).stderr.endswith("0 pages added, 1 there already\n")
    assert record.read_bytes() == before
    listed = run("show", record).stdout
    assert "Port Talks to Resume" in listed
    page_id = listed.split()[0]
    assert run("show", record, page_id).stdout == run("read", FERRY).stdout
    done = run("verify", record)
    assert done.returncode == 0, done.stdout
    assert done.stdout.rstrip().endswith("all hold")


def test_what_leaves_a_record_has_no_marks_of_conduct_unless_asked_for_and_pseudonyms_if(tmp_path: Path) -> None:
    page, record, key = tmp_path / "page.txt", tmp_path / "news.record", tmp_path / "key"
    said = "\n\n\n".join(f"{name}\n\n{words}" for name, words in TALK)
    page.write_text(f"Bridge shut\n\n{'The bridge will stay shut until May. ' * 6}\n\n\n{said}\n", encoding="utf-8")
    key.write_bytes(b"a key of ours")
    run("add", record, page)
    [kept] = [json.loads(line) for line in run("show", record, "--json", "--conduct").stdout.splitlines()]
    [left] = [json.loads(line) for line in run("show", record, "--json").stdout.splitlines()]
    assert any(one.get("conduct") for one in kept["comments"])
    assert not any(one.get("conduct") for one in left["comments"])
    hidden = run("show", record, "--json", "--pseudonyms", key).stdout
    assert "Karla Wind" in json.dumps(left)
    assert "Karla Wind" not in hidden
    assert "reader_" in hidden
    key.write_bytes(b"")
    refused = run("show", record, "--json", "--pseudonyms", key)
    assert refused.returncode == 1
    assert "expected a key that is not empty" in refused.stderr


TALK = (
    ("Karla Wind", "You are an idiot, and the mayor is one too."),
    ("Otto Brandt", "Karla, I only asked when the bridge opens."),
    ("Karla Wind", "Then ask the mayor!"),
    ("Ida Moor", "I agree with Otto. It is a fair question."),
)


def test_verify_names_what_broke_and_exits_1(tmp_path: Path) -> None:
    import sqlite3

    record = tmp_path / "news.record"
    run("add", record, FERRY)
    with sqlite3.connect(record) as database:
        database.execute("UPDATE snapshot SET body = CAST(replace(body, 'Marrowby', 'Narrowby') AS BLOB)")
    database.close()
    done = run("verify", record)
    assert done.returncode == 1
    assert "its snapshot was recorded as sha256" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        pytest.param(["read"], 2, "expected a page to read", id="nothing named"),
        pytest.param(["read", "no-such-file.txt"], 1, "no-such-file.txt", id="no such file"),
        pytest.param(["read", "--only", "weather", "x"], 2, "expected some of blocks", id="unknown layer"),
        pytest.param(["read", "--pseudonyms", "no-such-key", "x"], 1, "the key for pseudonyms", id="no key"),
        pytest.param(["read", "--threads", "0", "x"], 2, "cores from 1", id="no cores"),
        pytest.param(["read", "--min-confidence", "9", "x"], 2, "from 0 to 1", id="confidence"),
        pytest.param(["read", "--id", "x", "a", "b"], 2, "about a single page", id="hints for two pages"),
        pytest.param(["read", "https://example.org/"], 1, "--fetch", id="address without leave to fetch"),
        pytest.param(["show", "no-such.record"], 1, "onrecord add", id="no record"),
        pytest.param(["sing"], 2, "invalid choice", id="unknown command"),
        pytest.param([], 2, "COMMAND", id="no command"),
    ],
)
def test_wrong_use_says_what_to_do(arguments: list[str], status: int, says: str) -> None:
    done = run(*arguments)
    assert done.returncode == status
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("body", "says"),
    [
        pytest.param(b"", "empty", id="empty"),
        pytest.param(b"%PDF-1.7 ...", "a PDF", id="pdf"),
        pytest.param(b"\x89PNG\r\n\x1a\n\0\0", "an image", id="image"),
    ],
)
def test_what_is_no_page_is_refused_by_name(body: bytes, says: str) -> None:
    done = run("read", "-", given=body)
    assert done.returncode == 1
    assert says in done.stderr


def test_version_and_help() -> None:
    assert run("--version").stdout.startswith("onrecord 0.")
    shown = run("read", "--help").stdout
    assert "examples:" in shown
    assert "--min-confidence" in shown


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_knows_every_command(shell: str) -> None:
    script = run("completion", shell).stdout
    assert all(word in script for word in ("read", "add", "show", "verify", "min-confidence"))


def test_bash_accepts_its_completion_script() -> None:
    script = run("completion", "bash").stdout
    words = "COMP_WORDS=(onrecord re) COMP_CWORD=1; _onrecord; echo ${COMPREPLY[@]}"
    done = subprocess.run(["bash", "-c", script + words], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["read"]
