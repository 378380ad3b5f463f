"""The mean of the weights of readers that were trained from one checkpoint: as good as the best of them, and steadier.

python training/mean.py --checkpoint RUN4/last.pt RUN5/last.pt --weights 0.4 0.6 --out mean.pt
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import network


def mean_of(readers: list[network.Reader], weights: list[float]) -> network.Reader:
    """Return a reader whose weights are the weighted mean; raises ValueError where their shapes differ."""
    if any(one.shape != readers[0].shape for one in readers):
        raise ValueError("expected readers of one shape, trained from one checkpoint")
    states = [one.state_dict() for one in readers]
    mean = {
        name: sum(state[name] * (weight / sum(weights)) for state, weight in zip(states, weights, strict=True))
        for name in states[0]
    }
    readers[0].load_state_dict(mean)
    return readers[0]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("--checkpoint", type=Path, nargs="+", required=True)
    add("--weights", type=float, nargs="+", required=True)
    add("--out", type=Path, required=True)
    o = parser.parse_args()
    network.save(mean_of([network.load(path, 0.0) for path in o.checkpoint], o.weights), o.out)


if __name__ == "__main__":
    main()
