"""How training went: a line of JSON for each stretch of steps, and a picture of them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from mtqa.training.tagger.files import whole

Row = Mapping[str, float]
LOSSES = ("story", "rivals", "any", "major")


@dataclass(frozen=True, slots=True)
class Curve:
    """A file of lines, each with a ``step``: mean losses since the line before, or figures on copy kept out."""

    path: Path

    def rows(self) -> list[Row]:
        """Return the lines so far."""
        if not self.path.exists():
            return []
        return [json.loads(line) for line in self.path.read_text(encoding="utf-8").splitlines()]

    def add(self, row: Row) -> None:
        """Add a line."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(row) + "\n")

    def rewind(self, step: int) -> None:
        """Drop the lines behind a step, which a run that goes on from there will write again."""
        kept = [row for row in self.rows() if row["step"] <= step]
        with whole(self.path) as file:
            file.write_text("".join(json.dumps(row) + "\n" for row in kept), encoding="utf-8")

    def draw(self, picture: Path) -> None:
        """Write a picture: losses above, figures on copy kept out below, both by step."""
        from matplotlib import rc_context
        from matplotlib.figure import Figure

        rows = self.rows()
        names = [sorted({name for row in rows for name in row} & set(LOSSES)), _figures(rows)]
        # The same rows make the same bytes.
        with rc_context({"svg.hashsalt": "mtqa", "svg.fonttype": "none"}), whole(picture) as file:
            figure = Figure(figsize=(8, 6), layout="constrained")
            axes = figure.subplots(2, 1, sharex=True)
            for axis, kind, title in zip(axes, names, ("loss", "on copy kept out"), strict=True):
                for name in kind:
                    points = [(row["step"], row[name]) for row in rows if name in row]
                    axis.plot(*zip(*points, strict=True), label=name, marker="." if len(points) < 40 else "")
                axis.set_ylabel(title)
                if kind:
                    axis.legend(fontsize="small")
            axes[-1].set_xlabel("step")
            figure.savefig(file, format="svg", metadata={"Date": None})


def _figures(rows: Sequence[Row]) -> list[str]:
    return sorted({name for row in rows for name in row} - {*LOSSES, "step", "of", "seconds"})
