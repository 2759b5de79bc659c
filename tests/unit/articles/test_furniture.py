"""Lines that recur over an outlet's articles are its furniture, and what a wire repeats is not."""

from tests.factories import article, build_texts, flow

from onrecord.articles.furniture import LearnFurniture
from onrecord.flow import build
from onrecord.model import Role, Source
from onrecord.pages.inputs import Input
from onrecord.record.store import Record

NOTICE = "Sign up for the morning letter of the Echo and never miss what happens in our islands."
STORIES = [
    "The ferry to Skell sailed again on Monday after the storm that had kept it in the harbour.",
    "The council of Tarrow voted on Tuesday to mend the old lamp at the end of the pier.",
    "A pilot from Norrland was thanked on Wednesday by the crew whom he led out of the ice.",
    "The market in Skell opened late on Thursday because the timber had not come in time.",
]


def learnt(texts, outlet: str = "Echo"):
    made = [article(text, outlet=outlet) for text in texts]
    out = list(LearnFurniture().run(made))
    assert list(LearnFurniture().run(out)) == out
    assert [one.text for one in out] == [one.text for one in made]
    return [
        [region.span.of(one.text) for region in one.regions if region.role is Role.FURNITURE]
        for one in out
    ]


def test_a_line_in_three_texts_of_an_outlet_is_furniture():
    texts = [f"{text}\n\n{NOTICE}" for text in STORIES[:3]]
    assert learnt(texts) == [[NOTICE]] * 3
    assert learnt(texts[:2]) == [[], []]


def test_versions_of_one_text_count_once():
    background = "The harbour of Skell was built for the herring boats that no longer come here."
    texts = [
        f"Storm keeps the ferry in\n\nBy Oda Fenwick\n\n{STORIES[0]}\n\n{background}\n\nUpdate {n}: {text}"
        for n, text in enumerate(STORIES[1:])
    ]
    assert learnt(texts) == [[], [], []]


def test_where_only_a_file_names_it_nothing_is_learnt():
    made = [article(f"{text}\n\n{NOTICE}") for text in STORIES]
    assert list(LearnFurniture().run(made)) == made


def inputs(texts):
    return [
        Input(name=f"{text[:9]}.txt", path=None, source=Source(outlet="Echo"), data=text.encode())
        for text in texts
    ]


def test_what_is_learnt_late_holds_for_what_was_read_before(tmp_path):
    said = "The Echo says that you will never miss the ferry with our letter."
    texts = [f"{text}\n\n{said}" for text in STORIES]
    for name, parts in (("once", [texts]), ("parts", [texts[:2], texts[2:]])):
        for part in parts:
            with Record.create(tmp_path / name) as record:
                build(flow(), inputs(part), record)
    with Record.read(tmp_path / "once") as once, Record.read(tmp_path / "parts") as parts:
        roles = [r["role"] for row in parts.rows("articles") for r in row["regions"]]
        assert roles.count("furniture") == 4
        assert parts.rows("statements") == once.rows("statements")
        contents = [one["content"][0]["text"] for one in once.rows("statements")]
        assert not [one for one in contents if "letter" in one]
        assert parts.rows("articles") == once.rows("articles")


def test_what_recurs_no_more_is_body_again():
    made = [article(f"{text}\n\n{NOTICE}", outlet="Echo") for text in STORIES[:3]]
    out = list(LearnFurniture().run(made))
    assert list(LearnFurniture().run(out[:2])) == made[:2]


def test_a_record_of_two_articles_is_as_it_was(tmp_path):
    build_texts(tmp_path / "r.db", {"Echo": STORIES[0], "Tribune": STORIES[1]})
    with Record.read(tmp_path / "r.db") as record:
        assert {r["role"] for row in record.rows("articles") for r in row["regions"]} == {"body"}


def test_what_a_wire_repeats_inside_its_stories_and_times_of_day_stay():
    background = (
        'The pilots have said that the harbour of Skell is "no place for a ship of this size" since the '
        "spring in which the herring boats left for the islands in the north."
    )
    filler = [f"Nobody on pier {name} saw the boat." for name in ("one", "two", "three", "four")]
    texts = ["\n\n".join([text, *filler, "6 p.m.", background, *filler]) for text in STORIES[:3]]
    found = [line for some in learnt(texts) for line in some]
    assert background not in found
    assert "6 p.m." not in found
