"""The command ``mtqa train``: what it is asked for, and nothing heavy before that."""

from collections.abc import Callable
from importlib import util
from pathlib import Path
from typing import Any

import click

from mtqa.errors import UsageError

#: What the extra brings, by the name it is imported by.
_NEEDED = ("torch", "transformers", "onnx", "sklearn", "matplotlib")

_FOLDER = click.Path(file_okay=False, path_type=Path)
_SHARED = (
    click.option("--out", required=True, type=_FOLDER, metavar="RUN", help="The run's folder; a run cut off goes on."),
    click.option("--seed", type=int, default=1, help="What is drawn at random follows from it."),
    click.option("--tokens", type=click.IntRange(min=128), default=2048, help="Word pieces in a batch."),
    click.option(
        "--trunk", type=click.Path(exists=True, file_okay=False), help="A folder with another BERT to grow on."
    ),
    click.option(
        "--threads", type=click.IntRange(min=1), default=1, help="With one, a run can be repeated bit by bit."
    ),
)


def _shared(command: Callable[..., None]) -> Callable[..., None]:
    for option in reversed(_SHARED):
        command = option(command)
    return command


@click.group()
def train() -> None:
    """Train the tagger that marks passages, or train it on. Needs pip install 'mtqa[train]'."""


@train.command()
@click.option(
    "--data",
    required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder with the corpora, named in the README of the weights; those that are not there are done without.",
)
@click.option("--epochs", type=click.IntRange(min=1), default=2, help="How often the first training reads all.")
@click.option("--rival-epochs", type=click.IntRange(min=1), default=2, help="How often the one on rivals does.")
@click.option("--rival-weight", type=click.FloatRange(min=0), default=1.0, help="How much rivals count in it.")
@click.option("--task-epochs", type=click.IntRange(min=1), default=1, help="How often the second round reads all.")
@click.option("--rate", type=click.FloatRange(min=0, min_open=True), default=2e-4, help="The top rate of learning.")
@click.option(
    "--near", type=click.Path(exists=True, dir_okay=False), help='Faults to plant, {"word": ["others", …]}, as JSON.'
)
@click.option(
    "--wordnet", type=click.Path(exists=True, file_okay=False), help="WordNet's folder, for synonyms to plant."
)
@_shared
def tagger(data: Path, out: Path, threads: int, **plan: Any) -> None:
    """Train the tagger from the corpora: labels, training, calibration, a folder ready for use."""
    _prepare(threads)
    from mtqa.training.tagger.corpora import Corpora
    from mtqa.training.tagger.recipe import Plan, Recipe

    click.echo(Recipe(corpora=Corpora(data), folder=out, plan=Plan(**plan), say=_say).make())


@train.command("fine-tune")
@click.argument("spans", metavar="SPANS.jsonl", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--start",
    type=click.Path(exists=True, file_okay=False),
    help="The folder of a run to go on from.  [default: the packaged tagger]",
)
@click.option("--epochs", type=click.IntRange(min=1), default=4, help="How often all rows are read.")
@click.option("--rate", type=click.FloatRange(min=0, min_open=True), default=5e-5, help="The top rate of learning.")
@_shared
def fine_tune(spans: Path, out: Path, threads: int, **plan: Any) -> None:
    """Train a tagger on with your own annotations.

    One JSON object a line: {"text": …, "spans": [[start, end, "minor|major|critical"], …]}; without spans it is sound copy.
    """
    _prepare(threads)
    from mtqa.training.tagger.finetuning import FineTuning, Plan

    click.echo(FineTuning(spans=spans, folder=out, plan=Plan(**plan), say=_say).make())


def _prepare(threads: int) -> None:
    """Make torch keep to so many threads; raises ``UsageError`` if what training needs is not installed."""
    missing = [name for name in _NEEDED if util.find_spec(name) is None]
    if missing:
        raise UsageError(f"training needs {', '.join(missing)}: pip install 'mtqa[train]'")
    import torch

    torch.set_num_threads(threads)


def _say(line: str) -> None:
    click.echo(f"mtqa: {line}", err=True)
