"""Readers' comments as a thread: who answers whom, what is quoted, asked, answered and agreed with.

`reading` joins them. `links` ranks and decodes parents from the evidence of `features`; `quotes`, `questions`,
`stance`, `voices` (who addresses whom) and `about` (the passage taken up) read the rest; `chat` links a chat log by the
same means. docs/threads.md says how, and how well.
"""

from onrecord.recognition.threads.reading import read_threads

__all__ = ["read_threads"]
