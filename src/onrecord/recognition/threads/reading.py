"""A page's comments as a thread: who answers whom, what is quoted, asked, answered and taken up, who is agreed with.

    read_threads(page) -> the page's comments with all of it filled in

Links that the markup tells are kept. The others come from the evidence in the text (`threads_links.py`); where nothing
tells, the parent is None. Conduct is added by `conduct.py`. The reasons that a link may carry are `REASONS`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from onrecord.recognition.threads.about import Article, article_of, passage_for
from onrecord.recognition.threads.links import Link, links, weights
from onrecord.recognition.threads.quotes import find_quotes
from onrecord.recognition.threads.stance import stance_of
from onrecord.recognition.threads.voices import Call, Room, Voice, room_of
from onrecord.terms import Comment, CommentQuote, Page

REASONS: Mapping[str, str] = {
    "markup": "the page's markup says so",
    "names its author": "it calls the author of the comment by name",
    "names a lost author": "it calls somebody by name whose author line the page lost",
    "quotes it": "it repeats words of the comment",
    "takes up its point": "it opens with the number of a point that the comment lists",
    "answers its question": "the comment asks something, and this follows it and asks nothing",
    "answers back": "the comment answers one by the same author as this",
    "host answers": "its author answers most guests of the page in turn",
    "shares rare words": "both use words that few other comments have",
    "words of a reply": "it opens as replies do: yes, no, thanks, you",
    "next in line": "it stands below the comment, and no other reason is stronger",
}
"""Why a comment is taken to answer another: the strongest reason that holds, in this order."""


def read_threads(page: Page) -> tuple[Comment, ...]:
    """Return the page's comments, in order, with parents, addressees, quotes, stance, questions and answers found."""
    if not page.comments:
        return ()
    room = room_of(page)
    quotes = find_quotes(room, page)
    found = links(room, _given(page.comments), weights())
    article = article_of(page)
    comments: list[Comment] = []
    for voice, link in zip(room.voices, found, strict=True):
        comments.append(_filled(room, voice, link, quotes[voice.number], article))
    return _with_answers(room, _with_probable_authors(room, comments, found), found)


def _given(comments: Sequence[Comment]) -> dict[int, int | None]:
    """Return the links that came with the comments. Where one has a parent from markup, none is guessed."""
    if all(comment.parent is None for comment in comments):
        return {}
    numbers = {comment.id: number for number, comment in enumerate(comments)}
    return {number: numbers.get(c.parent) if c.parent else None for number, c in enumerate(comments)}


def _filled(room: Room, voice: Voice, link: Link, quotes: tuple[CommentQuote, ...], article: Article) -> Comment:
    parent = room.voices[link.parent] if link.parent is not None else None
    marked = voice.comment.parent is not None
    return replace(
        voice.comment,
        parent=parent.comment.id if parent else None,
        parent_confidence=None if parent is None else 1.0 if marked else link.confidence,
        parent_reason=None if parent is None else "markup" if marked else reason_of(link.features),
        addressees=tuple(dict.fromkeys(room.voices[k].comment.id for k in _addressed(voice, link.parent))),
        quotes=quotes,
        about=passage_for(voice, quotes, article),
        stance=stance_of(parent.words, voice.words) if parent else None,
        questions=voice.questions,
    )


def reason_of(features: Sequence[str]) -> str:
    """Return the strongest reason among a link's features."""
    names = set(features)
    if any(name.startswith("calls its author") for name in names):
        return "names its author"
    if (
        "calls somebody lost by name and words" in names
        or "calls somebody lost" in names
        or "may call somebody lost" in names
    ):
        return "names a lost author"
    for feature, reason in (
        ("quotes it", "quotes it"),
        ("takes up its point", "takes up its point"),
        ("repeats it at length", "quotes it"),
        ("answers back", "answers back"),
        ("answers yes or no", "answers its question"),
        ("it asks the readers", "answers its question"),
        ("it asks", "answers its question"),
        ("new: by a host after a guest", "host answers"),
        ("shares words 4", "shares rare words"),
        ("shares words 3", "shares rare words"),
        ("new: takes up a reader", "words of a reply"),
        ("welcomes its thanks", "words of a reply"),
        ("new: affirms", "words of a reply"),
        ("new: denies", "words of a reply"),
        ("new: thanks", "words of a reply"),
        ("new: second person at the opening", "words of a reply"),
    ):
        if feature in names:
            return reason
    return "next in line"


def _addressed(voice: Voice, parent: int | None) -> list[int]:
    """Return the comments whose authors `voice` calls by name: the parent where the name fits, else their last one."""
    found = []
    for call in voice.calls:
        above = [k for k in call.known if k < voice.number]
        if call.strength < 2:
            continue
        if parent is not None and (parent in above or _fits_lost(call)):
            found.append(parent)
        elif above and not call.part:
            found.append(above[-1])
    return found


def _fits_lost(call: Call) -> bool:
    return not call.known or call.part


def _with_probable_authors(room: Room, comments: Sequence[Comment], found: Sequence[Link]) -> list[Comment]:
    """Return the comments with a name for lost authors whom an answer calls: "I agree John" answers a John."""
    done = list(comments)
    for voice, link in zip(room.voices, found, strict=True):
        if link.parent is None or done[link.parent].author is not None or done[link.parent].probable_author is not None:
            continue
        call = next((c for c in voice.calls if c.strength > 1 and _fits_lost(c)), None)
        if call is not None:
            name = voice.words[call.at.start - voice.start : call.at.end - voice.start]
            done[link.parent] = replace(done[link.parent], probable_author=name)
    return _with_authors_back(room, done, found)


def _with_authors_back(room: Room, done: list[Comment], found: Sequence[Link]) -> list[Comment]:
    """Return the comments with a name for those who answer an answer to themselves.

    Where a comment of a lost author calls by name who answered a lost author named by others, it is most likely that
    author coming back: "I agree John" - "Hello Douglas, thank you".
    """
    for voice, link in zip(room.voices, found, strict=True):
        if link.parent is None or done[voice.number].author is not None or done[voice.number].probable_author:
            continue
        above = found[link.parent].parent
        called = any(link.parent in call.known and call.strength > 1 for call in voice.calls)
        if above is not None and called and done[above].probable_author is not None:
            done[voice.number] = replace(done[voice.number], probable_author=done[above].probable_author)
    return done


def _with_answers(room: Room, comments: Sequence[Comment], found: Sequence[Link]) -> tuple[Comment, ...]:
    """Return the comments with what each answers: its parent, where that asks and this does more than ask back."""
    done = list(comments)
    for voice, link in zip(room.voices, found, strict=True):
        if link.parent is None:
            continue
        asked = room.voices[link.parent]
        only_asks = sum(span.length for span in voice.questions) > 0.6 * max(1, len(voice.words))
        if (asked.questions and not only_asks and asked.author != voice.author) or (
            asked.questions and asked.author is None and not only_asks
        ):
            done[voice.number] = replace(done[voice.number], answers=(asked.comment.id,))
    return tuple(done)
