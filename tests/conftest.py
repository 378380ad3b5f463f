"""What tests share: the data beside the project, and where our own pages stand."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real data beside the project. Its texts belong to others and are never in the project."""
    place = Path(os.environ.get("ONRECORD_SHARED", ROOT.parent / "shared"))
    if not (place / "seed" / "page.txt").is_file():
        reason = f"needs the data folder beside the project, which is not at {place} (or name it in ONRECORD_SHARED)"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return place


@pytest.fixture(scope="session")
def pages() -> Path:
    """The folder of pages that we wrote ourselves."""
    return ROOT / "tests" / "pages"
