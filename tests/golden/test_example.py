"""What the example story's record says, in words: reviewed as a diff when it changes."""

from pathlib import Path

from onrecord.record.store import Record
from onrecord.views.overview import Overview
from onrecord.views.wording import plain, sentence

GOLDEN = Path(__file__).with_name("example.txt")


def shown(record: Record) -> str:
    overview = Overview(record, record.rows("stories")[0]["id"])
    lines = [overview.independent()]
    for view in overview.utterances:
        lines.append(f"\n{view.row['speaker_name']}: {', '.join(view.row['outlets'])}")
        for one in view.statements:
            text = " […] ".join(" ".join(span["text"].split()) for span in one["content"])
            lines.append(f"  {overview.label(one['article'])} [{one['kind']}] {text}")
        lines += [
            f"  - {plain(sentence(overview, row))} {row['guards']}" for row in view.differences
        ]
    return "\n".join(lines) + "\n"


def test_the_example_story(record, golden_rewrite):
    text = shown(record)
    if golden_rewrite:
        GOLDEN.write_text(text, encoding="utf-8")
    assert text == GOLDEN.read_text(encoding="utf-8")
