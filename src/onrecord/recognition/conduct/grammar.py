"""The rules of conduct, each a row of kinds of words; `words.Alphabet` says how they are written.

A heading says what the rules below it find, of whom. A line is the rule's name and its pattern; the words in
(?P<p>...) are the predicate, before which a "not" undoes the rule, unless its name begins with "+". <det> are the
small words that may stand between a verb and its object: "all those kinds of".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from onrecord.terms import ConductKind

MACROS = {
    "<det>": "{all|one|small word|like you|profane|derogatory|weak derogatory|you|preposition|and}",
    "<thing>": "(?!{plain|name|person})",
}
GRAMMAR = """
[dehumanising group]
group is vermin: {group} ~5 {is} ~4 (?P<p>{dehumanising})
group is vermin: {group} (?P<p>{dehumanising})
+group is vermin: {group} {is} (?P<p>{not} {small word}? {humanity})(?!{relative|plain})
group is vermin: {group} -12 {comma} {one|all}? {derogatory|weak derogatory|profane} (?P<p>{creature}) $
group is vermin: {group} -12 {comma} {one|all}? {derogatory|weak derogatory|profane}? (?P<p>{dehumanising}) $
group is an animal: {group} {like you}? {!preposition|is|harm|comma|contrast}{0,3}? {is}
    {!preposition|harm|comma|contrast}{0,4}? (?P<p>{creature})
vermin of a group: {group|group adjective} (?P<p>{dehumanising})
vermin of a group: ^ {small word}? (?P<p>{dehumanising}) {comma} {all|one}{0,3}? {group}
vermin of a group: (?P<p>{infested}) <det>{0,3}? {group}
group acts as vermin: {group} {small word}{0,2}? (?P<p>{infesting})
group acts as vermin: {report} {group} ~3 (?P<p>{dehumanising})
group acts as vermin: (?:^|{ought}|{comma}) {small word}? (?P<p>{report base}) {group} ~3 {creature|dehumanising}
group acts as vermin: {group} ~4 {ought} ~6 {likened} {small word}? (?P<p>{creature|dehumanising})
group acts as vermin: {group} ~2 {has what} {small word}? (?P<p>{creature})
+group is vermin: {group} ~2 (?P<p>{not} ~4 {humanity})(?!{relative|plain})
animals of a group: {you|profane|derogatory} {group|group adjective} (?P<p>{creature})
group acts as vermin: {group} ~4 (?P<p>{animal company}) ~2 {creature|dehumanising}
+group is vermin: {i|you} {small word|ought}? (?P<p>{not} {small word}? {regards}) {all|one}{0,2}? {group}
    ~2 {personhood} (?:{comma}|$)
+group is vermin: {group} {is} (?P<p>{not} {small word}{0,2}? {personhood})(?:{comma|contrast}|$)
group acts as vermin: {i} {intent|small word}? (?P<p>{regards}) {all|one}{0,2}? {group}
    {one|small word|derogatory|profane}{0,2}? {creature|dehumanising}
group acts as vermin: {group} ~4 (?P<p>{animal company}) {creature|dehumanising}
group acts as vermin: {group} {small word|ought|intent}{0,3}? (?P<p>{vermin move})
group treated as vermin: {ought|let|you} ~2 (?P<p>{pest control}) ~3 {group}
group treated as vermin: ^ {small word}? (?P<p>{pest control}) {all|one|small word}{0,3}? {group}
vermin of a group: ^ {small word|weak derogatory|derogatory}{0,2}? (?P<p>{dehumanising|creature}) {comma}
    {all|one}{0,3}? {group}

[hate group]
+group compared to vermin: (?P<p>{creature|dehumanising}) ~12 {comparison} ~6 {group}
+group compared to vermin: {comparison} ~4 (?P<p>{creature|dehumanising}) ~4 {group}
+group compared to vermin: {group} ~6 {comparison} ~5 (?P<p>{creature|dehumanising})
group is bad: {group} ~5 {is} ~5 (?P<p>{derogatory|strong insult})
group is bad: {you} {is} ~2 {group} {comma}? ~2 {you} {is} ~2 (?P<p>{derogatory|insult noun})
group is bad: (?:{why} {is}|{is} {not}) ~1 {group} ~3
    (?P<p>{derogatory|weak derogatory|insult noun|dehumanising|creature})
group is all bad: {all} ~2 {group} ~4 {is} ~4 (?P<p>{weak derogatory|insult noun|insult animal})
group is all bad: {group} ~3 {is} ~1 {all} ~3 (?P<p>{weak derogatory|insult noun})
group is a bad lot: {group} {small word}{0,3}? {is} {all|one|weak derogatory|derogatory|profane}{0,3}?
    (?P<p>{insult noun})<thing>
group is a bad lot: {all} {group} (?P<p>{do is})
bad group: (?P<p>{derogatory}) {group}
contempt: {i} {!mine|name|you|he|they|who|comma|contrast|report|relative}{0,5}? (?P<p>{contempt}) <det>{0,5}? {group}
contempt: {mine} (?P<p>{contempt}) <det>{0,4}? {group}
contempt: ^ {small word}{0,2}? (?P<p>{contempt base}) <det>{0,4}? {group}
contempt: (?P<p>{contempt}) {i} ~3 {group}
contempt: (?P<p>{disgusted}) <det>{0,6}? {group}
contempt: {group} {all|small word}{0,2}? (?P<p>{disgusts me})
contempt: (?P<p>{distrusts}) ~9 {group}
anger: {group} {!harm|comma|contrast}{0,10}? (?P<p>{makes me}) ~4 {anger}
threat: (?P<p>{ought}) ~5 {harm} <det>{0,5}? {group}
threat: {i} ~4 (?P<p>{intent}) ~5 {harm} <det>{0,5}? {group}
threat: {i} ~3 (?P<p>{intent}) ~3 {group} ~2 {harm}
threat: {i} ~2 (?P<p>{intent}) ~4 {group} ~4 {harm|death|dying}
threat: {i} ~1 (?P<p>{unmoved}) ~3 {group} ~4 {harm|dying}
threat: (?:^|{comma}) {let} {all|one}{0,2}? {group} ~1 (?P<p>{harm base|dying})
threat: {group} ~6 (?P<p>{ought}) ~3 {is} ~3 {harm}
threat: (?:^|{comma}) {small word}? (?P<p>{harm base}) {all|one}{0,3}? {group}
death wished: {group} ~8 (?P<p>{death})
death wished: (?P<p>{death}) ~3 {group}
death wished: {group} ~8 (?P<p>{deserves be}) ~3 {harm|dying|exclusion|dehumanising|creature|derogatory}
+not worth anything: {group} ~4 (?P<p>{worth}) ~2 {not|profane|dehumanising}
+not worth anything: {group} ~4 (?P<p>{not} ~3 {worth}) (?!{less})
+without rights or value: {group} ~3 {is} (?P<p>{not} ~2 {value})
+without rights or value: {group} (?P<p>~2 {not} {value})
+without rights or value: {group} (?P<p>{ought} {not} ~1 {value})
+without rights or value: {group} {intent}? (?P<p>{not} {is} ~1 {value})
+without rights or value: {group} ~2 (?P<p>{not} {deserves} ~2 {value})
+without rights or value: {i} ~2 (?P<p>{not} ~2 {value}) ~5 {group}
+without rights or value: (?P<p>{value} {ought} {not}) ~3 {group}
shut out: {group} ~5 (?P<p>{exclusion})
shut out: (?P<p>{better without}) ~6 {group}
shut out: (?P<p>{too many}) ~1 {group} ~2 {our land}
shut out: (?:^|{comma}|{ought}|{i}) ~2 (?P<p>{drive}) <det>{0,3}? {group} ~1 {out}
shut out: {i} ~2 (?P<p>{unwanted}) <det>{0,3}? {group} ~1 {our land}
+shut out: ^ (?P<p>{not} {group} {ought} ~2 {allowed})
sent away: {group} ~4 {ought|small word} ~3 (?P<p>{sent away})
sent away: ^ {you}? {group} {comma}? (?P<p>{go home})(?:{comma}|$)
cursed: (?<!{you|i|who|he|they|preposition|and}) (?P<p>{fuck}) {all|one}{0,2} {group}
cursed: (?:^|{comma|all|one|you|like you}) (?P<p>{profane}) {group}
holy words defiled: {holy} ~14 (?P<p>{creature|profane|strong insult})<thing>
holy words defiled: (?P<p>{creature|profane|strong insult}) ~5 {holy}
group is bad: {group} ~4 (?P<p>{show you} ~3 {insult noun|derogatory|dehumanising|creature})
contempt: (?P<p>{creeps}) ~5 {group}
contempt: {group} ~4 (?P<p>{creeps})
contempt: {rather} ~6 (?P<p>{shunned}) ~4 {group}
shut out: (?:^|{ought|comma|let}) ~1 (?P<p>{shut door}) <det>{0,3}? {group}
+shut out: ^ (?P<p>{not} {group} {any business})
+shut out: ^ (?P<p>{none for}) {all|one}{0,2}? {group}

[dehumanising other]
others are vermin: {other group} ~4 {is} ~4 (?P<p>{dehumanising})
others are animals: {other group} {is} {!preposition|harm|comma|contrast}{0,2}? (?P<p>{creature})

[insult person]
you are bad: {you} {person|group|other group}? {is} {!preposition|comma|contrast|harm}{0,4}?
    (?P<p>{derogatory|insult noun|insult animal})
you are bad: {is} {you} {all|one|small word|not}{0,3} (?P<p>{derogatory|strong insult})
you are bad: (?P<p>{derogatory}) {is} {you}
you are rather bad: {you} {person|group|other group}? {is} {all} {small word}? (?P<p>{weak derogatory})
you, insulted: {you} {derogatory|weak derogatory|profane|small word}{0,2} (?P<p>{insult noun|insult animal})
name is bad: {he|name} {is} {!preposition|comma|contrast|harm|name}{0,4}? (?P<p>{derogatory|insult noun})
name is bad: {he} {is s} {all|one|small word|derogatory|weak derogatory}{0,3}? (?P<p>{insult noun})
name is bad: {name} {is s} {small word} {small word|derogatory|weak derogatory}{0,2}? (?P<p>{insult noun})
name is bad: {he} {is|is s} {small word} (?P<p>{insult animal})<thing>
name is bad: ^ {plain} {is|is s} {all|one|small word|plain|derogatory|weak derogatory}{0,3}? (?P<p>{insult noun})<thing>
somebody pointed at: {pointing} {derogatory|weak derogatory|profane}? (?P<p>{insult noun})
insult before a name: (?P<p>{insult noun}) (?:{and} {derogatory|weak derogatory})? {name}
insult before a name: (?P<p>{derogatory}) {name}
you are threatened: {i} ~1 (?P<p>{intent}) {small word}? {harm base} {you}
you are threatened: {you} (?P<p>{ought}) {is} {harm}
insult phrase: (?P<p>{insult phrase})
insult called out: ^ {all|one|derogatory|profane}{0,2} (?P<p>{insult noun}) {comma}? $
insult called out: {comma} {all|one|you|derogatory|profane}{0,2} (?P<p>{insult noun}) $
insult called out: ^ {you|one}? (?P<p>{insult noun}) {comma}
vermin like you: (?P<p>{dehumanising|creature}) {like you}

[insult none]
strong insult: (?P<p>{strong insult})

[insult other]
they are bad: {they} {is} {all|one|small word|weak derogatory|derogatory}{0,3}? (?P<p>{insult noun})
others are bad: {other group} ~3 {is} {!preposition|comma|contrast|harm}{0,4}? (?P<p>{derogatory|insult noun})
"""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: `pattern` over kinds of words, whose group "p" is the predicate; `negatable`: a "not" undoes it."""

    name: str
    kind: ConductKind
    target: str
    pattern: str
    negatable: bool = True


def rules() -> list[Rule]:
    """Return the rules of the grammar, in order."""
    found: list[Rule] = []
    kind, target = "", ""
    for line in GRAMMAR.replace("\n    ", " ").splitlines():
        if line.startswith("["):
            kind, target = line.strip("[]").split()
        elif line:
            name, pattern = line.split(": ", 1)
            for macro, meaning in MACROS.items():
                pattern = pattern.replace(macro, meaning)
            found.append(Rule(name.lstrip("+"), cast(ConductKind, kind), target, pattern, not name.startswith("+")))
    return found
