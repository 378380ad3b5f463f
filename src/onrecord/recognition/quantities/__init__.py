"""Numbers with what they count: "about 40 to 50 crew", "£1.2bn", "one in five", "dozens of houses".

`reading` finds them; behind it stand `patterns` (numbers and what binds them), `amounts` (what they come to), `nouns`
(what is counted) and `words` (the lists of words.toml). docs/times.md says what is found and how it is written.
"""

from onrecord.recognition.quantities.reading import find_quantities, read_quantities

__all__ = ["find_quantities", "read_quantities"]
