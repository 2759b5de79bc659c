"""What fuzzing found worth keeping, and what it begins with, holds still."""

import pytest

from onrecord import plugins
from onrecord.model import Page
from tests.fuzz.first import first_inputs
from tests.fuzz.run import read_corpus
from tests.fuzz.targets import NAMES, TARGETS, read_bytes


def test_every_reader_is_a_target():
    assert set(NAMES) == set(plugins.names("onrecord.readers"))


@pytest.mark.parametrize("name", [name for names in NAMES.values() for name in names])
def test_what_a_reader_begins_with_is_of_its_kind(name):
    made = [one for data in first_inputs(name.partition(".")[2]) for one in read_bytes(name, data)]
    assert made
    assert all(isinstance(one, Page) for one in made)


@pytest.mark.parametrize("target", TARGETS)
def test_the_kept_corpus_holds(target):
    for data in [*first_inputs(target), *read_corpus(target)]:
        TARGETS[target](data)
