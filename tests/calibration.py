"""How true the stated confidences are. Not a test.

    python tests/calibration.py GOLD.json REPORT.json [GOLD.json REPORT.json …]

GOLD has "spans" with start and end; REPORT is `mtqa check --operating-point recall --format json` of that one story. A
finding is right when it shares a character with a gold span. Prints, for each band of confidence, how many findings
there are, what they claim and what share is right, and the expected calibration error.
"""

import json
import sys
from itertools import pairwise
from pathlib import Path

BANDS = (0.0, 0.35, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)


def judged(gold_path: str, report_path: str) -> list[tuple[float, bool]]:
    gold = json.loads(Path(gold_path).read_text(encoding="utf-8"))["spans"]
    articles = json.loads(Path(report_path).read_text(encoding="utf-8"))["articles"]
    return [
        (
            finding["confidence"],
            any(span["start"] < finding["end"] and finding["start"] < span["end"] for span in gold),
        )
        for article in articles
        for finding in article["findings"]
    ]


def main() -> None:
    pairs = [pair for gold, report in zip(sys.argv[1::2], sys.argv[2::2], strict=True) for pair in judged(gold, report)]
    error = 0.0
    for low, high in pairwise(BANDS):
        band = [(claim, right) for claim, right in pairs if low <= claim < high]
        if band:
            claimed = sum(claim for claim, _ in band) / len(band)
            share = sum(right for _, right in band) / len(band)
            error += abs(claimed - share) * len(band)
            print(f"{low:.2f} to {min(high, 1):.2f}: {len(band):4} findings, claim {claimed:.2f}, right {share:.2f}")
    print(f"expected calibration error {error / max(len(pairs), 1):.3f} over {len(pairs)} findings")


if __name__ == "__main__":
    main()
