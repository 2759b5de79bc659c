"""What no view says of an outlet, over templates, sentences and pages."""

import re
from importlib.resources import files

import pytest
from click import Context
from click.testing import CliRunner
from tests.factories import EXAMPLE, build_texts

from onrecord.cli.commands import cli
from onrecord.record.store import EXPORTED, Record
from onrecord.views.overview import Overview
from onrecord.views.terminal import Style
from onrecord.views.terminal_story import show_story
from onrecord.views.utterance import safe_url
from onrecord.views.web import pages
from onrecord.views.wording import FORBIDDEN, plain, remark, sentence, told, who_said

TEMPLATES = sorted((files("onrecord.views") / "templates").iterdir(), key=lambda one: one.name)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda one: one.name)
def test_templates_hold_no_verdict(template):
    words = re.sub(r"\{%.*?%\}|\{\{.*?\}\}|<[^>]*>", " ", template.read_text(encoding="utf-8"))
    assert [word for word in FORBIDDEN if word in words.casefold()] == []


def test_sentences_hold_no_verdict_and_quote_their_sources(record):
    overview = Overview(record, record.rows("stories")[0]["id"])
    said = [
        plain(sentence(overview, row)) for view in overview.utterances for row in view.differences
    ]
    assert any("The transcript continues: *unless" in one for one in said)
    assert not [
        one
        for one in said
        if any(word in re.sub(r"\*[^*]*\*", "", one).casefold() for word in FORBIDDEN)
    ]


def test_pages_escape_what_articles_say(tmp_path):
    path = tmp_path / "r.db"
    text = 'Mayor Orla <script>alert(1)</script> Brennick spoke. "We <img src=x onerror=alert(1)> sail," Brennick said.'
    build_texts(
        path, {"<b>Echo</b>": text, "Tribune": '"We sail," Brennick said on Monday in Tarrow.'}
    )
    with Record.read(path) as record:
        html = "".join(page for _, page in pages(record))
    assert "<script>alert" not in html
    assert "<img" not in html
    assert "<b>Echo" not in html


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", None, ""]
)
def test_only_web_addresses_become_links(url):
    assert safe_url(url) is None


def test_every_link_of_the_site_leads_to_a_page_of_it(record):
    made = dict(pages(record))
    for name, html in made.items():
        ids = set(re.findall(r'id="([^"]+)"', html))
        assert len(re.findall(r'id="([^"]+)"', html)) == len(ids), name
        for href in re.findall(r'href="([^"]+)"', html):
            if href.startswith("http"):
                continue
            page, _, anchor = href.partition("#")
            assert (page or name) in made, (name, href)
            if anchor:
                assert f'id="{anchor}"' in made[page or name], (name, href)


LINES = re.compile(r"<[^>]+>|\s+")


def lines_of(path, names: dict[str, str]) -> list[str]:
    """Return the words of every page, outlets called as `names` says, in no order."""
    with Record.read(path) as record:
        made = [html for name, html in pages(record) if not name.startswith(("article", "index"))]
    found = []
    for html in made:
        text = re.sub(
            r"<style>.*?</style>|<script>.*?</script>|<svg.*?</svg>", "", html, flags=re.DOTALL
        )
        text = re.sub(r"[0-9a-f]{8,64}", "", text)  # ids and digests hold the outlet's name too
        text = re.sub("|".join(names), lambda match: names[match[0]], text)
        found += [" ".join(LINES.sub(" ", line).split()) for line in text.split("\n")]
    words = [" ".join(sorted(re.findall(r"\w+", line))) for line in found]
    return sorted(line for line in words if line)


def test_exchanging_outlets_mirrors_every_page(tmp_path):
    one = '"The old ferry will leave the harbour of Skell in May," Mayor Orla Brennick said.\n\nBoats wait.'
    two = '"The old ferry will leave the harbour of Skell in May unless the rudder breaks," Orla Brennick told us.'
    build_texts(tmp_path / "a.db", {"Echo": one, "Tribune": two})
    build_texts(tmp_path / "b.db", {"Tribune": one, "Echo": two})
    here = lines_of(tmp_path / "a.db", {"Echo": "Echo", "Tribune": "Tribune"})
    there = lines_of(tmp_path / "b.db", {"Echo": "Tribune", "Tribune": "Echo"})
    assert len(here) > 60
    assert here == there


def test_what_commands_print_holds_no_verdict(example, tmp_path):
    sources = " ".join(
        path.read_text(encoding="utf-8") for path in EXAMPLE.iterdir() if path.suffix != ".csv"
    ).casefold()
    with Record.read(example) as record:
        id_ = record.rows("utterances")[0]["id"]
    asked = [[name, "--help"] for name in cli.list_commands(Context(cli))]
    asked += [
        ["show", str(example)], ["show", str(example), id_], ["explain", str(example), id_],
        ["compare", "--all", *(str(EXAMPLE / f"{one}.txt") for one in ("harbour-courier", "channel-nine"))],
        ["check", str(EXAMPLE / "harbour-courier.txt"), "--against", str(EXAMPLE / "transcript.txt"), "--all"],
        *(["export", str(example), "-t", table, "-f", "csv"] for table in EXPORTED),
    ]  # fmt: skip
    for words in asked:
        done = CliRunner().invoke(cli, words)
        assert done.exit_code in {0, 1}, words
        printed = done.output.casefold()
        found = [word for word in FORBIDDEN if word in printed and word not in sources]
        assert found == [], words


def test_outlets_that_differ_alike_are_told_in_one_sentence(tmp_path):
    short = '"The old ferry will leave the harbour of Skell in May," Orla Brennick said'
    long = '"The old ferry will leave the harbour of Skell in May unless the rudder breaks," Orla Brennick told us.'
    texts = {"Echo": f"{short} there.", "Mail": f"{short} on Monday.", "Post": f"{short}, smiling."}
    build_texts(tmp_path / "r.db", {**texts, "Tribune": long})
    with Record.read(tmp_path / "r.db") as record:
        overview = Overview(record, record.rows("stories")[0]["id"])
        (view,) = overview.shared()
        cuts = [one for one in view.substantive if one["relation"] == "ends_earlier"]
        assert len(cuts) == 3
        (said,) = told(overview, cuts)
    assert [one["id"] for one in said.rows] == [one["id"] for one in cuts]
    words = plain(said.parts)
    assert words.startswith("Echo, Mail and Post: quotations end at *May")
    assert "Tribune’s continues *unless the rudder breaks" in words
    assert "condition" in said.guards


def test_several_outlets_that_differ_alike_from_several_are_told_in_one_sentence(tmp_path):
    said = "The old ferry will leave the harbour of Skell in May"
    texts = {
        name: f'Orla Brennick spoke at the pier. "{said}{ending}," Brennick {verb}.'
        for name, ending, verb in (
            ("Echo", "", "said on Monday"),
            ("Mail", "", "told the pilots"),
            ("Post", " unless the rudder breaks", "said in a letter"),
            ("Tribune", " unless the rudder breaks", "told everybody"),
        )
    }
    build_texts(tmp_path / "r.db", texts)
    with Record.read(tmp_path / "r.db") as record:
        overview = Overview(record, record.rows("stories")[0]["id"])
        (view,) = overview.shared()
        (found,) = told(overview, view.substantive)
        assert len(found.rows) == 4
        assert plain(found.parts) == (
            "Echo and Mail: quotations end at *May,*; Post and Tribune continue *unless the rudder breaks*"
        )
        fewer = [row for row in view.substantive if row["id"] != found.rows[0]["id"]]
        stated = [plain(one.parts) for one in told(overview, fewer)]
        assert len(stated) == 2  # not of every pair: what is not a row is not said


def test_words_that_a_quotation_and_a_report_have_alike_are_told_in_one_sentence(tmp_path):
    said = "the old ferry to the harbour of Skell will be closed for at least"
    texts = {
        "Echo": f'Orla Brennick spoke at the pier. "T{said[1:]} a week," Brennick said.',
        "Mail": f"Rain fell on Tuesday. In a letter to the pilots Orla Brennick wrote that {said} a week.",
        "Post": f"Nobody knows yet who pays. Orla Brennick said in the evening that {said} two weeks.",
    }
    build_texts(tmp_path / "r.db", texts)
    with Record.read(tmp_path / "r.db") as record:
        overview = Overview(record, record.rows("stories")[0]["id"])
        (found,) = told(overview, overview.shared()[0].substantive)
    assert plain(found.parts) == "Echo and Mail: *a week*; Post: *two weeks*"
    assert found.guards == ["number"]


@pytest.mark.parametrize(
    ("short", "long", "told_as"),
    [
        (
            "{}.",
            "{}. We paint the hull, but not the mast.",
            "Mail’s continues *We paint the hull, but",
        ),
        (
            "{}.",
            "{}. It must be dry. We paint the hull, but not the mast.",
            "Mail’s goes on later with *We paint the hull, but",
        ),
        ("{}.", "We never paint. It must be dry. {}.", "Mail’s has earlier *We never paint"),
    ],
)
def test_words_between_are_not_passed_over_in_silence(tmp_path, short, long, told_as):
    said = "The old ferry will leave the harbour of Skell in May"
    texts = {
        name: f'Orla Brennick spoke at the pier. She said: "{one.format(said)}"'
        for name, one in (("Echo", short), ("Mail", long))
    }
    build_texts(tmp_path / "r.db", texts)
    with Record.read(tmp_path / "r.db") as record:
        overview = Overview(record, record.rows("stories")[0]["id"])
        words = [plain(sentence(overview, one)) for one in overview.compared()[0].differences]
    assert any(told_as in one for one in words), words


@pytest.mark.parametrize(
    ("here", "there", "told_as"),
    [
        (
            "She called the old ferry of Skell “a rotten hull with a flag.”",
            "She called it “a rotten hull with a flag” that nobody should board.",
            "Echo’s quotation ends at *flag.*; Mail’s report continues *that nobody should board*",
        ),
        (
            "She said: “We will leave the rotten hull of Skell to the gulls.”",
            "She said that the town would “leave the rotten hull of Skell to the gulls.”",
            "Echo: *We*; Mail: *that the town*",
        ),
    ],
)
def test_what_the_reporter_tells_is_not_called_a_quotation(tmp_path, here, there, told_as):
    texts = {
        name: f"{opening} {one}"
        for name, opening, one in (
            ("Echo", "Mayor Orla Brennick spoke at the pier of Skell.", here),
            (
                "Mail",
                "There was rain when Orla Brennick came down to the old harbour on Monday.",
                there,
            ),
        )
    }
    build_texts(tmp_path / "r.db", texts)
    with Record.read(tmp_path / "r.db") as record:
        overview = Overview(record, record.rows("stories")[0]["id"])
        words = [plain(sentence(overview, one)) for one in overview.compared()[0].differences]
    assert any(told_as in one for one in words), words


def test_who_said_it_is_a_name_or_what_is_printed():
    row = {"speaker_name": "Orla Brennick", "speaker_printed": "she"}
    assert who_said(row) == "Orla Brennick"
    assert who_said(row | {"speaker_name": None}) == "“she”, speaker unresolved"
    assert who_said({"speaker_name": None, "speaker_printed": None}) == "speaker unresolved"


def test_reports_of_a_word_or_two_are_counted_unless_all_is_asked_for(tmp_path):
    texts = {
        "Echo": "Mayor Orla Brennick endorsed Tobin Hask. She said that the ferry of Skell would sail in May.",
        "Mail": "The ferry of Skell is old. “It will sink one day,” said Tobin Hask.",
    }
    build_texts(tmp_path / "r.db", texts)
    with Record.read(tmp_path / "r.db") as record:
        overview = Overview(record, record.rows("stories")[0]["id"])
        short, whole = (
            "\n".join(show_story(overview, Style(colour=False), 100, everything=everything))
            for everything in (False, True)
        )
    assert "Orla Brennick (endorsed): Tobin Hask" in whole
    heading, _, listed = short.partition("Mail: 1")[0].partition("\n")
    assert "Tobin Hask" in heading  # the first words of a text without a title
    assert "Tobin Hask" not in listed
    assert "and 1 report of 3 words or fewer: --all lists them" in short


def test_of_a_long_statement_that_may_be_the_same_what_is_alike_is_shown(tmp_path):
    long = " ".join(["The harbour of Skell is old and its cranes were sold long ago."] * 5)
    same = "Nobody paid for the lamps on the northern quay"
    texts = {
        "Echo": f"Orla Brennick smiled. “{long} {same}. {long}” she said.",
        "Mail": "There was rain in Tarrow. Some pilots said that the lamps of that northern quay were paid by nobody.",
    }
    build_texts(tmp_path / "r.db", texts)
    with Record.read(tmp_path / "r.db") as record:
        overview = Overview(record, record.rows("stories")[0]["id"])
        assert overview.possibly()
        shown = "\n".join(show_story(overview, Style(colour=False), 100, full=False))
    said = " ".join(shown.partition("Possibly")[2].split())
    assert "paid for the lamps on the northern quay" in said
    assert said.count("cranes") <= 2
    assert " …" in said


def test_every_difference_is_told_once_and_names_both_its_sides(record):
    overview = Overview(record, record.rows("stories")[0]["id"])
    for view in overview.utterances:
        sentences = told(overview, view.differences)
        rows = [row["id"] for said in sentences for row in said.rows]
        assert sorted(rows) == sorted(one["id"] for one in view.differences)
        for said in sentences:
            words = plain(said.parts)
            for row in said.rows:
                for side in ("left", "right"):
                    article = overview.articles[row[f"{side}_article"]]
                    name = overview.label(article["id"])
                    is_base = article["role"] == "transcript"
                    assert ("transcript" if is_base else name) in words, (words, name)


def test_several_have_the_same_words_only_where_each_two_of_them_have(tmp_path):
    path = tmp_path / "r.db"
    said = '"The old ferry will leave the harbour of Skell in May," Orla Brennick said.'
    build_texts(
        path,
        {
            "Echo": f"Mayor Orla Brennick spoke on the pier of Skell.\n\n{said}",
            "Ledger": f"{said}\n\nIt was cold in Skell, and few had come to hear the mayor.",
            "Tribune": f"The ferry of Skell is old. A crew waits for it.\n\n{said}",
        },
    )
    with Record.read(path) as record:
        overview = Overview(record, record.rows("stories")[0]["id"])
        (view,) = (one for one in overview.utterances if len(one.differences) == 3)
        three = told(overview, view.differences)
        two = told(overview, view.differences[:2])
    assert [plain(one.parts) for one in three] == ["Echo, Ledger and Tribune: the same words"]
    assert [len(one.rows) for one in three] == [3]
    assert [len(one.rows) for one in two] == [1, 1]


@pytest.mark.parametrize("turned", [False, True])
def test_what_two_statements_of_an_article_lack_is_told_once_of_the_nearer(tmp_path, turned):
    first = "We sold the old ferry of Skell because no yard in Tarrow would mend its rudder again."
    between = "The harbour was full of rust."
    second = "The new one was built in Tarrow by the yard that builds our rudders."
    behind = "We will not raise the fares for it."
    lead = "Mayor Orla Brennick of Tarrow met reporters at the ferry on Monday.\n\n"
    texts = {
        "Echo": f"{lead}“{first}” Brennick said.\n\nThe mayor looked well. “{second}” Brennick added.",
        "Tribune": f"{lead}“{first} {between} {second} {behind}” Brennick said.",
    }
    order = sorted(texts, reverse=turned)
    build_texts(tmp_path / "r.db", {name: texts[name] for name in order})
    with Record.read(tmp_path / "r.db") as record:
        overview = Overview(record, record.rows("stories")[0]["id"])
        (view,) = overview.shared()
        found = told(overview, view.differences)
    sentences = sorted(plain(one.parts) for one in found)
    assert [one for one in sentences if "ends" in one or "starts" in one] == [
        "Echo’s quotation ends at *again.*; Tribune’s continues *The harbour was full of rust*",
        "Echo’s quotation ends at *rudders.*; Tribune’s continues *We will not raise the fares for it*",
    ]
    # what each states are all the rows: those of the other statement too
    assert sorted(row["id"] for one in found for row in one.rows) == sorted(
        row["id"] for row in view.differences
    )
    assert any(len(one.rows) > 1 for one in found)


def test_a_report_stands_behind_its_verb_wherever_it_is_listed(tmp_path):
    text = (
        "Orla Brennick denied that she had asked the harbour master to wait until the ice was gone.\n\n"
        "“The ferry of Skell sails in May at the latest,” Tobin Hask added."
    )
    build_texts(tmp_path / "r.db", {"Echo": text})
    with Record.read(tmp_path / "r.db") as record:
        overview = Overview(record, record.rows("stories")[0]["id"])
        lines = "\n".join(show_story(overview, Style(colour=False), 120, everything=True))
        denied, quoted = (remark(one) for one in overview.utterances)
    assert "Orla Brennick (denied): that she had asked" in lines
    assert "Tobin Hask: “The ferry" in lines
    assert {denied[:8], quoted[:8]} == {"(denied)", "“The fer"}
