"""Who speaks, on whose word, to whom, and what they do by it: entities, chains, acts and qualifiers.

`reading` joins them. `mentions` and `coreference` find who "he" and "the minister" are, `entities` and `parties` put
people together, `chains` and `sources` read on whose word, `acts` and `qualifiers` what is done and within what limits;
`lexicon` reads the word lists of `data`, which a person can extend. docs/people.md says how, and how well.
"""

from onrecord.recognition.people.reading import read_people

__all__ = ["read_people"]
