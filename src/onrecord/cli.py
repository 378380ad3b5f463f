"""The command `onrecord`: parse what was asked, call one function, print.

The rooms are entered by the commands that need them, so that help and completion answer at once.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TextIO

from onrecord import __version__
from onrecord.completion import SHELLS, script
from onrecord.errors import InputError, OnRecordError
from onrecord.terms import LAYERS, Layer, Record

if TYPE_CHECKING:
    from onrecord.intake.containers import Failure, Source
    from onrecord.run.pipeline import Options
    from onrecord.screen import Style

READ_EXAMPLES = """examples:
  onrecord read examples/ferry.txt                who said what on a page, for reading
  onrecord read --json saved/*.html > out.jsonl   the whole record of each page, a line a page
  onrecord read --jsonl < pages.jsonl             pages in, {"text" or "html", ...} a line; records out
  curl -s URL | onrecord read --url URL -         a page from standard input
  onrecord read --only attributions page.txt      nothing but who said what, and its cost alone
"""
ADD_EXAMPLES = """examples:
  onrecord add news.record saved/                 every page in a folder
  onrecord add news.record crawl.warc.gz          every page in a web archive
"""
SHOW_EXAMPLES = """examples:
  onrecord show news.record                       the pages it holds
  onrecord show news.record sha256:1f0c           one page; the beginning of its id is enough
  onrecord show news.record --json                every record, a line a page, without marks of conduct
"""


def main(arguments: list[str] | None = None) -> NoReturn:
    """Run the command and exit: 0 all went well, 1 some input could not be read, 2 wrong use."""
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `onrecord read page | head` ends quietly
    given = parser().parse_args(arguments)
    try:
        sys.exit(given.run(given))
    except OnRecordError as error:
        sys.exit(_failed(str(error)))
    except KeyboardInterrupt:
        sys.exit(130)


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command, which help and completion are made from."""
    top = argparse.ArgumentParser(
        prog="onrecord",
        description="Who said what, to whom, when, and on whose word: news pages and their readers' comments.",
        epilog="`onrecord COMMAND --help` has runnable examples. Colour is left out where NO_COLOR is set.",
    )
    top.add_argument("--version", action="version", version=f"onrecord {__version__}")
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _read_parser(commands)
    _record_parsers(commands)
    completion = _command(commands, "completion", _completion, "print what makes a shell complete onrecord's words")
    completion.add_argument("shell", choices=SHELLS)
    completion.epilog = "example:\n  source <(onrecord completion bash)\n"
    return top


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    run: Callable[[argparse.Namespace], int],
    summary: str,
    epilog: str = "",
) -> argparse.ArgumentParser:
    command = commands.add_parser(
        name,
        help=summary,
        description=summary[0].upper() + summary[1:] + ".",
        epilog=epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.set_defaults(run=run)
    return command


def _pseudonyms_option(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--pseudonyms", metavar="KEYFILE", type=Path, help="replace commenters' names by pseudonyms made with this key"
    )


def _read_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    read = _command(commands, "read", _read, "read pages and show who said what", READ_EXAMPLES)
    _inputs(read, nargs="*")
    output = read.add_mutually_exclusive_group()
    output.add_argument("--json", action="store_true", help="print records, one JSON object a line")
    output.add_argument(
        "--jsonl", action="store_true", help="pages come as JSON Lines on standard input; print records"
    )
    read.add_argument(
        "--only",
        type=_layers,
        metavar="LAYER[,LAYER]",
        help=f"find nothing else, and save its cost: {', '.join(LAYERS)}",
    )
    _pseudonyms_option(read)
    about = read.add_argument_group("what is known of the page (for a single page)")
    for name, what in (
        ("id", "its id in the output"),
        ("url", "its address"),
        ("site", "its outlet"),
        ("date", "the day it was published, such as 2016-12-05"),
        ("title", "its title"),
    ):
        about.add_argument(f"--{name}", metavar=name.upper(), help=what)


def _inputs(command: argparse.ArgumentParser, *, nargs: str) -> None:
    command.add_argument(
        "pages",
        nargs=nargs,
        metavar="PAGE",
        help="a file (.html, .txt, .jsonl, .warc, .warc.gz, .wacz), a folder, an address (with --fetch), or -",
    )
    command.add_argument("--fetch", action="store_true", help="allow PAGE to be an http or https address")
    command.add_argument(
        "--min-confidence", type=_share, default=None, metavar="P", help="leave out attributions less sure"
    )
    command.add_argument("--threads", type=_cores, default=None, metavar="N", help="use at most N cores (default: all)")


def _record_parsers(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    add = _command(commands, "add", _add, "read pages and keep them in a record file", ADD_EXAMPLES)
    add.add_argument("record", metavar="RECORD", help="the record file; made where it does not exist")
    _inputs(add, nargs="+")
    show = _command(commands, "show", _show, "show what a record file holds", SHOW_EXAMPLES)
    show.add_argument("record", metavar="RECORD")
    show.add_argument("id", nargs="?", metavar="ID", help="a page's id, or its beginning; without it, a list of pages")
    show.add_argument("--json", action="store_true", help="print records, one JSON object a line")
    show.add_argument("--conduct", action="store_true", help="with --json: keep the marks of insults and hate")
    _pseudonyms_option(show)
    check = _command(
        commands, "verify", _verify, "check that a record file still says what its snapshots say; nothing is read anew"
    )
    check.add_argument("record", metavar="RECORD")


def _read(given: argparse.Namespace) -> int:
    from onrecord.intake.containers import Failure, json_lines, sources
    from onrecord.intake.pages import Hints
    from onrecord.record.jsonl import to_line
    from onrecord.screen import page_lines

    if given.jsonl and given.pages:
        return _failed("--jsonl reads pages from standard input: leave PAGE out, or leave --jsonl out", status=2)
    if not given.jsonl and not given.pages:
        return _failed("expected a page to read: name a file, a folder, or - for standard input", status=2)
    hints = Hints(id=given.id, url=given.url, site=given.site, date=given.date, title=given.title)
    if hints != Hints() and (given.jsonl or len(given.pages) != 1):
        return _failed("--id, --url, --site, --date and --title are about a single page: name just one", status=2)
    key = _key_of(given)
    named = sources(given.pages, fetch=given.fetch, hints=hints)
    pages = json_lines(sys.stdin.buffer, "line") if given.jsonl else named
    style, status, shown = _style(sys.stdout), 0, 0
    for result in _results(pages, _options(given)):
        if isinstance(result, Failure):
            status = _failed(str(result))
            continue
        record = _pseudonymised(result, key)
        if given.json or given.jsonl:
            print(to_line(record), flush=given.jsonl)
        else:
            _print(["", ""] if shown else [], page_lines(record, style))
        shown += 1
    return status


def _key_of(given: argparse.Namespace) -> bytes | None:
    """Return the key in the file named for pseudonyms, or None where none was named."""
    if given.pseudonyms is None:
        return None
    try:
        key: bytes = given.pseudonyms.read_bytes().strip()
    except OSError as error:
        raise InputError(f"expected a file with the key for pseudonyms, but: {error}") from error
    return key


def _pseudonymised(record: Record, key: bytes | None) -> Record:
    if key is None:
        return record
    from onrecord.record.pseudonyms import pseudonymise

    return pseudonymise(record, key)


def _add(given: argparse.Namespace) -> int:
    from onrecord.intake.containers import Failure, Source, sources
    from onrecord.record.store import Store

    status = added = there = 0
    with Store(given.record, create=True) as store:

        def new(pages: Iterable[Source | Failure]) -> Iterator[Source | Failure]:
            nonlocal there
            for page in pages:
                if isinstance(page, Source) and store.has(*page.identity()):
                    there += 1
                else:
                    yield page

        for result in _results(new(sources(given.pages, fetch=given.fetch)), _options(given)):
            if isinstance(result, Failure):
                status = _failed(str(result))
            elif store.add(result):
                added += 1
            else:
                there += 1
    print(f"{given.record}: {added} pages added, {there} there already", file=sys.stderr)
    return status


def _show(given: argparse.Namespace) -> int:
    from onrecord.record.jsonl import to_line, without_conduct
    from onrecord.record.store import Store
    from onrecord.screen import list_lines, page_lines

    style, key = _style(sys.stdout), _key_of(given)
    with Store(given.record) as store:
        if given.json:
            for record in [store.get(given.id)] if given.id else store.records():
                kept = record if given.conduct else without_conduct(record)
                print(to_line(_pseudonymised(kept, key)))
        elif given.id:
            _print(page_lines(_pseudonymised(store.get(given.id), key), style))
        else:
            _print(list_lines(list(store.pages()), style))
    return 0


def _verify(given: argparse.Namespace) -> int:
    from onrecord.record.store import Store
    from onrecord.record.verify import verify
    from onrecord.screen import verified_lines

    with Store(given.record) as store:
        verified = verify(store)
    _print(verified_lines(verified, _style(sys.stdout)))
    return 1 if verified.faults else 0


def _completion(given: argparse.Namespace) -> int:
    print(script(parser(), given.shell), end="")
    return 0


def _results(pages: Iterable[Source | Failure], options: Options) -> Iterator[Record | Failure]:
    from onrecord.progress import progress
    from onrecord.run.local import read_many

    return progress(read_many(pages, options), sys.stderr)


def _options(given: argparse.Namespace) -> Options:
    from onrecord.run.pipeline import Options

    layers = getattr(given, "only", None) or frozenset(LAYERS)
    return Options(layers=layers, min_confidence=given.min_confidence, threads=given.threads)


def _layers(words: str) -> frozenset[Layer]:
    asked = [word.strip() for word in words.split(",") if word.strip()]
    known = frozenset(layer for layer in LAYERS if layer in asked)
    unknown = [word for word in asked if word not in LAYERS]
    if unknown or not known:
        raise argparse.ArgumentTypeError(f"expected some of {', '.join(LAYERS)}, with commas, but got {words!r}")
    return known


def _share(words: str) -> float:
    try:
        number = float(words)
    except ValueError:
        number = -1.0
    if not 0 <= number <= 1:
        raise argparse.ArgumentTypeError(f"expected a number from 0 to 1, but got {words!r}")
    return number


def _cores(words: str) -> int:
    if not words.isascii() or not words.isdigit() or int(words) < 1:
        raise argparse.ArgumentTypeError(f"expected a whole number of cores from 1, but got {words!r}")
    return int(words)


def _style(stream: TextIO) -> Style:
    from onrecord.screen import Style

    terminal = stream.isatty()
    width = min(shutil.get_terminal_size().columns, 110) if terminal else 100
    return Style(width=width, colour=terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb")


def _print(*parts: Iterable[str]) -> None:
    for lines in parts:
        for line in lines:
            print(line)


def _failed(what: str, *, status: int = 1) -> int:
    print(f"onrecord: {what}", file=sys.stderr)
    return status
