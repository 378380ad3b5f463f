"""No figure falls below its floor. The floors are lowered on purpose only: `python -m evaluation floors TASK --set`."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
TASKS = ["attributions", "pages", "articles", "threads", "times", "coref", "replies", "conduct", "agree"]


@pytest.mark.parametrize("task", TASKS)
def test_figures_stay_above_their_floors(task: str, shared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT))
    from evaluation.floors import below

    assert below(task, shared) == []
