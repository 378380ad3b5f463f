"""Every error that onrecord raises on purpose.

OnRecordError
├── InputError        what came in cannot be read as a page (the message names it and says what to do)
│   └── UnsupportedMedia   it is of a kind that is not read: PDF, an image, an office file
├── RecordError       a record does not fit its contract: spans outside the text, unknown ids
├── StoreError        a record file (SQLite) cannot be opened, is not ours, or is of a newer version
└── ModelError        the model's files are missing, damaged, or not the ones that the card names
"""


class OnRecordError(Exception):
    """Base of the errors below. The message says what was expected, what came, and what to do."""


class InputError(OnRecordError, ValueError):
    """What came in cannot be read as a page."""


class UnsupportedMedia(InputError):
    """What came in is of a kind that onrecord does not read, such as PDF."""


class RecordError(OnRecordError, ValueError):
    """A record does not fit its contract."""


class StoreError(OnRecordError):
    """A record file cannot be used."""


class ModelError(OnRecordError):
    """The model cannot be used."""
