"""Speed and memory of mtqa as whole processes. Not a test: figures belong here, not in an assertion.

    python tests/benchmark.py [STORY] [--large TEXT] [--runs N]

Prints the median of the runs, each beside `python -c "import click, rich.console"` measured in turn with it, so that a
slow or busy machine slows both. With --large, the words a second of `--checks patterns` and of all checks over a text.
"""

import argparse
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

STORY = Path(__file__).parents[1] / "fixtures" / "flawed" / "ferry-vote.txt"
BASE = [sys.executable, "-c", "import click, rich.console"]
MTQA = [sys.executable, "-m", "mtqa"]


def seconds(command: list[str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - started


def against_base(name: str, command: list[str], runs: int, limit: float) -> None:
    seconds(command)
    pairs = [(seconds(BASE), seconds(command)) for _ in range(runs)]
    took = statistics.median(mine for _, mine in pairs)
    times = statistics.median(mine / base for base, mine in pairs)
    print(f"{name:34} {took:6.2f} s  {times:5.1f} times the base (limit {limit:g})")


def over_large(name: str, command: list[str], words: int) -> None:
    took = seconds(command)
    print(f"{name:34} {took:6.1f} s  {words / took:,.0f} words a second")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("story", nargs="?", type=Path, default=STORY)
    parser.add_argument("--large", type=Path)
    parser.add_argument("--runs", type=int, default=9)
    options = parser.parse_args()
    check = [*MTQA, "check", "--isolated", "--no-cache", "--quiet", str(options.story)]
    against_base("mtqa --help", [*MTQA, "--help"], options.runs, 2)
    against_base("mtqa check --checks patterns", [*check, "--checks", "patterns"], options.runs, 6)
    against_base("mtqa check", check, options.runs, 20)
    if options.large:
        words = len(options.large.read_text(encoding="utf-8").split())
        large = [*MTQA, "check", "--isolated", "--no-cache", "--summary", str(options.large)]
        over_large("large text, --checks patterns", [*large, "--checks", "patterns"], words)
        over_large("large text, all checks", large, words)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{'largest process':34} {peak:6.0f} MiB")


if __name__ == "__main__":
    main()
