"""Which language a text is in, from its commonest words or its script. A guess, good enough to know when not to try."""

from __future__ import annotations

import re
from collections import Counter

_COMMON = {
    "en": "the of and to in is that for it was on with as are this be at by from have not you they he his but has we",
    "de": "der die und das ist nicht ein eine mit den von zu auf für sich dem auch als ich wir sie wird sind hat im",
    "fr": "le la les des et est une dans que qui pour pas sur au du avec ce il sont nous vous mais par plus ont aux",
    "es": "el la los las que y en del se por con una para es como más pero al lo su sus ha este son muy está",
    "it": "il di che la è per un una non sono con del della le gli dei anche più alla nel ha questo ma come si",
    "pt": "o que de e do da em um uma para com não os as no na por mais dos das se foi ao é são como você mas",
    "nl": "de het een en van is dat op te niet voor met zijn die ook aan er om maar bij ik naar wordt hebben",
    "pl": "w i na się nie z że to jest do o jak ale po co tak za od być przez dla oraz przy tym są już",
    "sv": "och att det som en på är av för med den inte har till om ett jag men de var från kan så",
    "da": "og at det er en til på som med for den ikke af har der de jeg et kan om var fra men blev",
    "no": "og å det er en til på som med for den ikke av har jeg et kan om var fra men ble også",
    "fi": "ja on ei se että oli hän mutta ovat kun joka myös niin kuin tai mitä sen ole voi vain nyt",
    "cs": "a se na je že v to s z do o jsem ale za jako by si po které jsou bylo jeho také podle",
    "hu": "a az és hogy nem is egy van ez de meg csak már volt mint el még azt kell ki ha",
    "ro": "și de la în a că nu o cu pe un din care este mai pentru au fost sunt să ca se",
    "tr": "ve bir bu da de için ile çok ne gibi daha olarak olan var en ama kadar sonra göre değil",
    "id": "yang dan di untuk dengan ini itu dari tidak pada dalam akan ke juga ada saya karena oleh telah",
    "vi": "là của và có không cho một được người trong với các những đã này để khi ở",
    "hr": "i je u se na da za od su s ne a to koji kao što ali će bi iz",
    "sk": "a sa na je že v to s z do o ako pre ale po ktorý ktoré aj podľa bol nie od pri už sú",
    "sl": "je in na se da za so v ki z pa tudi po bi ne kot bo bil pri od še bila ali med",
    "lt": "ir kad yra iš su į tai ar bet kaip nuo už buvo apie tik dar jau taip pat po",
    "lv": "un ir ka no ar par uz tas bet kā arī lai pēc nav vai tika to pie jau kas",
    "et": "ja on ei et see oli ning ka kui mis või aga seda selle tema nii kes pole oma ole",
    "ru": "и в не на что с он по как это из к но все за так от его я мы для",
    "uk": "і в не на що з та у як це до за але від є він для про ми",
    "bg": "и на в да се е за от не че с по са си като ще това но",
    "el": "και το να του η της με για την που στο από τα είναι δεν των",
}
_SHARED = Counter(word for words in _COMMON.values() for word in set(words.split()))
_TABLES = {name: {word: 1 / _SHARED[word] ** 0.5 for word in words.split()} for name, words in _COMMON.items()}
"""A word weighs less the more languages have it: "de" and "se" say little."""
_WORD = re.compile(r"[^\W\d_]+")
_SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]"), 0.05),
    ("ko", re.compile("[\uac00-\ud7af]"), 0.2),
    ("zh", re.compile("[\u4e00-\u9fff]"), 0.2),
    ("ar", re.compile("[\u0600-\u06ff]"), 0.3),
    ("he", re.compile("[\u0590-\u05ff]"), 0.3),
    ("th", re.compile("[\u0e00-\u0e7f]"), 0.3),
    ("hi", re.compile("[\u0900-\u097f]"), 0.3),
    ("bn", re.compile("[\u0980-\u09ff]"), 0.3),
    ("ta", re.compile("[\u0b80-\u0bff]"), 0.3),
    ("ka", re.compile("[\u10a0-\u10ff]"), 0.3),
    ("hy", re.compile("[\u0530-\u058f]"), 0.3),
)
_ANY_SCRIPT = re.compile(f"[{''.join(script.pattern.strip('[]') for _, script, _ in _SCRIPTS)}]")
"""Asked first, for most texts hold none of them."""
_READ = 6_000
"""Characters looked at: the guess does not change after a page or two."""


def guess_language(text: str) -> str | None:
    """Return the ISO 639-1 code of the language of `text`, or None where too little or nothing tells.

    Told by script first, then by the language whose commonest words make up most of it: at least one word in
    thirteen, and three of them (a heading of four words is not enough to say).
    """
    text = text[:_READ].lower()
    found = _WORD.findall(text)
    letters = sum(map(len, found))
    if letters < 12:
        return None
    for name, script, share in _SCRIPTS if _ANY_SCRIPT.search(text) else ():
        if len(script.findall(text)) >= share * letters:
            return name
    words = Counter(found)
    hits = {
        name: sum(words[word] * weight for word, weight in table.items() if word in words)
        for name, table in _TABLES.items()
    }
    best = max(hits, key=hits.__getitem__)
    return best if hits[best] >= max(2.0, 0.06 * len(found)) else None
