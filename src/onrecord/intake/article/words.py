"""The words by which pages name their elements and by which lines lead away from an article."""

from __future__ import annotations

import re
from functools import lru_cache

GROUPS: tuple[tuple[str, str], ...] = (
    # What a class or id says of its element; asked of the words that it is made of.
    ("body", "article articlebody body content entry story post text main richtext paragraph copy singlepost"),
    ("comment", "comment comments disqus respond reply replies discussion commentlist livefyre"),
    ("related", "related recommend recommended recommendations more popular trending read readmore also similar latest"
     " recent teaser promo promoted outbrain taboola most mostread next previous prev pager list card cards carousel"
     " sidebar widget aside rail secondary"),
    ("chrome", "nav navigation menu footer header breadcrumb breadcrumbs toolbar masthead topbar banner cookie cookies"
     " consent skip search login modal popup overlay copyright legal subnav site"),
    ("social", "share sharing social facebook twitter follow newsletter subscribe subscription signup like email print"
     " whatsapp addthis sharedaddy"),
    ("ad", "ad ads advert advertisement sponsor sponsored sponsors dfp adsense promo affiliate"),
    ("meta", "byline author authors meta date time timestamp tags tag category categories posted published credit"
     " dateline info bio updated tools"),
    ("caption", "caption captions credit wp image photo gallery slideshow figure media picture copyright lightbox"),
    ("quote", "quote pullquote blockquote tweet instagram embed"),
    ("title", "title headline heading kicker subtitle deck standfirst summary excerpt lead lede intro dek"),
)  # fmt: skip
_WORDS = {word: nth for nth, (_, words) in reversed(list(enumerate(GROUPS))) for word in words.split()}
_SPLIT = re.compile(r"[a-z]+")

_HIDDEN = re.compile(
    r"(?:^|[\s_-])(?:hidden|hide|sr-only|screen-reader-text|visually-?hidden|invisible|offscreen)(?:$|\s)"
)


@lru_cache(maxsize=1 << 15)
def hides(names: str) -> bool:
    """Return whether a class says that its element is not shown."""
    return _HIDDEN.search(names) is not None


@lru_cache(maxsize=1 << 15)
def named(names: str) -> int:
    """Return, as bits, the groups that the words of a class or id belong to."""
    bits = 0
    for word in _SPLIT.findall(names):
        nth = _WORDS.get(word)
        if nth is None and len(word) > 7:  # "articlebody", "storytext", "relatedposts": run together
            for length in range(len(word) - 1, 3, -1):
                nth = _WORDS.get(word[:length])
                if nth is not None:
                    break
        if nth is not None:
            bits |= 1 << nth
    return bits


LEADS_AWAY = re.compile(
    r"(?:related|recommend|more (?:from|on|stories|news|in|about|like)|read (?:more|also|next|this)|you (?:may"
    r"|might) (?:also )?"
    r"(?:like|enjoy)|see also|also (?:read|on|see)|popular|trending|most (?:read|viewed|popular)|latest|up next"
    r"|what.s next"
    r"|don.t miss|editor.s pick|around the web|sponsored|promoted|from the web|advert|comment|leave a|responses?\b"
    r"|repl(?:y|ies)\b"
    r"|share this|about the author|follow us|newsletter|sign up|subscribe"
    r"|mehr (?:zum|von|aus|zu)|lesen sie|auch interessant|das könnte|weitere|meistgelesen|verwandte|ähnliche|kommentar"
    r"|lire aussi|à lire|sur le même|voir aussi|articles? (?:liés|similaires)|commentaire|leia|veja (?:também"
    r"|mais)|relacionad"
    r"|você pode gostar|comentári|te puede|lee también|ver también|noticias|comentario|leggi anche|potrebbe"
    r"|articoli|correlat"
    r"|commenti|lees ook|reacties|czytaj|komentarz)",
)


PROMO = re.compile(
    r"sign(?:ing)? up|subscri(?:be|ption)|newsletter|click(?:ing)? here|follow (?:us|him|her|me|@|\w+ on)|(?:like"
    r"|join|find) us"
    r"|inbox|our (?:free )?app\b|advert|sponsored|affiliate|privacy|cookies?\b|all rights reserved|copyright|©"
    r"|read more"
    r"|continue reading|reach(?:ed)? at|support (?:us|our)|donat|javascript|delivered (?:to|through)|sharing is"
    r"|comments? (?:are|section)"
    r"|powered by|purchase|discount|contact us|tip\?|(?:article|story|post) (?:was )?(?:originally"
    r"|first) (?:appeared|published)"
    r"|abonnieren|abonnez|suscr[ií]b|iscriviti|assine|datenschutz|klicken sie|cliquez|haz clic|siga-nos|seguici"
    r"|suivez|newsletter",
)
