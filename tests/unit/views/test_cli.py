"""The command line as a user types it."""

import itertools
import json
import os
import sqlite3
import subprocess
import sys
from importlib.metadata import PackageNotFoundError

import pytest
from tests.factories import EXAMPLE, build_texts

import onrecord
from onrecord.cli.doctor import look
from onrecord.cli.output import Exit
from onrecord.record.store import Record
from onrecord.views.wording import FORBIDDEN


def run(*arguments: str, stdin: bytes = b"", cwd=None, **env: str):
    return subprocess.run(
        [sys.executable, "-m", "onrecord", *arguments],
        input=stdin,
        capture_output=True,
        check=False,
        cwd=cwd,
        env={**os.environ, **env},
    )


def test_the_demo_runs_and_its_record_verifies(tmp_path):
    done = run("demo", "-o", str(tmp_path))
    assert done.returncode == 0
    assert "unless the inspection finds a crack" in " ".join(done.stdout.decode().split())
    assert (tmp_path / "site" / "index.html").is_file()
    assert run("verify", str(tmp_path / "example.db")).returncode == 0


def test_building_again_adds_nothing(tmp_path):
    path = str(tmp_path / "r.db")
    assert run("build", str(EXAMPLE), "-o", path).returncode == 0
    first = run("export", path, "-t", "differences").stdout
    again = run("build", str(EXAMPLE), "-o", path)
    assert b"(0 new)" in again.stdout
    assert run("export", path, "-t", "differences").stdout == first


def test_compare_prints_json_with_spans(tmp_path):
    files = [str(EXAMPLE / name) for name in ("harbour-courier.txt", "meridian-wire.txt")]
    found = json.loads(run("compare", *files, "--json").stdout)
    sentences = [row["sentence"] for one in found["utterances"] for row in one["differences"]]
    assert any("unless the inspection finds" in sentence for sentence in sentences)


def test_an_outlet_that_gives_a_number_twice_is_named_once():
    shown = run("compare", str(EXAMPLE)).stdout.decode()
    assert "Channel Nine: 114 million crowns" in shown
    assert "Channel Nine, Channel Nine" not in shown


def test_compare_in_the_other_order_changes_only_the_columns():
    files = [str(EXAMPLE / name) for name in ("harbour-courier.txt", "meridian-wire.txt")]
    one = json.loads(run("compare", *files, "--json").stdout)
    other = json.loads(run("compare", *reversed(files), "--json").stdout)
    assert [row["input"] for row in one["articles"]] == [
        row["input"] for row in reversed(other["articles"])
    ]
    assert [row["differences"] for row in one["utterances"]] == [
        row["differences"] for row in other["utterances"]
    ]


@pytest.mark.parametrize(
    ("files", "code", "said"),
    [
        ({"a.txt": b""}, 3, "empty"),
        ({"a.txt": b"GIF89a\0\0"}, 3, "binary"),
        ({"a.txt": "Der Bürgermeister sprach.".encode("cp1252")}, 0, ""),
        ({"a.html": b"<html><nav>Home</nav></html>"}, 3, "no_article"),
        (
            {"a.txt": b"The ferry leaves in May.", "b.txt": b"The ferry leaves in May."},
            4,
            "duplicate",
        ),
        ({"a.txt": b"The ferry leaves in May.", "b.txt": b""}, 4, "empty"),
        ({}, 3, "empty_folder"),
    ],
)
def test_bad_input_is_told_and_the_rest_goes_on(tmp_path, files, code, said):
    folder = tmp_path / "in"
    folder.mkdir()
    for name, data in files.items():
        (folder / name).write_bytes(data)
    done = run("build", str(folder), "-o", str(tmp_path / "r.db"))
    assert done.returncode == code
    assert said in done.stderr.decode()
    assert b"Traceback" not in done.stderr


def test_one_article_alone_is_a_record_with_no_comparison():
    done = run("compare", str(EXAMPLE / "meridian-wire.txt"))
    assert done.returncode == 0
    assert "nothing to compare" in done.stdout.decode()


def test_the_same_file_twice_is_one_article():
    name = str(EXAMPLE / "meridian-wire.txt")
    done = run("compare", name, name)
    assert "1 article," in done.stdout.decode()


def test_reads_standard_input():
    done = run("compare", "-", "--json", stdin=b'"We sail in May," Orla Brennick said.')
    (row,) = json.loads(done.stdout)["utterances"]
    assert row["speaker_name"] == "Orla Brennick"


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("show", "none.db"), 2, "there is no record here"),
        (("build", "none.txt", "-o", "r.db"), 3, "not_found"),
        (("build", "none.txt", "-o", "no/such/folder/r.db"), 2, "does the folder exist"),
        (("frobnicate",), 2, "No such command"),
        (("export", "r.db", "-t", "x"), 2, "there is no record"),
    ],
)
def test_usage_errors_say_what_to_do(tmp_path, arguments, code, said):
    done = run(*arguments, cwd=tmp_path)
    assert done.returncode == code
    assert said in done.stderr.decode()


def test_settings_come_from_file_and_environment_and_unknown_keys_are_errors(tmp_path):
    (tmp_path / "onrecord.toml").write_text("[stories]\nthreshold = 0.5\n")
    done = run("config", "--json", cwd=tmp_path, ONRECORD_REPRINTS__MIN_RUN="12")
    rows = {row["setting"]: row for row in json.loads(done.stdout)}
    assert rows["stories.threshold"]["value"] == 0.5
    assert rows["reprints.min_run"] == {
        "setting": "reprints.min_run",
        "value": 12,
        "origin": "ONRECORD_REPRINTS__MIN_RUN",
    }
    (tmp_path / "onrecord.toml").write_text("[stories]\ntreshold = 0.5\n")
    wrong = run("config", cwd=tmp_path)
    assert wrong.returncode == 2
    assert (
        "known: average, days, max_met, min_shared_keys, one_story, threshold"
        in wrong.stderr.decode()
    )


def test_explain_gives_reasons_for_every_possible_link(tmp_path):
    path, folder = str(tmp_path / "r.db"), tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(
        'The Echo asked Mayor Orla Brennick, "Is this a diversion to draw attention from the ferry?"'
    )
    (folder / "b.txt").write_text(
        "Claims that the bridge was planned to divert attention from the lost ferry are absurd, "
        "Mayor Orla Brennick said."
    )
    run("build", str(folder), "-o", path, "--one-story")
    rows = [
        json.loads(line) for line in run("export", path, "-t", "differences").stdout.splitlines()
    ]
    possibly = [row for row in rows if row["relation"] == "possibly_same"]
    assert possibly
    for row in possibly:
        (found,) = json.loads(run("explain", path, row["id"], "--json").stdout)
        assert len(found["reasons"]) >= 3


TOWNS = (
    "Skell Orrin Tarrow Quillan Vellmar Northgate Kessel Brann Uldby Fjaer Hovden Rask Lindal Moss Torvik Sund Elden Garm "
    "Ystra Dale Vik Nes Lom Bo Hol"
).split()


def test_of_a_large_story_the_first_is_shown_and_the_rest_counted(tmp_path):
    for name, ending in (("a", ""), ("b", " of this year")):
        said = [
            f"“{town} {town}wards {town}men {town}holm {town}fjord{ending},” Orla Brennick said."
            for town in map(str.lower, TOWNS)
        ]
        (tmp_path / f"{name}.txt").write_text("\n\n".join(["Ferries and goats", *said]))
    path = str(tmp_path / "r.db")
    run("build", str(tmp_path / "a.txt"), str(tmp_path / "b.txt"), "-o", path, "--one-story")
    shown = run("show", path).stdout.decode()
    assert "20. Orla Brennick" in shown
    assert "21. Orla Brennick" not in shown
    assert "5 utterances more: --all shows them" in shown
    assert "25. Orla Brennick" in run("show", path, "--all").stdout.decode()


def test_stories_of_most_independent_texts_come_first(tmp_path):
    lone = "Glassblowers from all Norrland met in Quillan. “The ovens are hot,” said Ada Holm."
    ferry = "“The ferry to Skell sails again on the first of May,” operator Orla Brennick said"
    (tmp_path / "lone.txt").write_text(lone)
    (tmp_path / "one.txt").write_text(f"{ferry} at Tarrow. The rudder broke in a storm off Skell.")
    (tmp_path / "two.txt").write_text(f"Skell gets its Tarrow ferry back. {ferry} on Thursday.")
    path = str(tmp_path / "r.db")
    run("build", str(tmp_path), "-o", path)
    _, first, second = run("show", path).stdout.decode().splitlines()
    assert first.split()[1:3] == ["2", "2"]
    assert second.split()[1:3] == ["1", "1"]


def test_no_command_judges(example):
    shown = run("show", str(example)).stdout.decode()
    for word in FORBIDDEN:
        assert word not in shown.casefold()


def test_check_holds_a_draft_against_a_transcript():
    draft = str(EXAMPLE / "harbour-courier.txt")
    done = run("check", draft, "--against", str(EXAMPLE / "transcript.txt"))
    assert done.returncode == 1
    first = done.stdout.decode().splitlines()[0]
    assert first.startswith(f"{draft}:3:224: ")
    assert "The transcript continues: *unless the inspection finds a crack" in first


@pytest.mark.parametrize(
    ("held", "code", "told"),
    [
        (b"", Exit.NO_INPUT, "empty: {}: no text in it"),
        (b"Skell", Exit.FINDINGS, "rejected {}: no_article: no running text"),
    ],
)
def test_what_a_draft_cannot_be_held_against_is_named(tmp_path, held, code, told):
    against = tmp_path / "press.txt"
    against.write_bytes(held)
    done = run("check", str(EXAMPLE / "harbour-courier.txt"), "--against", str(against))
    assert done.returncode == code
    assert told.format(against) in done.stderr.decode()


def test_a_draft_that_changes_a_sentence_has_one_finding_however_many_print_its_text(tmp_path):
    said = "“We will light the bridge every night{},” said the mayor, Odo Falk, on Monday."
    report = [
        "The fair at Dunmorrow opens on Friday with forty stalls along the old canal, the council said.",
        "{}",
        "Boats will leave from the lower lock each hour, and the last one returns before midnight.",
    ]
    text = "\n\n".join(report)
    prints = {
        f"Post {n}": f"Post {n} went there.\n\n" + text.format(said.format(" unless it rains"))
        for n in range(5)
    }
    build_texts(tmp_path / "r.db", prints)
    (tmp_path / "draft.txt").write_text(
        "Soon.\n\n" + text.format(said.format("")), encoding="utf-8"
    )
    done = run("check", str(tmp_path / "draft.txt"), "--against", str(tmp_path / "r.db"))
    assert done.returncode == 1, done.stderr
    assert done.stdout.decode().count("unless it rains") == 1


def test_check_names_a_quotation_that_is_nowhere(tmp_path):
    draft = tmp_path / "draft.txt"
    draft.write_text('"The harbour was sold to a circus in May," Ilse Marrowin said on Wednesday.')
    done = run("check", str(draft), "--against", str(EXAMPLE / "transcript.txt"), "--json")
    (found,) = json.loads(done.stdout)
    assert (done.returncode, found["relation"], found["line"], found["column"]) == (
        1,
        "not_found",
        1,
        1,
    )
    assert "Not found in Ministry of Water (full text supplied" in found["text"]


def test_check_finds_a_row_of_words_whoever_is_named_and_few_words_wherever_they_stand(tmp_path):
    draft = tmp_path / "draft.txt"
    draft.write_text(
        '"We will not open the spillway before the spring flood, and I will not hear of it again," Bram Teague '
        'said.\n\nThe minister called that "the other half," Teague said: "The other half."'
    )
    done = run("check", str(draft), "--against", str(EXAMPLE / "transcript.txt"), "--json")
    assert "not_found" not in {one["relation"] for one in json.loads(done.stdout)}


def test_check_passes_a_faithful_draft(tmp_path):
    draft = tmp_path / "draft.txt"
    draft.write_text(
        '"Nobody in the lower town has to leave their home this week," Ilse Marrowin said.'
    )
    done = run("check", str(draft), "--against", str(EXAMPLE / "transcript.txt"))
    assert (done.returncode, done.stdout) == (0, b"")


def test_check_takes_a_record_that_holds_the_draft_itself(example):
    done = run("check", str(EXAMPLE / "harbour-courier.txt"), "--against", str(example))
    assert done.returncode == 1
    assert b"rejected" not in done.stderr


def test_check_reads_a_draft_that_is_a_reprint(example, tmp_path):
    wire = (EXAMPLE / "meridian-wire.txt").read_text(encoding="utf-8")
    cut = " unless the inspection finds a crack in the eastern wall, and in that case we will open it within six hours"
    draft = tmp_path / "draft.txt"
    draft.write_text(wire.replace(cut, ""))
    done = run("check", str(draft), "--against", str(example))
    assert done.returncode == 1
    assert "The transcript continues: *unless the inspection finds a crack" in done.stdout.decode()
    assert "Not found" not in done.stdout.decode()


def test_check_takes_an_article_with_one_colon_for_an_article(tmp_path):
    other = tmp_path / "other.txt"
    other.write_text(
        'Ferry: Good news\n\n"We sail in the month of May," Orla Brennick said.\n\nAll are glad.'
    )
    draft = tmp_path / "draft.txt"
    draft.write_text('"We sail in the month of May," Orla Brennick said.')
    assert run("check", str(draft), "--against", str(other)).returncode == 0


def test_an_unknown_extractor_stops_before_the_first_item(tmp_path):
    (tmp_path / "onrecord.toml").write_text('[statements]\nextractor = "oracle"\n')
    done = run("compare", str(EXAMPLE / "meridian-wire.txt"), cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.decode().strip().endswith("unknown extractor 'oracle'; known: auto, rules")


def test_a_paragraph_that_a_new_setting_reads_is_no_rejection_any_more(tmp_path):
    (tmp_path / "a.txt").write_text('"We sail in the month of May," Orla Brennick said.')
    assert (
        run(
            "build", "a.txt", "-o", "r.db", cwd=tmp_path, ONRECORD_STATEMENTS__MAX_PARAGRAPH="10"
        ).returncode
        == 4
    )
    assert run("build", "a.txt", "-o", "r.db", cwd=tmp_path).returncode == 0
    assert run("export", "r.db", "-t", "rejections", cwd=tmp_path).stdout == b""


ARTICLE = (
    "Mayor Lena Okafor said the bridge would open in May. Tobin Hask believes the toll will rise.\n\n"
    "“We are glad,” Okafor added. “It took a while.”\n"
)


def test_statements_of_one_article_as_text_json_and_marked():
    listed = run("statements", "-", stdin=ARTICLE.encode())
    assert listed.returncode == 0
    assert "Lena Okafor" in listed.stdout.decode()
    rows = json.loads(run("statements", "-", "--json", stdin=ARTICLE.encode()).stdout)
    assert [row["content"][0]["start"] for row in rows] == sorted(
        row["content"][0]["start"] for row in rows
    )
    for row in rows:
        for span in (*row["source"], *row["cue"], *row["content"]):
            assert ARTICLE[span["start"] : span["end"]] == span["text"]
    marked = run("statements", "-", "--highlight", stdin=ARTICLE.encode()).stdout.decode()
    assert "<said>" in marked
    assert "".join(char for char in marked if char not in "{}<>[]").split() == ARTICLE.split()


def test_attitudes_are_told_from_speech():
    rows = json.loads(run("statements", "-", "--json", stdin=ARTICLE.encode()).stdout)
    acts = {row["cue"][0]["text"]: row["act"] for row in rows if row["cue"]}
    assert acts["said"] == "speech"
    assert acts["believes"] == "attitude"
    speech = json.loads(run("statements", "-", "--json", "--speech", stdin=ARTICLE.encode()).stdout)
    assert len(speech) == len(rows) - 1


def test_extract_gives_the_same_rows_in_python():
    rows = onrecord.extract(ARTICLE)
    assert [row["speaker_name"] for row in rows if row["kind"] == "direct"] == ["Lena Okafor"]
    for row in rows:
        assert all(ARTICLE[s["start"] : s["end"]] == s["text"] for s in row["content"])
    assert onrecord.extract("") == []
    with pytest.raises(ValueError, match="surrogate"):
        onrecord.extract("\ud800")


TRANSCRIPT = (
    "MARROWIN: We will not open the spillway before the flood, unless there is a crack.\n"
    "HASK: When would that be?\nMARROWIN: The inspection ends on Friday evening at the latest.\n"
)
DRAFT = "“We will not open the spillway before the flood,” Ilse Marrowin said.\n\nIt rained.\n"


def test_check_cites_the_houses_own_rules_and_speaks_sarif(tmp_path):
    (tmp_path / "t.txt").write_text(TRANSCRIPT)
    (tmp_path / "d.txt").write_text(DRAFT)
    (tmp_path / "style.toml").write_text(
        '[[rule]]\nid = "Q4"\nsays = "A condition stays with its promise."\nguards = ["condition"]\n'
        '[[rule]]\nid = "Q5"\nsays = "Not here."\nrelation = ["joined"]\n'
    )
    arguments = ("check", "d.txt", "--against", "t.txt", "--style", "style.toml")
    done = run(*arguments, cwd=tmp_path)
    assert done.returncode == 1
    assert "Q4: A condition stays with its promise." in done.stdout.decode()
    assert "Q5" not in done.stdout.decode()
    sarif = json.loads(run(*arguments, "--sarif", cwd=tmp_path).stdout)
    (result,) = sarif["runs"][0]["results"]
    region = result["locations"][0]["physicalLocation"]["region"]
    where = DRAFT[region["charOffset"] : region["charOffset"] + region["charLength"]]
    assert where.endswith("flood,")
    assert (region["startLine"], result["ruleId"]) == (1, "ends_earlier")
    assert sarif["runs"][0]["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == "ends_earlier"
    assert result["properties"]["rules"] == ["Q4"]
    assert "unless there is a crack" in result["message"]["text"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[[rule]]\nid = "Q"\n', "no `says`"),
        ('[[rule]]\nid = "Q"\nsays = "x"\nguards = ["luck"]\n', "unknown guards"),
        ('[[rule]]\nverdict = "x"\n', "unknown key"),
        ("[[", "not readable"),
    ],
)
def test_broken_rules_are_an_error(tmp_path, text, message):
    (tmp_path / "d.txt").write_text(DRAFT)
    (tmp_path / "style.toml").write_text(text)
    done = run("check", "d.txt", "--against", "d.txt", "--style", "style.toml", cwd=tmp_path)
    assert done.returncode == 2
    assert message in done.stderr.decode()


def test_check_says_when_draft_and_transcript_name_different_people(tmp_path):
    (tmp_path / "t.txt").write_text(
        TRANSCRIPT.replace("MARROWIN", "ILSE MARROWIN").replace("HASK", "TOBIN HASK")
    )
    (tmp_path / "d.txt").write_text(
        "“We will not open the spillway before the flood, unless there is a crack,” Tobin Hask said.\n"
    )
    done = run("check", "d.txt", "--against", "t.txt", "--json", cwd=tmp_path)
    (found,) = [one for one in json.loads(done.stdout) if one["relation"] == "speaker"]
    assert "names Tobin Hask" in found["text"]
    assert "Ilse Marrowin" in found["text"].replace("ILSE MARROWIN", "Ilse Marrowin")


def test_doctor_says_what_is_here():
    done = run("doctor", "--json")
    rows = {row["what"]: row for row in json.loads(done.stdout)}
    assert {"onrecord", "tagger", "sqlite", "cores", "rapidfuzz"} <= set(rows)
    assert not any(row["amiss"] for row in rows.values())
    assert done.returncode == 0


def test_doctor_finds_no_fault_in_an_extra_that_is_not_installed(monkeypatch):
    def installed(name: str) -> str:
        if name in {"spacy", "rapidfuzz"}:
            raise PackageNotFoundError(name)
        return "1"

    monkeypatch.setattr("onrecord.cli.doctor.version", installed)
    rows = {row["what"]: row for row in look()}
    assert rows["spacy"]["value"] == "not installed; with onrecord[spacy]"
    assert not rows["spacy"]["amiss"]
    assert rows["rapidfuzz"]["amiss"]


def test_progress_as_json_lines(tmp_path):
    path, missing = str(tmp_path / "r.db"), str(tmp_path / "none.txt")
    result = run("--log-json", "build", str(EXAMPLE), missing, "-o", path)
    events = [json.loads(line) for line in result.stderr.splitlines()]
    done = [one["stage"] for one in events if one["event"] == "done"]
    assert (done[0], done[-1]) == ("pages", "figures")
    assert any(one["event"] == "error" and "none.txt" in one["text"] for one in events)
    assert b"1 input rejected (1 " in result.stdout


SLOW = """
import time
from onrecord.cli.output import Output
list(Output().over("statements")((time.sleep(0.3) or n for n in range(4)), 4))
"""


@pytest.mark.parametrize("at", [0, 1, 3])
def test_what_belongs_to_all_commands_may_stand_anywhere(tmp_path, at):
    (tmp_path / "a.txt").write_text('"We stay," Mayor Orla Brennick said in Tarrow on Monday.')
    arguments = ["statements", str(tmp_path / "a.txt"), "--json"]
    quiet = run(*arguments[:at], "--quiet", *arguments[at:])
    assert (quiet.returncode, quiet.stderr) == (0, b"")
    assert b"--quiet" in run("statements", "--", "--quiet").stderr  # a file of that name


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
def test_a_terminal_shows_a_bar_of_what_takes_long():
    assert b"%|" in shown_on_a_terminal(["-c", SLOW])


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
def test_a_terminal_shows_how_many_a_stage_made(tmp_path):
    text = 'Mayor Orla Brennick spoke. "We sail at noon," Brennick said. '
    (tmp_path / "a.txt").write_text(text)
    arguments = ["-m", "onrecord", "build", str(tmp_path), "-o", str(tmp_path / "r.db")]
    shown = shown_on_a_terminal(arguments)
    assert b"statements: 1" in shown
    assert b"figures: " in shown


def shown_on_a_terminal(arguments):
    import fcntl
    import pty
    import struct
    import termios

    mother, child = pty.openpty()
    fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
    shown = b""
    with subprocess.Popen([sys.executable, *arguments], stdout=subprocess.DEVNULL, stderr=child):
        os.close(child)
        while part := _read(mother):
            shown += part
    os.close(mother)
    return shown


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # the other end is closed
        return b""


def test_explain_says_what_another_threshold_would_do(tmp_path):
    path = str(tmp_path / "r.db")
    run("build", str(EXAMPLE), "-o", path, "--one-story")
    rows = [
        json.loads(line) for line in run("export", path, "-t", "utterances").stdout.splitlines()
    ]
    id_ = max(rows, key=lambda row: len(row["statements"]))["id"]
    high = json.loads(run("explain", path, id_, "--at", "1000", "--json").stdout)
    assert {one["would_be"] for one in high if one["linked"]} == {"parted"}
    low = json.loads(run("explain", path, id_, "--at", "0", "--json").stdout)
    assert {one["would_be"] for one in low if not one["linked"]} <= {"joined"}
    assert b"links fewer" in run("explain", path, id_, "--at", "1000").stdout
    plain = json.loads(run("explain", path, id_, "--json").stdout)
    assert not any("would_be" in one for one in plain)


def test_a_record_is_brought_up_to_date_without_its_inputs(tmp_path):
    path = tmp_path / "r.db"
    inputs = [str(EXAMPLE / name) for name in ("harbour-courier.txt", "meridian-wire.txt")]
    assert run("build", *inputs, "-o", str(path), "--one-story").returncode == 0
    with sqlite3.connect(path) as db:  # as an earlier version left it
        later = [("stories", "transcripts")]
        later += itertools.product(("pages", "articles"), ("updated", "fetched"))
        later += [("mentions", "together"), ("speakers", "members")]
        db.execute("DROP INDEX speakers_together")
        for table, column in later:
            db.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
            db.execute("DELETE FROM digests WHERE name = ?", [table])
        db.execute("PRAGMA user_version = 15")
    db.close()
    done = run("show", str(path))
    assert done.returncode == 2
    assert f"bring it up to date with: onrecord build -o {path}" in done.stderr.decode()
    assert run("build", "-o", str(path)).returncode == 0
    assert run("verify", str(path)).returncode == 0
    with Record.read(path) as record:
        assert [len(one["articles"]) for one in record.rows("stories")] == [
            2
        ]  # one, as it was told
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version = 99")
    db.close()
    assert "it takes a later version" in run("show", str(path)).stderr.decode()


def test_nothing_is_built_of_nothing(tmp_path):
    done = run("build", "-o", str(tmp_path / "r.db"))
    assert (done.returncode, (tmp_path / "r.db").exists()) == (2, False)
    assert "name what to build it from" in done.stderr.decode()


def test_what_is_taken_for_a_transcript_and_what_is_passed_over_is_said(tmp_path):
    talk = "\n\n".join(
        f"{name} (00:{n}0):\nThe ferry sails." for n, name in enumerate(["OSTROW", "TEAGUE"] * 3)
    )
    (tmp_path / "talk.txt").write_text(talk)
    (tmp_path / "a.png").write_bytes(b"x")
    done = run("build", str(tmp_path), "-o", str(tmp_path / "r.db"))
    said = done.stderr.decode()
    assert f"read as a transcript by how it is printed: {tmp_path}/talk.txt (if not" in said
    assert "1 file of other kinds in folders not read (1 .png)" in said
    (tmp_path / "sources.csv").write_text("file,role\ntalk.txt,transcript\n")
    again = run("build", str(tmp_path), "-o", str(tmp_path / "s.db"))
    assert b"by how it is printed" not in again.stderr


def test_what_differs_without_a_guard_word_is_counted_and_listed_if_asked_for(tmp_path):
    said = "The old ferry will leave the harbour of Skell in May"
    for name, words in (("a", f"{said}, so they say"), ("b", f"{said} unless the {{}} breaks")):
        text = f'Orla Brennick spoke at the pier. "{words.format("rudder")}," Brennick said in a letter from {name}.'
        (tmp_path / f"{name}.txt").write_text(
            text.replace("old", "ancient") if name == "a" else text
        )
    files = [str(tmp_path / "a.txt"), str(tmp_path / "b.txt")]
    run("build", *files, "-o", str(tmp_path / "r.db"))
    story, shown = (
        run(*how, str(tmp_path / "r.db")).stdout.decode() for how in (["show"], ["show", "--all"])
    )
    assert "1 without a guard word: show " in story
    assert "ancient" not in story.partition("[direct]")[2].partition("•")[2]
    assert "without a guard word:" in shown
    assert "ancient" in shown.partition("without a guard word:")[2]
    compared = run("compare", *files).stdout.decode()
    assert "1 without a guard word" in compared
    assert "show " not in compared
    assert (
        "ancient"
        in run("compare", "--all", *files).stdout.decode().partition("without a guard word:")[2]
    )
