"""The reliability of the confidence as a picture: told against right, on PolNeAR dev, out of a card.

python training/reliability.py --model src/onrecord/model --out docs/reliability.svg
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

SIDE, EDGE = 320, 44


def picture(told: Mapping[str, Sequence[float]]) -> str:
    """Return an SVG of `told`: for each bin the attributions in it, the mean confidence, and the share that is right.

    The area of a point goes with the attributions in it; on the dashed line told and right are the same.
    """
    most = max(line[0] for line in told.values())

    def at(share: float) -> float:
        return round(EDGE + SIDE * share, 1)

    def up(share: float) -> float:
        return round(EDGE + SIDE * (1 - share), 1)

    whole = SIDE + 2 * EDGE
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole} {whole}"',
        ' font-family="sans-serif" font-size="12">',
        f'<rect width="{whole}" height="{whole}" fill="#fff"/>',
        f'<path d="M{at(0)} {up(1)}V{up(0)}H{at(1)}" fill="none" stroke="#333"/>',
        f'<path d="M{at(0)} {up(0)}L{at(1)} {up(1)}" stroke="#999" stroke-dasharray="4 4"/>',
    ]
    for tenth in range(0, 11, 2):
        share = tenth / 10
        parts.append(f'<text x="{at(share)}" y="{up(0) + 16}" text-anchor="middle">{share:.1f}</text>')
        parts.append(f'<text x="{at(0) - 6}" y="{up(share) + 4}" text-anchor="end">{share:.1f}</text>')
    parts.append(f'<text x="{at(0.5)}" y="{up(0) + 34}" text-anchor="middle">confidence told</text>')
    parts.append(f'<text transform="translate(12 {up(0.5)}) rotate(-90)" text-anchor="middle">share right</text>')
    for count, mean, right in told.values():
        radius = round(2 + 12 * (count / most) ** 0.5, 1)
        parts.append(
            f'<circle cx="{at(mean)}" cy="{up(right)}" r="{radius}" fill="#1b6ca8" fill-opacity="0.6">'
            f"<title>{count:.0f} told {mean:.2f}, right {right:.2f}</title></circle>"
        )
    return "\n".join([*parts, "</svg>"]) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    o = parser.parse_args()
    card = json.loads((o.model / "card.json").read_text(encoding="utf-8"))
    o.out.write_text(picture(card["figures"]["polnear_dev"]["reliability"]), encoding="utf-8")


if __name__ == "__main__":
    main()
