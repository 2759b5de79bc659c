"""A page about a ferry that an outlet served twice, and another outlet's: invented, as all of it."""

from pathlib import Path

from onrecord.flow import Flow, build
from onrecord.model import Source
from onrecord.pages.inputs import Input
from onrecord.record.store import Record
from onrecord.stories.grouping import GroupStories

TITLE = "Ferry aground off Port Callen"
BRANDT = "coast guard commander Ilse Brandt told reporters at the quay."
SAME = (
    "<p>The ferry company Norline said in a statement that the vessel had passed its inspection in January.</p>"
    "<p>Some 240 passengers were on board, according to Brandt. All were taken off within two hours.</p>"
    '<p>"It was a bang and then everybody was on the floor," said Tomas Reil, a passenger.</p>'
)
MORNING = (
    "<p>A passenger ferry ran aground on the Sill rocks on Wednesday, injuring at least 12 people, the coast guard said.</p>"
    f'<p>"The captain had been warned about the fog twice before he left," {BRANDT} "We are asking why."</p>{SAME}'
)
EVENING = (
    "<p>A passenger ferry ran aground on the Sill rocks on Wednesday, injuring 17 people, the coast guard said.</p>"
    f'<p>"The captain had been informed about the fog before he left," {BRANDT}</p>{SAME}'
    '<p>"Our crew acted by the book," the director of Norline, Paul Oster, said.</p>'
)
OTHER = (
    "<p>Seventeen people were hurt when a ferry carrying 240 passengers struck the Sill rocks near Port Callen.</p>"
    '<p>Commander Ilse Brandt of the coast guard said the captain "had been warned about the fog twice before he left".</p>'
    '<p>Norline director Paul Oster said: "Our crew acted by the book. We will help the investigation."</p>'
)


def served(
    name: str, outlet: str, url: str, body: str, *, title: str = TITLE, head: str = ""
) -> Input:
    html = f"<title>{title}</title>{head}<body><article><h1>{title}</h1>{body}</article></body>"
    given = Source(outlet=outlet, url=url)
    return Input(name=name, path=None, source=given, data=html.encode())


HARBOR = "https://harbor.example/ferry"
CHANGED = '<meta property="article:modified_time" content="{}">'


def harbor(name: str, body: str, moment: str, url: str = HARBOR, title: str = TITLE) -> Input:
    return served(name, "Harbor Times", url, body, title=title, head=CHANGED.format(moment))


MORNING_PAGE = harbor(
    "1.html", MORNING, "2031-03-05T09:10:00Z", title="Ferry aground, at least 12 hurt"
)
EVENING_PAGE = harbor("2.html", EVENING, "2031-03-05T14:45:00Z", title="Ferry aground, 17 hurt")
OTHER_PAGE = served("3.html", "Coast Daily", "https://coast.example/1", OTHER)


def told(path: Path, *inputs: Input) -> Path:
    """Build the record of one story from these pages."""
    with Record.create(path) as record:
        build(Flow(stories=GroupStories(one_story=True)), inputs, record)
    return path
