"""Which room may import which, and what the package gives to whoever imports it."""

import subprocess
import sys
from pathlib import Path

from importlinter import cli

import onrecord

ROOT = Path(__file__).resolve().parents[1]


def test_rooms_import_only_those_below_them() -> None:
    assert cli.lint_imports(config_filename=str(ROOT / "pyproject.toml"), cache_dir=None) == 0


def test_importing_the_package_loads_no_model_and_opens_no_connection() -> None:
    code = "import sys, onrecord; print(sorted({'onnxruntime', 'urllib.request', 'torch'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_public_names_are_these() -> None:
    assert sorted(onrecord.__all__) == [
        "Failure",
        "Hints",
        "OnRecordError",
        "Options",
        "Page",
        "Record",
        "Snapshot",
        "Source",
        "Span",
        "Store",
        "__version__",
        "read",
        "read_many",
        "read_snapshot",
        "sources",
    ]
    assert all(hasattr(onrecord, name) for name in onrecord.__all__)


def test_evaluation_and_training_stay_out_of_the_package() -> None:
    for path in (ROOT / "src").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert "import evaluation" not in text, path
        assert "from evaluation" not in text, path
        assert "import torch" not in text, path
