from pathlib import Path

import numpy as np
import pytest

from mtqa.checkers import phrases
from mtqa.checkers.coherence import cohesion, furniture, headline
from mtqa.checkers.entities import evidence
from mtqa.errors import ModelError
from mtqa.models import logistic


def test_a_fitted_model_tells_what_it_was_shown_and_is_calibrated() -> None:
    draw = np.random.default_rng(1)
    rows = draw.normal(size=(4_000, 2))
    labels = draw.random(4_000) < 1 / (1 + np.exp(-(2 * rows[:, 0] - 1)))
    model = logistic.fit("made up", ["told", "idle"], rows, labels)
    assert model.probability((3.0, 0.0)) > 0.95
    assert model.probability((-3.0, 0.0)) < 0.05
    assert abs(model.weights[1]) < 0.2
    assert np.mean([model.probability(tuple(row)) for row in rows]) == pytest.approx(labels.mean(), abs=0.01)


def test_a_shift_moves_the_odds() -> None:
    model = logistic.Logistic("made up", ("one",), (0.0,), (1.0,), (1.0,), 0.0)
    assert model.probability((0.0,)) == 0.5
    assert model.probability((1.0,), shift=-1.0) == 0.5
    assert model.probability((1e9,)) < 1.0001


def test_a_model_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    model = logistic.Logistic("made up", ("one", "two"), (0.1, 0.2), (1.0, 2.0), (0.5, -0.5), 0.25)
    model.write(tmp_path / "model.json")
    assert '"made up"' in (tmp_path / "model.json").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "names"),
    [
        ("foreign", cohesion.NAMES),
        ("headline", headline.NAMES),
        ("furniture", furniture.NAMES),
        ("names", evidence.NAMES),
        ("phrases", phrases.NAMES),
    ],
)
def test_a_packaged_model_has_the_features_that_its_checker_makes(name: str, names: tuple[str, ...]) -> None:
    assert logistic.packaged(name).names == names


def test_a_missing_model_is_told() -> None:
    with pytest.raises(ModelError, match=r"nothing\.json is missing or damaged: pip install"):
        logistic.packaged("nothing")
