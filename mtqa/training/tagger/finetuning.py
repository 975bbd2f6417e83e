"""Going on from a tagger with annotations of one's own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import isnan
from pathlib import Path
from typing import TYPE_CHECKING

from torch import Tensor, nn

from mtqa.errors import UsageError
from mtqa.models import tagger
from mtqa.models.tagger import layers
from mtqa.models.tagger.features import story_features
from mtqa.models.tagger.network import network as onnx_network
from mtqa.models.tagger.ngrams import restored
from mtqa.models.tagger.reading import Network, read
from mtqa.models.tagger.weights import CARD, LAYERS, MODEL, NGRAMS, folder_files, packaged_files
from mtqa.training.tagger import card, spanlayer, trunk
from mtqa.training.tagger.batching import marks
from mtqa.training.tagger.coding import Coder
from mtqa.training.tagger.exporting import export
from mtqa.training.tagger.files import whole
from mtqa.training.tagger.importing import weights_of
from mtqa.training.tagger.loop import Progress, Settings, Training
from mtqa.training.tagger.network import TaggerNetwork, put, runner, weights
from mtqa.training.tagger.own import OwnMaterial, Row, read_rows
from mtqa.training.tagger.recipe import known_trunk
from mtqa.training.tagger.spanlayer import Copy, Sentence
from mtqa.training.tagger.splits import bucket
from mtqa.training.tagger.steps import EXACT, READY, Say, Step, begin, choices, follow, keep, kept, spoken
from mtqa.training.tagger.watching import word_figures

if TYPE_CHECKING:
    from tokenizers import Tokenizer

#: With fewer candidates of either kind on rows kept out, the calibration stays what it was.
_FEWEST = 30
_FOLDS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What can be chosen; ``start`` is a folder that ``mtqa train`` made, none for the packaged tagger."""

    seed: int = 1
    epochs: int = 4
    rate: float = 5e-5
    tokens: int = 2048
    start: str | None = None
    trunk: str | None = None


@dataclass(frozen=True, slots=True)
class Start:
    """A tagger to go on from: its name, its weights, and the files of the folder that is ready for use."""

    name: str
    weights: Mapping[str, Tensor]
    files: Mapping[str, bytes]


def start(folder: Path | None) -> Start:
    """Return the tagger of a run's folder with its exact weights, or of one ready for use with those of int8.

    Raises ``ModelError`` if it is neither.
    """
    if folder is not None and (folder / EXACT).exists():
        return Start(tagger.name(folder / READY), weights(folder / EXACT), folder_files(folder / READY))
    files = packaged_files() if folder is None else folder_files(folder)
    return Start(tagger.name(folder), weights_of(files[MODEL]), files)


@dataclass(frozen=True, kw_only=True)
class FineTuning:
    """A run in a folder, on a file of rows of which a fifth is kept out to measure on."""

    spans: Path
    folder: Path
    plan: Plan
    say: Say
    progress: Progress | None = None

    def make(self) -> Path:
        """Do what is not done, and return the folder that is ready for use.

        Raises ``UsageError`` if no row is left to learn from, or the folder has a run of another kind.
        """
        if not self._rows(held=False):
            raise UsageError(f"{self.spans} has no rows to learn from")
        begin(self.folder, self.plan, spans=str(self.spans.resolve()))
        self.say(f"{len(self._rows(held=False)):,} rows to learn from, {len(self._rows(held=True)):,} kept out")
        follow(
            [
                Step("before", self.folder / "before.json", self._measure_before),
                Step("training", self.folder / EXACT, self._train),
                Step("n-grams", self.ready / NGRAMS, lambda: self._copy(NGRAMS)),
                Step("int8", self.ready / MODEL, self._export),
                Step("calibration", self.ready / LAYERS, self._calibrate),
                Step("card", self.ready / CARD, self._write_card),
            ],
            self.say,
        )
        return self.ready

    @property
    def ready(self) -> Path:
        """The folder that is ready for use when all is done."""
        return self.folder / READY

    @cached_property
    def _all(self) -> Sequence[Row]:
        return read_rows(self.spans)

    @cached_property
    def _trunk(self) -> Path:
        return known_trunk(self.plan.trunk)

    @cached_property
    def _tokenizer(self) -> "Tokenizer":
        return trunk.tokenizer(self._trunk)

    @cached_property
    def _start(self) -> Start:
        return start(Path(self.plan.start) if self.plan.start else None)

    def _rows(self, *, held: bool) -> list[Row]:
        return [row for row in self._all if row.is_held == held]

    def _begun(self) -> TaggerNetwork:
        network = TaggerNetwork(self._trunk)
        put(network, dict(self._start.weights), self.plan.start or "the packaged tagger")
        return network

    def _measure_before(self) -> None:
        keep(self.folder / "before.json", self._figures(self._begun()))

    def _train(self) -> None:
        material = OwnMaterial(rows=self._rows(held=False), coder=Coder(self._tokenizer), seed=self.plan.seed)
        settings = Settings(
            seed=self.plan.seed,
            epochs=self.plan.epochs,
            rate=self.plan.rate,
            tokens=self.plan.tokens,
            warmup=20,
            log_every=5,
            save_every=25,
            look_every=50,
        )
        Training(
            network=self._begun(),
            material=material,
            marks=marks(self._tokenizer),
            settings=settings,
            folder=self.folder,
            look=self._figures,
            progress=self.progress or spoken("training", self.say),
        ).run()

    def _figures(self, network: nn.Module) -> dict[str, float]:
        """Return how well the logit of any error tells the wrong words of the rows kept out."""
        rows = self._rows(held=True)
        parts = [part for row in rows for part in row.sentences()]
        run = runner(network)
        readings = [read([text], self._tokenizer, run)[0] for text, _ in parts]
        figures = word_figures(readings, [faults for _, faults in parts])
        return {name: round(value, 4) for name, value in figures.items() if not isnan(value)}

    def _copy(self, file: str) -> None:
        with whole(self.ready / file) as unfinished:
            unfinished.write_bytes(self._start.files[file])

    def _export(self) -> None:
        keep(self.folder / "int8.json", export(self._trained(), self.ready / MODEL))

    def _calibrate(self) -> None:
        known = layers.restored(self._start.files[LAYERS])
        sentences = list(self._read(known, onnx_network((self.ready / MODEL).read_bytes())))
        if spanlayer.enough(sentences, _FEWEST):
            fitted = spanlayer.fit(sentences)
            known = replace(
                known,
                span=fitted.span,
                major=fitted.major,
                steps=fitted.steps,
                candidate=spanlayer.CANDIDATE,
                points=fitted.points,
            )
            keep(self.folder / "worth.json", {"passages": dict(fitted.figures)})
        else:
            self.say("calibration: too few faults on the rows kept out, it stays what it was")
        with whole(self.ready / LAYERS) as file:
            file.write_bytes(layers.stored(known))

    def _read(self, known: layers.Layers, network: Network) -> list[Sentence]:
        """Read the rows kept out as the tagger will: each text as a story."""
        model = restored(self._start.files[NGRAMS])
        found: list[Sentence] = []
        for row in self._rows(held=True):
            parts = list(row.sentences())
            readings = read([text for text, _ in parts], self._tokenizer, network)
            logit = known.story.score(story_features(readings, model))
            fold = bucket(f"fold/{row.text}", _FOLDS)
            for (_, faults), reading in zip(parts, readings, strict=True):
                copy = Copy.TRANSLATED if row.faults else Copy.ORIGINAL
                found.append(Sentence(reading, faults, logit, fold, copy))
        return found

    def _write_card(self) -> None:
        faults = sum(len(row.faults) for row in self._all)
        figures = {
            "rows kept out, before": kept(self.folder / "before.json"),
            "rows kept out, after": self._figures(self._trained()),
            **kept(self.folder / "worth.json"),
            "int8": kept(self.folder / "int8.json"),
        }
        about = f"{self._start.name}, trained on with annotations of one's own."
        data = {self.spans.name: (f"{len(self._all):,} texts with {faults:,} faults marked", "see whose they are")}
        made = card.Card(
            about=about,
            data=data,
            recipe=choices(self.folder),
            figures={part: values for part, values in figures.items() if values},
            trunk=Path(self.plan.trunk).name if self.plan.trunk else card.TRUNK,
            licence="that of what it started from, and what the owner of the annotations allows",
        )
        card.write(made, self.ready)

    def _trained(self) -> TaggerNetwork:
        network = TaggerNetwork(self._trunk)
        put(network, weights(self.folder / EXACT), self.folder)
        return network
