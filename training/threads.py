"""How the weights for flattened comments, threads and chat logs were fitted.

    python training/threads.py lines SHARED      src/onrecord/intake/text/weights.json
    python training/threads.py links SHARED      src/onrecord/recognition/threads/weights.json
    python training/threads.py chat SHARED       src/onrecord/recognition/threads/chat.json
    python training/threads.py lines|links SHARED --folds 6     figures on sites not fitted on; nothing is written
    python training/threads.py whole SHARED --folds 6           the same for segments and links together, nothing told

SHARED is the folder of data. Needs numpy and scipy. Everything is a log-linear model on named features with a Gaussian
prior (l2); what was tried is told in docs/threads.md.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import threads_chat_fit
import threads_lines_fit
import threads_links_fit
import threads_whole

SOURCE = Path(__file__).resolve().parents[1] / "src" / "onrecord"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["lines", "links", "chat", "whole"])
    parser.add_argument("shared", type=Path)
    parser.add_argument("--folds", type=int, default=0, help="cross-validate over sites instead of writing weights")
    args = parser.parse_args()
    if args.what == "lines":
        threads_lines_fit.run(args.shared, SOURCE / "intake" / "text" / "weights.json", folds=args.folds)
    elif args.what == "links":
        threads_links_fit.run(args.shared, SOURCE / "recognition" / "threads" / "weights.json", folds=args.folds)
    elif args.what == "whole":
        threads_whole.run(args.shared, folds=args.folds or 6)
    else:
        threads_chat_fit.run(args.shared, SOURCE / "recognition" / "threads" / "chat.json")


if __name__ == "__main__":
    main()
