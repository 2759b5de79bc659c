"""What all tests share."""

import importlib.util
import os
from pathlib import Path

import pytest
from hypothesis import settings

from onrecord.record.store import Record
from tests.factories import EXAMPLE, build_record

EXAMPLES = int(os.environ.get("EXAMPLES", "60"))
settings.register_profile(
    "default", deadline=None, max_examples=EXAMPLES, derandomize=EXAMPLES == 60
)
settings.load_profile("default")

# `make browser` installs what these need; `make test` does without
collect_ignore = [] if importlib.util.find_spec("playwright") else ["browser"]

SEEDS = Path(__file__).parents[2] / "shared" / "seeds"


def pytest_addoption(parser):
    parser.addoption("--golden-rewrite", action="store_true", help="rewrite golden files")


@pytest.fixture
def golden_rewrite(request):
    return request.config.getoption("--golden-rewrite")


@pytest.fixture(scope="session")
def example(tmp_path_factory) -> Path:
    """The record of the example story, on disk."""
    path = tmp_path_factory.mktemp("example") / "example.db"
    build_record(path, [str(EXAMPLE)])
    return path


@pytest.fixture
def record(example):
    with Record.read(example) as opened:
        yield opened


@pytest.fixture(scope="session")
def seeds() -> Path:
    if not SEEDS.is_dir():
        pytest.skip("the seed articles are not here")
    return SEEDS
