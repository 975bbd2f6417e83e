"""Steps of a run: each leaves a file, and one whose file is there is not done again."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mtqa.errors import UsageError
from mtqa.training.tagger.files import whole

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

#: Says how far a run is.
Say = Callable[[str], None]
#: The folder of a run that is ready for use, the exact weights, and what the run was asked for.
READY, EXACT, PLAN = "ready", "weights.pt", "plan.json"
_SAID_EVERY = 50
#: Choices that are folders or files of one machine.
_PLACES = frozenset({"data", "spans", "start", "trunk", "near", "wordnet"})


@dataclass(frozen=True, slots=True)
class Step:
    """A step: what it is called, the file that it leaves, and what makes that."""

    name: str
    file: Path
    make: Callable[[], None]


def follow(steps: Sequence[Step], say: Say) -> None:
    """Do the steps that are not done."""
    for step in steps:
        if step.file.exists():
            say(f"{step.name}: done before")
        else:
            say(f"{step.name} …")
            step.make()


def begin(folder: Path, plan: "DataclassInstance", **given: str) -> None:
    """Note what a run is asked for; raises ``UsageError`` if the folder has a run of another kind."""
    wanted = {**asdict(plan), **given}
    file = folder / PLAN
    if file.exists():
        noted = json.loads(file.read_text(encoding="utf-8"))
        changed = sorted(name for name in wanted.keys() | noted.keys() if wanted.get(name) != noted.get(name))
        if changed:
            was = ", ".join(f"{name} {noted.get(name)}" for name in changed)
            raise UsageError(f"{folder} has a run with {was}: give the same again, or another folder")
    else:
        keep(file, wanted)


def keep(file: Path, values: Mapping[str, Any]) -> None:
    """Write values as JSON, whole or not at all."""
    with whole(file) as unfinished:
        unfinished.write_text(json.dumps(values, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def kept(file: Path) -> Any:
    """Return values that were kept, none if they were not."""
    return json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}


def choices(folder: Path) -> dict[str, Any]:
    """Return what a run was asked for, without what is its default nothing and without where its files lie."""
    noted = kept(folder / PLAN).items()
    return {name: value for name, value in noted if value is not None and name not in _PLACES}


def spoken(name: str, say: Say) -> Callable[[int, int], None]:
    """Return what says how far a training is, every so many steps."""

    def progress(step: int, total: int) -> None:
        if step % _SAID_EVERY == 0 or step == total:
            say(f"{name}: step {step:,} of about {total:,}")

    return progress
