"""Who is said to have said what: attributions and mentions out of one pass of the model.

`reading` runs the model and makes attributions, `mentions` mentions: `quotations` pairs quotation marks, `decoding`
makes segments and links of the model's scores, `candidates` puts them together, `spans` puts their ends right and
tells their form, `turns` finds interviews and transcripts by their layout. docs/model.md says how well.
"""

from onrecord.recognition.attribution.mentions import find_mentions
from onrecord.recognition.attribution.reading import (
    Passage,
    Readings,
    find_attributions,
    passages_of,
    read_pages,
    read_passages,
)

__all__ = ["Passage", "Readings", "find_attributions", "find_mentions", "passages_of", "read_pages", "read_passages"]
