"""What exists is documented; what is documented exists."""

import dataclasses
import hashlib
import importlib.util
import json
import re
import shutil
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from evaluation.gate import is_told
from tests.ferry import EVENING_PAGE, MORNING_PAGE

import onrecord.model
from onrecord import plugins
from onrecord.cli.commands import cli
from onrecord.cli.output import Exit
from onrecord.flow import Flow
from onrecord.model import Relation, Role
from onrecord.record.store import EXPORTED
from onrecord.utterances.guards import ORDER

ROOT = Path(__file__).parents[2]
TOP = click.Context(cli)
COMMANDS = {name: cli.get_command(TOP, name) for name in cli.list_commands(TOP)}


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_every_command_is_documented_and_no_other():
    documented = set(re.findall(r"\| `onrecord (\w+)", read("docs/cli.md")))
    assert documented == set(COMMANDS)


def test_every_exit_code_is_documented():
    codes = {int(code) for code in re.findall(r"^\| (\d+) \|", read("docs/cli.md"), re.MULTILINE)}
    assert codes == {int(code) for code in Exit}


def test_every_relation_guard_role_and_table_is_documented():
    labels = read("docs/labels.md")
    assert all(f"`{relation}`" in labels for relation in Relation)
    glossary = read("docs/glossary.md")
    assert all(guard in glossary for guard in ORDER)
    assert all(str(role).replace("_", " ") in glossary for role in Role)
    assert all(table in read("docs/record.md") for table in EXPORTED)


def test_every_reader_and_reason_of_rejection_is_documented():
    text = read("docs/inputs.md")
    assert all(f"| `{name}` |" in text for name in plugins.names("onrecord.readers"))
    code = "".join(p.read_text(encoding="utf-8") for p in (ROOT / "src/onrecord").rglob("*.py"))
    reasons = re.findall(r'ItemError\(\s*"(?:pages|articles)",\s*"(\w+)"', code)
    assert reasons
    assert all(f"`{reason}`" in text for reason in reasons if reason != "empty_folder")


def test_the_chart_is_drawn_from_the_figures_that_are_kept():
    digest = hashlib.sha256((ROOT / "benchmarks/growth.json").read_bytes()).hexdigest()
    assert f"growth.json sha256 {digest}" in read("docs/growth.svg")


def test_every_exporter_is_documented():
    text = read("docs/record.md")
    assert all(f"`{name}`" in text for name in plugins.names("onrecord.exporters"))


def test_every_command_has_help():
    assert all(command.help for command in COMMANDS.values())


def test_public_names_are_listed_and_there():
    assert sorted(onrecord.model.__all__) == onrecord.model.__all__
    assert all(hasattr(onrecord.model, name) for name in onrecord.model.__all__)


def test_links_between_documents_lead_somewhere():
    for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]:
        for target in re.findall(r"\]\((?!http)([^)#]+)", path.read_text(encoding="utf-8")):
            assert (path.parent / target).exists(), (path, target)


def reference():
    spec = importlib.util.spec_from_file_location("make", ROOT / "docs" / "reference" / "make.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["commands.md", "settings.md"])
def test_the_reference_is_as_the_program_says(name):
    assert read(f"docs/reference/{name}") == reference().PAGES[name]()


def test_every_command_option_and_setting_is_in_the_reference():
    commands, settings = read("docs/reference/commands.md"), read("docs/reference/settings.md")
    for name, command in COMMANDS.items():
        assert f"## `{name}`" in commands
        for option in command.params:
            assert not isinstance(option, click.Option) or f"`{option.opts[-1]}`" in commands
    for name, stage in Flow().stages().items():
        assert f"## `[{name}]`" in settings
        assert all(f"| `{one.name}` |" in settings for one in dataclasses.fields(stage) if one.init)


def test_the_tutorial_does_what_it_says(tmp_path, monkeypatch):
    shutil.copytree(ROOT / "src" / "onrecord" / "resources" / "example", tmp_path / "example")
    monkeypatch.chdir(tmp_path / "example")
    tutorial = read("docs/tutorial.md")
    lines = re.findall(r"^    \$ onrecord (.+?)(?:  +#.*)?$", tutorial, re.MULTILINE)
    ran = 0
    for line in lines:
        words = line.split()
        assert words[0] in COMMANDS
        if words[0] == "serve" or "ID" in words or "draft.txt" in words:
            continue
        for name, one in (("morning", MORNING_PAGE), ("evening", EVENING_PAGE)):
            if f"ferry-{name}.html" in words:
                address = f'<link rel="canonical" href="{one.source.url}">'
                outlet = f'<meta property="og:site_name" content="{one.source.outlet}">'
                Path(f"ferry-{name}.html").write_bytes(f"{address}{outlet}".encode() + one.data)
        done = CliRunner().invoke(cli, words)
        assert done.exit_code == 0, (line, done.output, done.exception)
        ran += 1
        if "ferry-morning.html" in words:  # it is shown what it prints
            shown = re.findall(r"^    (\S.*|  • .*)$", tutorial.partition(line)[2], re.MULTILINE)
            assert all(one in done.output for one in shown[:4])
    assert ran >= 9


def test_every_figure_with_a_floor_is_held():
    floors = json.loads(read("evaluation/floors.json"))
    assert not [figure for figures in floors.values() for figure in figures if is_told(figure)]
