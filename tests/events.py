"""Four events as three outlets tell them: stories, reprints of words, figures, furniture, in twelve small texts."""

import random

from onrecord.flow import Flow, build
from onrecord.model import Source
from onrecord.pages.inputs import Input
from onrecord.record.store import EXPORTED, Record
from onrecord.resources import frequencies
from onrecord.statements.attribute import AttributeStatements

EVENTS = {
    "dam": (
        "The Kessel dam held through the night as the river Arn rose past its highest mark.",
        ("Ilse Marrowin", "The dam at Kessel is safe today and will be safe tomorrow, but only if the gates stay shut"),
        ("Bram Teague", "We counted 40 flooded cellars in the old town of Kessel by noon"),
    ),
    "ferry": (
        "The Skell ferry strike entered its third week with crews of the Harbour Guild ashore.",
        ("Orla Brennick", "No crew of the Harbour Guild will sail for Skell unless the night pay is restored"),
        ("Anselm Dray", "The ferry line loses 200,000 crowns for every day that the strike lasts"),
    ),
    "fair": (
        "Glassblowers of Norrland opened their yearly fair with a furnace older than the town hall.",
        ("Petra Quillow", "Our ovens in Norrland were never hotter and our apprentices never so many"),
        ("Edda Voss", "The glass fair brings 3,000 visitors to Norrland who would not come in winter"),
    ),
    "vote": (
        "The council of Vantry voted on the tram line after eleven hours of debate.",
        ("Tobin Hask", "The tram line of Vantry will be built from the market to the barracks"),
        ("Orla Brennick", "A tram is no use to Vantry without a depot and the council knows it"),
    ),
}  # fmt: skip
NOTICE = "Sign up for the Evening Letter of the Vantry Post."


def make(outlet: str, event: str, number: int) -> Input:
    lead, *said = EVENTS[event]
    words = [word for word in sorted(frequencies()[1]) if word.isalpha() and len(word) > 4]
    own = random.Random(f"{outlet} {event}").sample(words, 90)
    parts = [lead, f"{' '.join(own).capitalize()}."]
    for name, words in said:
        shown = name if number % 2 else name.rsplit(" ", 1)[-1]
        cut = words if number % 3 else words.partition(", but")[0]
        parts.append(f"“{cut},” {shown} said on Monday.")
    parts.append(f"Guards counted {310 + number} lanterns beside the {event} and the old granary.")
    if outlet == "Post":
        parts.append(NOTICE)
    source = Source(outlet=outlet, published=f"2031-03-{4 + number:02}")
    return Input(
        name=f"{outlet}-{event}.txt", path=None, source=source, data="\n\n".join(parts).encode()
    )


def everything() -> list[Input]:
    return [
        make(outlet, event, number)
        for number, outlet in enumerate(("Courier", "Post", "Wire"))
        for event in EVENTS
    ]


FLOW = Flow(statements=AttributeStatements(extractor="rules"))


def rows(record: Record) -> dict[str, list]:
    memos = record.connection().execute("SELECT stage, key, value FROM memos ORDER BY 1, 2")
    return {table: record.rows(table) for table in EXPORTED} | {"memos": list(map(tuple, memos))}


def at_once(inputs, flow=FLOW, decisions=()) -> dict[str, list]:
    with Record.create(":memory:") as record:
        build(flow, inputs, record, decisions=decisions)
        return rows(record)
