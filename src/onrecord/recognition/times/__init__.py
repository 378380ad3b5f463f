"""Time expressions with their TIMEX3 values, read against the day of the page: "last Tuesday" is 2012-07-17.

The rooms behind this door: `scan` runs the grammar of `grammar` over any text, `page` finds the day
that a page was published and reads its blocks, `said` tells when something was said and counts what stands in
quotations from there. The words are in words.toml; docs/times.md says what is found and how values are written.
"""

from onrecord.recognition.times.page import infer_published, read_times
from onrecord.recognition.times.said import resolve_in_quotations, said_at
from onrecord.recognition.times.scan import find_times

__all__ = ["find_times", "infer_published", "read_times", "resolve_in_quotations", "said_at"]
