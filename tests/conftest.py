"""What tests share: models and rules loaded once, and a cache folder that is not the user's."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from mtqa.models import Models
from mtqa.pipeline import Desk
from mtqa.rule import Rules
from mtqa.rulepack import builtin_packs, read_packs
from tests.standins import light_models

# The same examples in every run and on every machine; a slow machine fails no test.
settings.register_profile(
    "mtqa",
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("mtqa")


@pytest.fixture(scope="session", autouse=True)
def _cache_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def models(_cache_of_its_own: None) -> Models:
    """The real models."""
    return Models()


@pytest.fixture(scope="session")
def light() -> Models:
    """Models that load nothing."""
    return light_models()


@pytest.fixture(scope="session")
def rules(_cache_of_its_own: None) -> Rules:
    """The rules that ship with mtqa."""
    return read_packs([builtin_packs()])


@pytest.fixture(scope="session")
def desk(models: Models) -> Desk:
    """Everything as a user has it."""
    return Desk(models=models)


@pytest.fixture(scope="session")
def light_desk(light: Models) -> Desk:
    """Everything as a user has it, but for the models."""
    return Desk(models=light)


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, and the test stands in it."""
    monkeypatch.chdir(tmp_path)
    return tmp_path
