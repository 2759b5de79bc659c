"""The shortest way to a valid page, article, statement, record."""

from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

from onrecord.articles.extract import ExtractArticles
from onrecord.flow import Flow, build
from onrecord.model import Article, Judgement, Page, Source, Statement
from onrecord.pages.inputs import Input, find_inputs
from onrecord.pages.read import make_page
from onrecord.record.store import Record
from onrecord.record.verify import verify
from onrecord.stage import Tally
from onrecord.statements.attribute import AttributeStatements
from onrecord.stories.grouping import GroupStories

EXAMPLE = Path(str(files("onrecord.resources") / "example"))


def page(text: str, *, html: bool = False, **source: str) -> Page:
    kind = "text/html" if html else "text/plain"
    return make_page("page.txt", text.encode(), Source(**source), kind)


def article(text: str, *, html: bool = False, **source: str) -> Article:
    return next(ExtractArticles().run(page(text, html=html, **source), Tally()))


def statements(text: str, **source: str) -> tuple[Article, list[Statement]]:
    made = article(text, **source)
    return made, list(AttributeStatements().run(made, Tally()))


def content(made: Article, statement: Statement) -> list[str]:
    return [span.of(made.text) for span in statement.content]


def flow(**changes: object) -> Flow:
    return Flow(stories=GroupStories(one_story=True), **changes)


def build_record(path: Path | str, inputs: Sequence[str]) -> None:
    found, rejections = find_inputs(inputs)
    with Record.create(path) as opened:
        build(flow(), found, opened, rejections)


def build_texts(
    path: Path | str, texts: dict[str, str], decisions: Sequence[Judgement] = ()
) -> None:
    """Build one story's record from texts by outlet."""
    inputs = [
        Input(name=f"{name}.txt", path=None, source=Source(outlet=name), data=text.encode())
        for name, text in texts.items()
    ]
    with Record.create(path) as opened:
        build(flow(), inputs, opened, decisions=decisions)


def write_lanterns(folder: Path, n: int) -> Path:
    """Write so many articles that are almost alike, more work than one process is given, and return the folder."""
    for number in range(n):
        said = f"“We counted {number} lanterns in the harbour,” said Orla Brennick on Monday."
        text = "\n\n".join([f"Lanterns, part {number}", *[said] * 12])
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    return folder


def digests(path: Path) -> list[tuple[str, str]]:
    """Return what stands in each table of a record, which must be sound."""
    with Record.read(path) as record:
        assert list(verify(record)) == []
        return [(table, now) for table, _, now in record.digests()]
