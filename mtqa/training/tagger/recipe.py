"""The full recipe: two rounds of training and the means of their weights, int8, calibration, card."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mtqa.errors import UsageError
from mtqa.models.tagger import layers, ngrams
from mtqa.models.tagger.learned import tokenizer as packaged_tokenizer
from mtqa.models.tagger.network import network as onnx_network
from mtqa.models.tagger.weights import CARD, LAYERS, MODEL, NGRAMS
from mtqa.training.tagger import annotators, card, ngramfit, trunk
from mtqa.training.tagger.ablations import ABLATIONS
from mtqa.training.tagger.annotators import SoftLabels, read_labels
from mtqa.training.tagger.averaging import average
from mtqa.training.tagger.batching import marks
from mtqa.training.tagger.calibration import calibrate
from mtqa.training.tagger.coding import Coder
from mtqa.training.tagger.confusing import Confusing
from mtqa.training.tagger.confusions import confusions, read_table
from mtqa.training.tagger.corpora import ANNOTATED_PAIR, HELD_PAIRS, NEWS, TRAIN_PAIRS, Corpora, translations
from mtqa.training.tagger.exporting import export
from mtqa.training.tagger.files import whole
from mtqa.training.tagger.loop import WEIGHTS, Progress, Settings, Training
from mtqa.training.tagger.mixture import Mixture, Shares, mixture
from mtqa.training.tagger.neighbours import near_words
from mtqa.training.tagger.network import TaggerNetwork, put, save, weights
from mtqa.training.tagger.planting import NearWords, Planter, read_near
from mtqa.training.tagger.steps import EXACT, READY, Say, Step, begin, choices, follow, keep, kept, spoken
from mtqa.training.tagger.tasks import Tasks
from mtqa.training.tagger.thesaurus import Nouns, Thesaurus
from mtqa.training.tagger.watching import Watch, watch

if TYPE_CHECKING:
    from tokenizers import Tokenizer

#: The mean of the first round's weights.
_ROUND = "round.pt"
#: The second round: how many stories are broken, how much rivals count, and its rate as a share of the first's.
_TASK_SHARES, _TASK_RIVALS, _TASK_RATE = Shares(planted=0.5), 0.5, 0.75


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What can be chosen; ``trunk`` is a folder with another BERT of the same vocabulary, ``near`` a table of near words."""

    seed: int = 1
    epochs: int = 2
    rival_epochs: int = 2
    rival_weight: float = 1.0
    rate: float = 2e-4
    tokens: int = 2048
    #: How often the second round reads all.
    task_epochs: int = 1
    trunk: str | None = None
    near: str | None = None
    #: WordNet's folder, for synonyms in the table of confusions.
    wordnet: str | None = None


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """A run in a folder. *plant* makes the planter of the run's table of near words, if others than words are to be planted."""

    corpora: Corpora
    folder: Path
    plan: Plan
    say: Say
    plant: Callable[[Path], Planter] = lambda table: NearWords(read_near(table))
    progress: Progress | None = None

    def make(self) -> Path:
        """Do what is not done, and return the folder that is ready for use.

        Raises ``UsageError`` if a corpus that is needed is not there, or the folder has a run of another kind.
        """
        require(self.corpora)
        begin(self.folder, self.plan, data=str(self.corpora.folder.resolve()))
        follow(
            [
                Step("labels by agreement", self._labels, self._label),
                Step("near words", self._near, self._find_near),
                Step("first training", self._first, self._train_first),
                Step("training on rivals", self._rivals, self._train_rivals),
                Step("mean of both", self.folder / _ROUND, lambda: self._average(self._first, self._rivals, _ROUND)),
                Step("confusions", self._confusions, self._find_confusions),
                Step("second round", self._tasks, self._train_tasks),
                Step(
                    "mean of rounds",
                    self.folder / EXACT,
                    lambda: self._average(self.folder / _ROUND, self._tasks, EXACT),
                ),
                Step("n-grams", self.ready / NGRAMS, self._fit_ngrams),
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
    def _trunk(self) -> Path:
        return known_trunk(self.plan.trunk)

    @cached_property
    def _tokenizer(self) -> "Tokenizer":
        return trunk.tokenizer(self._trunk)

    @property
    def _labels(self) -> Path:
        return self.folder / "labels.npz"

    @property
    def _near(self) -> Path:
        return self.folder / "near.json"

    @property
    def _first(self) -> Path:
        return self.folder / "first" / WEIGHTS

    @property
    def _rivals(self) -> Path:
        return self.folder / "rivals" / WEIGHTS

    @property
    def _tasks(self) -> Path:
        return self.folder / "tasks" / WEIGHTS

    @property
    def _confusions(self) -> Path:
        return self.folder / "confusions.json"

    @cached_property
    def _thesaurus(self) -> Thesaurus | None:
        return Thesaurus(Path(self.plan.wordnet)) if self.plan.wordnet else None

    @cached_property
    def _watch(self) -> Watch:
        return watch(self.corpora, self._tokenizer)

    @cached_property
    def _material(self) -> Mixture:
        return mixture(
            self.corpora,
            coder=Coder(self._tokenizer),
            planter=self.plant(self._near),
            labels=read_labels(self._labels),
            seed=self.plan.seed,
        )

    def _label(self) -> None:
        if not (self.corpora.has(NEWS) and self.corpora.has(translations(ANNOTATED_PAIR))):
            SoftLabels({}).write(self._labels)
            return
        models, figures = annotators.fit(self.corpora)
        keep(self.folder / "labels.json", figures)
        annotators.label(self.corpora, models).write(self._labels)

    def _find_near(self) -> None:
        texts = (text for story in self.corpora.stories() if not story.is_held for text in story.sentences)
        near = read_near(Path(self.plan.near)) if self.plan.near else near_words(self._trunk, texts)
        keep(self._near, near)

    def _train_first(self) -> None:
        settings = self._settings(epochs=self.plan.epochs)
        self._train("first", TaggerNetwork(self._trunk, self.plan.seed), settings)

    def _train_rivals(self) -> None:
        settings = self._settings(
            seed=self.plan.seed + 1,
            epochs=self.plan.rival_epochs,
            rival_weight=self.plan.rival_weight,
            tune_embeddings=True,
        )
        self._train("rivals", self._network(self._first), settings)

    def _find_confusions(self) -> None:
        table, figures = confusions(self.corpora, read_near(self._near), self._thesaurus)
        keep(self.folder / "confusions-worth.json", figures)
        keep(self._confusions, table)

    def _confusing(self) -> Confusing:
        """Return the planter of the second round."""
        return Confusing(read_table(self._confusions), self._thesaurus.nouns if self._thesaurus else Nouns())

    def _train_tasks(self) -> None:
        seed = self.plan.seed + 2
        changed = {"planter": self._confusing(), "seed": seed, "shares": _TASK_SHARES}
        material = Tasks(**{**vars(self._material), **changed})
        settings = self._settings(
            seed=seed,
            epochs=self.plan.task_epochs,
            rate=self.plan.rate * _TASK_RATE,
            rival_weight=_TASK_RIVALS,
            tune_embeddings=True,
        )
        self._train("tasks", self._network(self.folder / _ROUND), settings, material)

    def _settings(self, **given: Any) -> Settings:
        return Settings(**{"seed": self.plan.seed, "rate": self.plan.rate, "tokens": self.plan.tokens, **given})

    def _train(self, name: str, network: TaggerNetwork, settings: Settings, material: Mixture | None = None) -> None:
        Training(
            network=network,
            material=material or self._material,
            marks=marks(self._tokenizer),
            settings=settings,
            folder=self.folder / name,
            look=self._watch,
            progress=self.progress or spoken(name, self.say),
        ).run()

    def _network(self, file: Path) -> TaggerNetwork:
        network = TaggerNetwork(self._trunk)
        put(network, weights(file), file)
        return network

    def _average(self, one: Path, other: Path, name: str) -> None:
        network = TaggerNetwork(self._trunk)
        put(network, average([weights(one), weights(other)]), self.folder)
        save(network, self.folder / name)

    def _fit_ngrams(self) -> None:
        with whole(self.ready / NGRAMS) as file:
            file.write_bytes(ngrams.stored(ngramfit.fit(self.corpora, self.plan.seed)))

    def _export(self) -> None:
        keep(self.folder / "int8.json", export(self._network(self.folder / EXACT), self.ready / MODEL))

    def _calibrate(self) -> None:
        network = onnx_network((self.ready / MODEL).read_bytes())
        model = ngrams.restored((self.ready / NGRAMS).read_bytes())
        fitted, figures = calibrate(self.corpora, self._tokenizer, network, model)
        keep(self.folder / "worth.json", figures)
        with whole(self.ready / LAYERS) as file:
            file.write_bytes(layers.stored(fitted))

    def _write_card(self) -> None:
        figures = {
            "labels by agreement": kept(self.folder / "labels.json"),
            "table of confusions": kept(self.folder / "confusions-worth.json"),
            **kept(self.folder / "worth.json"),
            "int8": kept(self.folder / "int8.json"),
        }
        about = "Marks passages of English news copy that were translated badly, and says how likely a story was translated."
        made = card.Card(
            about=about,
            data=card.used(self.corpora),
            recipe=choices(self.folder),
            figures={part: values for part, values in figures.items() if values},
            trunk=Path(self.plan.trunk).name if self.plan.trunk else card.TRUNK,
            ablations=ABLATIONS,
        )
        card.write(made, self.ready)


def require(corpora: Corpora) -> None:
    """Raise ``UsageError`` if a folder lacks what training and calibration cannot do without."""
    needed = {
        "translations to learn from": [translations(pair) for pair in TRAIN_PAIRS],
        "translations to measure on": [translations(pair) for pair in HELD_PAIRS],
        "annotated news": [NEWS],
        "copy written in English": ["bbc-news", "english-originals", "abc-news"],
    }
    for what, names in needed.items():
        if not any(map(corpora.has, names)):
            raise UsageError(f"{corpora.folder} has no {what}: {' or '.join(names)} (.jsonl.gz)")


def known_trunk(folder: str | None) -> Path:
    """Return the folder of a trunk, or of the packaged one; raises ``UsageError`` if its vocabulary is not the tagger's."""
    found = Path(folder) if folder else trunk.packaged()
    if trunk.tokenizer(found).get_vocab() != packaged_tokenizer().get_vocab():
        raise UsageError(f"{found} has another vocabulary than BERT in lower case, which the tagger reads with")
    return found
