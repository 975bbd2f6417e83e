"""The model card: what a tagger was made of, how, what it is worth, and what it cannot do; as JSON and as a page."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mtqa import __version__
from mtqa.models.tagger.reading import CHANNELS, WINDOW
from mtqa.models.tagger.weights import CARD, FILES, signature
from mtqa.training.tagger import ablations
from mtqa.training.tagger.ablations import Ablation
from mtqa.training.tagger.corpora import HELD_PAIRS, Corpora, translations
from mtqa.training.tagger.files import whole

PAGE = "README.md"
#: What each corpus is, and under which terms it comes. None of it is part of the weights' folder.
DATA: Mapping[str, tuple[str, str]] = {
    "mqm-2021-news-zh-en": ("Chinese news in English by 14 systems and people, errors marked", "Apache-2.0"),
    "mqm-2021-ted-zh-en": ("talks, likewise", "Apache-2.0"),
    "mqm-2022-zh-en": ("several domains, errors marked; its source sentences are kept out of training", "Apache-2.0"),
    **{
        translations(pair): (
            f"{name} news of WMT {pair[:4]} in English by systems and people{'; only measured on' * (pair in HELD_PAIRS)}",
            "research use",
        )
        for pair, name in {
            "2021-cs": "Czech",
            "2021-de": "German",
            "2021-ha": "Hausa",
            "2021-is": "Icelandic",
            "2021-ja": "Japanese",
            "2021-ru": "Russian",
            "2021-zh": "Chinese",
            "2022-cs": "Czech",
            "2022-de": "German",
            "2022-ja": "Japanese",
            "2022-ru": "Russian",
            "2022-uk": "Ukrainian",
            "2022-zh": "Chinese",
        }.items()
    },
    "mlqe-pe-train-to-en": ("translations as a machine made them and as an editor left them; MLQE-PE", "CC0"),
    "english-originals": ("English written by people, of WMT 2021 and 2022", "research use"),
    "bbc-news": ("BBC stories of 2004-05 (Greene and Cunningham 2006)", "research use"),
    "abc-news": ("ABC rural and science news of 2006, of NLTK", "research use"),
}
TRUNK = "all-MiniLM-L6-v2 (Apache-2.0): 6 layers, 384 wide"
LIMITS = (
    "It reads English alone: what a translation left out, or got wrong without a trace in its English, it cannot see.",
    "It was taught by the systems of WMT 2021 and 2022; faults that they do not make, such as round trips' idiom, it misses.",
    "Human translations often read like machine translation to it; a verdict should rest on more than a story's probability.",
    "Confidences are calibrated on annotated Chinese news and on human news copy; elsewhere they are a ranking.",
    "Which passages pass a point differs between int8 and exact weights; points and figures are those of int8.",
)
_ABLATIONS = """## What each ingredient gave

Measured by the research that the recipe comes from, not on each run; where nothing else is said, with its weights. What gave
nothing stands here too.

"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What a card says; figures by part, then by name."""

    about: str
    data: Mapping[str, tuple[str, str]]
    recipe: Mapping[str, Any]
    figures: Mapping[str, Mapping[str, float]]
    trunk: str = TRUNK
    limits: Sequence[str] = LIMITS
    ablations: Sequence[Ablation] = ()
    licence: str = "Apache-2.0"
    mtqa: str = __version__


def used(corpora: Corpora) -> dict[str, tuple[str, str]]:
    """Return the corpora that are there, with what they are and their terms."""
    return {name: about for name, about in DATA.items() if corpora.has(name)}


def write(card: Card, folder: Path) -> None:
    """Write card and page beside the weights in a folder, all of which must be there."""
    values = {
        "about": card.about,
        "network": {
            "trunk": card.trunk,
            "tokenizer": f"BERT word pieces in lower case; windows of at most {WINDOW} between [CLS] and [SEP]",
            "inputs": "ids and mask, int64 [windows, tokens]",
            "output": f"logits, float [windows, tokens, 3]: {', '.join(CHANNELS)}",
        },
        "data": {name: {"what": what, "licence": licence} for name, (what, licence) in card.data.items()},
        "recipe": dict(card.recipe),
        "figures": {part: dict(figures) for part, figures in card.figures.items()},
        "ablations": ablations.noted(card.ablations),
        "limits": list(card.limits),
        "licence": card.licence,
        "mtqa": card.mtqa,
    }
    _write(values, folder)


def refresh(folder: Path) -> None:
    """Write card and page anew where a file beside them was changed after they were written."""
    _write(json.loads((folder / CARD).read_text(encoding="utf-8")), folder)


def _write(values: dict[str, Any], folder: Path) -> None:
    values["weights"] = {}
    for file in FILES:
        contents = (folder / file).read_bytes()
        values["weights"][file] = {"sha256": hashlib.sha256(contents).hexdigest(), "bytes": len(contents)}
    with whole(folder / CARD) as path:
        path.write_text(json.dumps(values, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    with whole(folder / PAGE) as path:
        path.write_text(page(values, signature(folder)), encoding="utf-8")


def page(values: Mapping[str, Any], signed: str) -> str:
    """Return the page of a card in Markdown."""
    parts = [
        f"# mtqa tagger {signed}\n\n{values['about']}\n",
        _section("Network", [f"{name}: {text}" for name, text in values["network"].items()]),
        _section("Data", [f"`{name}`: {row['what']}; {row['licence']}" for name, row in values["data"].items()]),
        _section("Recipe", [f"{name}: {value}" for name, value in values["recipe"].items()]),
        *(
            _section(f"What it is worth: {part}", [f"{name}: {value:g}" for name, value in figures.items()])
            for part, figures in values["figures"].items()
        ),
        *([_ABLATIONS + ablations.table(values["ablations"])] if values["ablations"] else []),
        _section("Limits", values["limits"]),
        _section(
            "Files",
            [f"`{name}`: {row['bytes']:,} bytes, sha256 `{row['sha256']}`" for name, row in values["weights"].items()],
        ),
        f"Signature: `mtqa-tagger-{signed}`, made with mtqa {values['mtqa']}. Licence of the weights: {values['licence']}.\n",
    ]
    return "\n".join(parts)


def _section(title: str, lines: Sequence[str]) -> str:
    return f"## {title}\n\n" + "".join(f"- {line}\n" for line in lines)
