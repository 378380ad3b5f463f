"""Conduct of readers: words in a comment that insult, hate or dehumanise, flagged and never removed.

`reading` puts together what the others find: `words` (the list, and how a text becomes kinds of words), `grammar` (the
rules as rows of kinds), `rules` (a sentence against them), `stance` (condemned, denied, reclaimed), `coined` (puns and
echoes), `tone` (marks that only rank). docs/conduct.md says what is flagged, and where it fails.
"""

from onrecord.recognition.conduct.reading import flags, read_conduct, scores

__all__ = ["flags", "read_conduct", "scores"]
