"""Made-up paragraphs in shapes that PolNeAR hardly has: transcripts, passives, nobody named, nouns, headlines.

    python training/shapes.py --data DIR

Sentences without an attribution, from PolNeAR train, are put into the frames below under names from the same texts.
Writes DATA/shapes.pickle.
"""

from __future__ import annotations

import argparse
import pickle
import random
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from corpora import STARTS_LOW, Document, Labelled, Spans, moved, paragraphs, sentences_with
from train import read_documents

PASSIVE = (
    "was quoted as saying",
    "has been quoted as saying",
    "is quoted as saying",
    "was reported to have said",
    "was heard saying",
    "is said to have warned",
)
EMERGED = (
    "It emerged",
    "It has emerged",
    "It emerged on Tuesday",
    "It transpired",
    "It was reported",
    "It was announced on Friday",
    "It has been claimed",
    "It is understood",
    "It was feared",
    "It is believed",
    "It is hoped",
    "It became known on Monday",
)
ADVERBS = ("reportedly", "allegedly", "purportedly", "supposedly")
NOUNS = ("claim", "statement", "warning", "belief", "promise", "allegation", "fear", "suggestion")
OWNERS = ("his", "her", "their")
NEWS = (
    "news",
    "claim",
    "story",
    "rumour",
    "message",
    "information",
    "view",
    "theory",
    "report",
    "idea",
    "line",
    "word",
)
SPREADERS = ("the network", "state television", "several outlets", "the tabloids", "bloggers", "the ministry", "aides")
SPREAD = (
    "spread",
    "circulated",
    "put out",
    "repeated",
    "carried",
    "aired",
    "published",
    "pushed",
    "shared",
    "rejected",
)
ASKED = ("called for", "has called for", "calls for", "appealed for", "pressed for", "is pushing for", "demanded")
VERBS = (
    "was dismissed by critics.",
    "drew laughter in the hall.",
    "came a day before the vote.",
    "did not convince everyone.",
    "has been repeated for weeks.",
)
HELP = re.compile(r"\s(has|have|had|is|are|was|were|will)\s")


class Text:
    """A text in the making, with the spans of what is put in."""

    def __init__(self) -> None:
        self.text = ""

    def put(self, words: str) -> tuple[int, int]:
        start = len(self.text)
        self.text += words
        return start, len(self.text)


def lowered(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:] if sentence.split(" ", 1)[0] in STARTS_LOW else sentence


def transcript(t: Text, names: list[str], sentences: list[str], rng: random.Random) -> list[Labelled]:
    shape = rng.choice(("upper", "plain", "letters", "plain"))
    speakers = [name.split()[-1] for name in rng.sample(names, 2)]
    if shape == "upper":
        speakers = [name.upper() for name in speakers]
    if shape == "letters":
        speakers = rng.choice((["Q", "A"], ["Q.", "A."], ["Question", "Answer"], ["Interviewer", speakers[0]]))
    found = []
    turn = rng.randrange(2)
    for _ in range(rng.randint(2, 6)):
        if t.text:
            t.put("\n")
        source = t.put(speakers[turn])
        stop = speakers[turn].endswith(".")
        cue: Spans = [] if stop else [t.put(":")]
        t.put(" ")
        said = " ".join(rng.sample(sentences, rng.choice((1, 1, 2))))
        if turn == 0 and shape == "letters":
            said = said[:-1] + "?"
        content = t.put(said)
        if cue:
            found.append(Labelled([source], cue, [content]))
        turn = 1 - turn
    return found


def passive(t: Text, names: list[str], sentences: list[str], rng: random.Random) -> list[Labelled]:
    source = t.put(rng.choice(names))
    t.put(" ")
    cue = t.put(rng.choice(PASSIVE))
    t.put(" ")
    content = t.put(rng.choice(("that ", "")) + lowered(rng.choice(sentences)[:-1]))
    t.put(".")
    return [Labelled([source], [cue], [content])]


def emerged(t: Text, names: list[str], sentences: list[str], rng: random.Random) -> list[Labelled]:
    if rng.random() < 0.75:
        cue = t.put(rng.choice(EMERGED))
        t.put(" ")
        content = t.put("that " + lowered(rng.choice(sentences)[:-1]))
        t.put(".")
    else:
        content = t.put(rng.choice(sentences)[:-1])
        t.put(", ")
        cue = t.put(rng.choice(("it emerged", "it has emerged", "it was reported", "it was claimed")))
        t.put(rng.choice((".", " on Monday.", " last week.")))
    return [Labelled([], [cue], [content])]


def adverb(t: Text, names: list[str], sentences: list[str], rng: random.Random) -> list[Labelled]:
    fit = [
        (s, m)
        for s in rng.sample(sentences, 40)
        for m in [HELP.search(s)]
        if m and 2 <= len(s[: m.start()].split()) <= 8
    ]
    if not fit:
        return []
    sentence, match = fit[0]
    first = t.put(sentence[: match.end() - 1])
    t.put(" ")
    cue = t.put(rng.choice(ADVERBS))
    t.put(" ")
    second = t.put(sentence[match.end() : -1])
    t.put(".")
    return [Labelled([], [cue], [first, second])]


def noun(t: Text, names: list[str], sentences: list[str], rng: random.Random) -> list[Labelled]:
    if rng.random() < 0.5:
        source = t.put(rng.choice(OWNERS).capitalize())
        t.put(" ")
    else:
        source = t.put(rng.choice(names) + "'s")
        t.put(" ")
    cue = t.put(rng.choice(NOUNS))
    t.put(" ")
    content = t.put("that " + lowered(rng.choice(sentences)[:-1]))
    t.put(" " + rng.choice(VERBS))
    return [Labelled([source], [cue], [content])]


def headline(t: Text, names: list[str], sentences: list[str], rng: random.Random) -> list[Labelled]:
    short = [s for s in rng.sample(sentences, 60) if len(s.split()) <= 10]
    if not short:
        return []
    who = rng.choice(
        (rng.choice(names), "minister", "police", "report", "study", "officials", "union leader", "doctors")
    )
    if rng.random() < 0.5:
        source, cue = t.put(who[0].upper() + who[1:]), t.put(":")
        t.put(" ")
        content = t.put(short[0][:-1])
    else:
        content = t.put(short[0][:-1])
        t.put(rng.choice((", ", " - ", " – ")))
        cue = t.put(rng.choice(("says", "say", "warns", "according to")))
        t.put(" ")
        source = t.put(who)
    return [Labelled([source], [cue], [content])]


def spread(t: Text, names: list[str], sentences: list[str], rng: random.Random) -> list[Labelled]:
    who = rng.choice((rng.choice(names), rng.choice(SPREADERS)))
    source = t.put(who[0].upper() + who[1:])
    t.put(rng.choice((" ", " ", " has ", " also ")))
    cue = t.put(f"{rng.choice(SPREAD)} {rng.choice(('the', 'the', 'a', 'its'))} {rng.choice(NEWS)}")
    t.put(" ")
    content = t.put("that " + lowered(rng.choice(sentences)[:-1]))
    t.put(".")
    return [Labelled([source], [cue], [content])]


NOUN_PHRASE = re.compile(
    r"\b(?:a|an|the|more|new|better) (?:[a-z-]+ ){1,2}(?:of|on|in|to|for|with) [^,;:]{4,60}(?=[.,])"
)


def asked(t: Text, names: list[str], sentences: list[str], rng: random.Random) -> list[Labelled]:
    fit = [match.group() for s in rng.sample(sentences, 60) for match in [NOUN_PHRASE.search(s)] if match]
    if not fit:
        return []
    source = t.put(rng.choice(names))
    t.put(" ")
    cue = t.put(rng.choice(ASKED))
    t.put(" ")
    content = t.put(fit[0])
    t.put(rng.choice((".", " on Tuesday.", ", days before the vote.")))
    return [Labelled([source], [cue], [content])]


SMALL = frozenset("a an and as at but by for from in of on or the to with".split())


def titled(sentence: str) -> str:
    """Return `sentence` as American headlines are written, each word as long as before."""
    return re.sub(r"[A-Za-z][\w’']*", lambda m: m[0] if m[0] in SMALL else m[0][0].upper() + m[0][1:], sentence)


def title_of(t: Text, real: tuple[str, Labelled], rng: random.Random) -> list[Labelled]:
    """Put a short sentence with its own attribution as a headline: words in capitals, mostly, and no full stop."""
    sentence, one = real
    t.put((titled(sentence) if rng.random() < 0.7 else sentence)[:-1])
    return [one]


def short_ones(docs: list[Document]) -> list[tuple[str, Labelled]]:
    """Return the short sentences that hold one whole attribution and end in its last words' full stop."""
    found = []
    for doc in docs:
        for s, e, ones in sentences_with(doc):
            sentence = doc.text[s:e]
            if len(ones) == 1 and len(sentence.split()) <= 14 and sentence[-1] == "." and "\n" not in sentence:
                one = moved(ones[0], -s, 1)
                if all(b < len(sentence) for _, b in one.source + one.cue + one.content):
                    found.append((sentence, one))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--count", type=int, default=1400)
    o = parser.parse_args()
    rng = random.Random(21)
    docs = read_documents(o.data, ["train"])
    names = sorted(
        {
            d.text[s:e]
            for d in docs
            for s, e, level, kind in d.mentions or ()
            if level == 0 and kind == 0 and 1 <= len(d.text[s:e].split()) <= 3
        }
    )
    bare = [d.text[s:e] for d in docs for s, e, ones in sentences_with(d) if not ones]
    bare = [s for s in bare if re.fullmatch(r"[A-Z][^“”\"\n]*[a-z]{3,}\.", s) and len(s.split()) <= 28]
    real = short_ones(docs)
    makers = (transcript, transcript, passive, emerged, adverb, noun, spread, asked, headline, title_of, title_of)
    found = []
    for n in range(o.count):
        t, make = Text(), makers[n % len(makers)]
        ones = title_of(t, rng.choice(real), rng) if make is title_of else make(t, names, bare, rng)
        if ones:
            found.append(Document(f"shape-{n}", t.text, paragraphs(t.text, [(0, len(t.text))]), ones, None, False))
    (o.data / "shapes.pickle").write_bytes(pickle.dumps(found))
    print(f"{len(found)} texts, from {len(bare)} sentences, {len(real)} short ones and {len(names)} names")


if __name__ == "__main__":
    main()
