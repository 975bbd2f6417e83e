"""Evaluate predictions against gold."""

from pathlib import Path
from typing import Any

import click

from mtqa.cli.output import output, write_bytes


def _picture(_ctx: click.Context, _param: click.Parameter, path: Path | None) -> Path | None:
    if path is not None:
        from mtqa.evaluation.pictures import FORMS

        if path.suffix[1:].lower() not in FORMS:
            raise click.BadParameter(f"{path}: a picture is one of {', '.join(f'.{form}' for form in FORMS)}")
    return path


@click.command()
@click.argument("gold", metavar="GOLD")
@click.argument("predictions", metavar="PREDICTIONS")
@click.option(
    "--format", "form", type=click.Choice(["terminal", "json"]), default="terminal", help="Form of the output."
)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write the output to this file.")
@click.option(
    "--curve",
    type=click.Path(dir_okay=False, path_type=Path),
    callback=_picture,
    help="Draw precision over recall into this .svg or .png file.",
)
@click.option(
    "--reliability",
    type=click.Path(dir_okay=False, path_type=Path),
    callback=_picture,
    help="Draw how true the confidences are into this .svg or .png file.",
)
def evaluate(gold: str, predictions: str, **options: Any) -> None:
    """Measure PREDICTIONS against the error spans of GOLD.

    Each is a report of check or scan, JSON lines with spans, an annotated story, a WMT task-2 table or Google's MQM table,
    packed with gzip or not; - is standard input. Exit status: 0 evaluated, 2 something wrong.
    """
    from mtqa.evaluation import evaluation, pictures, record, terminal

    found = evaluation.evaluate(gold, predictions)
    wanted = ((options["curve"], pictures.curve), (options["reliability"], pictures.reliability))
    drawn = [(path, draw(found, path.suffix[1:].lower())) for path, draw in wanted if path is not None]
    for path, picture in drawn:
        write_bytes(path, picture)
    with output(options["output"]) as out:
        out((record if options["form"] == "json" else terminal).write(found))
