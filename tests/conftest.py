"""What tests share: models and rules loaded once, and a cache folder that is not the user's."""

import os
from pathlib import Path
from tempfile import TemporaryDirectory

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


def pytest_configure(config: pytest.Config) -> None:
    """Keep away from what the user keeps, also while tests are collected."""
    folder = TemporaryDirectory(prefix="mtqa-tests-")
    os.environ["XDG_CACHE_HOME"] = folder.name
    os.environ["XDG_STATE_HOME"] = folder.name
    os.environ["HF_HUB_OFFLINE"] = "1"  # no test asks a hub
    config.add_cleanup(folder.cleanup)


@pytest.fixture(scope="session")
def models() -> Models:
    """The real models."""
    return Models()


@pytest.fixture(scope="session")
def light() -> Models:
    """Models that load nothing."""
    return light_models()


@pytest.fixture(scope="session")
def rules() -> Rules:
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
