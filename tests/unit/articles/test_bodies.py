"""What is body: by learned models where they are here, by rules where not."""

import logging
import shutil

import pytest
from tests.factories import page

from onrecord.articles import bodies
from onrecord.articles.extract import ExtractArticles
from onrecord.articles.features import FEATURES_OF_LINES
from onrecord.errors import UnknownName
from onrecord.model import Role
from onrecord.stage import Tally

PARAGRAPHS = [
    f"The ferry called at pier {n} of Skell on its way north, and captain Una Rask waved."
    for n in range(12)
]
MENU = [
    f"<li><a href='/{name}'>{name}</a></li>" for name in ("News", "Sport", "Weather", "Harbour")
]


def bodies_of(text, **given):
    html = text.startswith("<")
    (made,) = ExtractArticles(**given).run(page(text, html=html), Tally())
    return [" ".join(span.of(made.text).split()) for span in made.spans_of(Role.BODY)]


def html(*inside, head="<title>Ferry</title>"):
    return f"<html><head>{head}<body><ul>{''.join(MENU)}</ul>{''.join(inside)}</body></html>"


def paragraphs(*texts):
    return "".join(f"<p>{text}</p>" for text in texts)


def test_a_page_is_its_paragraphs_without_its_menu():
    text = html("<h1>The ferry is back</h1>", paragraphs(*PARAGRAPHS))
    assert bodies_of(text) == PARAGRAPHS


def test_an_article_inside_a_hidden_element_is_read():
    text = html(f"<div style='display:none'>{paragraphs(*PARAGRAPHS)}</div>")
    assert bodies_of(text) == PARAGRAPHS


def test_a_head_that_nobody_closed_ends_where_the_page_begins():
    text = html(paragraphs(*PARAGRAPHS)).replace("</head>", "").replace("<body>", "")
    assert bodies_of(text) == PARAGRAPHS


def flattened(*body):
    menu = ["News", "Sport", "Weather", "Harbour", "Sign in", "Subscribe"] * 4
    feet = ["About us", "Contact", "Terms", "Privacy", "© Tarrow Echo"] * 3
    return "\n".join([*menu, "The ferry is back", *body, *feet])


def test_lines_of_a_flattened_page_are_told_from_its_menus():
    assert bodies_of(flattened(*PARAGRAPHS)) == PARAGRAPHS


def test_a_headline_with_a_full_stop_at_the_top_of_a_long_text_is_read():
    text = "\n".join(["Rask says the ferry is back.", *PARAGRAPHS, *PARAGRAPHS, *PARAGRAPHS])
    assert bodies_of(text)[0] == "Rask says the ferry is back."


def test_the_title_is_the_line_whose_words_the_body_has():
    text = flattened(*PARAGRAPHS).replace("Sign in", "Three letters a week from our editors, free")
    (made,) = ExtractArticles().run(page(text), Tally())
    assert made.title == "The ferry is back"


def test_rules_alone_are_used_on_request_and_leave_no_digest():
    step = ExtractArticles(bodies="rules")
    assert step.digest is None
    assert bodies_of(flattened(*PARAGRAPHS), bodies="rules")


def test_an_unknown_way_to_tell_bodies_is_an_error():
    with pytest.raises(UnknownName, match="magic"):
        ExtractArticles(bodies="magic")


def test_models_are_named_by_their_bytes(tmp_path):
    shutil.copytree(bodies.folder_of(""), tmp_path, dirs_exist_ok=True)
    assert ExtractArticles(models=str(tmp_path)).digest == ExtractArticles().digest
    assert len(ExtractArticles().digest or "") == 64


@pytest.mark.parametrize("name", [*bodies.FEATURES, bodies.WORDING])
def test_a_model_that_is_missing_leaves_all_to_the_rules(name, tmp_path):
    shutil.copytree(bodies.folder_of(""), tmp_path, dirs_exist_ok=True)
    (tmp_path / name).unlink()
    assert ExtractArticles(models=str(tmp_path)).digest is None


@pytest.mark.parametrize(
    ("chances", "least"),
    [
        ([0.9, 0.45, 0.01], 0.5),
        ([0.6, 0.5], 0.48),  # hardly likelier than not
        ([0.45, 0.37, 0.01], 0.36),
        ([0.1, 0.01], 0.3),
        ([], 0.3),
    ],
)
def test_where_nothing_is_likely_what_is_likeliest_is_body(chances, least):
    assert bodies.least_chance(chances) == pytest.approx(least)


ENGLISH = "The ferry called at pier {} of Skell on its way north, and captain Una Rask waved."
GERMAN = "Trotz Sturm und Regen legte die Fähre gestern Abend pünktlich am Kai {} an, sagte Kapitänin Rask."


@pytest.mark.parametrize(
    ("sentence", "asked"),
    [(ENGLISH, ["lines.onnx", "lines_again.onnx"]), (GERMAN, ["lines.onnx"])],
)
def test_a_page_in_another_language_is_looked_at_once(sentence, asked, monkeypatch):
    looked, log_odds = [], bodies._log_odds

    def recorded(name, rows, folder):
        looked.append(name)
        return log_odds(name, rows, folder)

    monkeypatch.setattr(bodies, "_log_odds", recorded)
    told = [sentence.format(n) for n in range(40)]
    assert bodies_of("\n".join(told)) == told
    assert looked == asked


def test_between_two_lines_of_body_a_sentence_is_body_however_unlikely_and_a_label_is_not(
    monkeypatch,
):
    unlikely = {"The pier was painted green on that day.", "Share"}
    lines = [*PARAGRAPHS[:4], "The pier was painted green on that day.", *PARAGRAPHS[4:], "Share"]
    lines += [text.replace("Skell", "Tarrow") for text in (*PARAGRAPHS, *PARAGRAPHS[:8])]

    def chances(kind, features, texts, folder):
        return [0.0 if text in unlikely else 0.9 for text in texts]

    monkeypatch.setattr(bodies, "chances", chances)
    told = bodies_of("\n".join(lines))
    assert "The pier was painted green on that day." in told
    assert "Share" not in told


def test_what_says_what_it_is_does_not_part_a_text(monkeypatch):
    last = "Some 400 cars a day cross on it, the county says."
    below = ["Read more: Fares to rise in May", last, "Fares are to rise", "Imprint"]
    lines = [*["News", "Sport", "Weather", "Harbour"] * 6, *PARAGRAPHS, *below]

    def chances(kind, features, texts, folder):
        return [0.9 if text in PARAGRAPHS else 0.4 if text == last else 0.01 for text in texts]

    monkeypatch.setattr(bodies, "chances", chances)
    assert bodies_of("\n".join(lines)) == [*PARAGRAPHS, last]


def test_without_models_rules_tell_what_is_body(tmp_path):
    text = html(paragraphs(*PARAGRAPHS))
    assert ExtractArticles(models=str(tmp_path)).digest is None
    assert bodies_of(text, models=str(tmp_path)) == bodies_of(text, bodies="rules") == PARAGRAPHS


@pytest.mark.parametrize("name", [*bodies.FEATURES, bodies.WORDING])
def test_a_damaged_model_is_told_and_not_used(name, tmp_path, caplog):
    shutil.copytree(bodies.folder_of(""), tmp_path, dirs_exist_ok=True)
    path = tmp_path / name
    path.write_bytes(path.read_bytes()[:1001])
    with caplog.at_level(logging.WARNING):
        assert ExtractArticles(models=str(tmp_path)).digest is None
    assert "cannot be used" in caplog.text
    assert bodies_of(html(paragraphs(*PARAGRAPHS)), models=str(tmp_path)) == PARAGRAPHS


def test_a_model_that_reads_other_features_is_told_and_not_used(tmp_path, caplog):
    shutil.copytree(bodies.folder_of(""), tmp_path, dirs_exist_ok=True)
    path = tmp_path / "lines.onnx"
    name = FEATURES_OF_LINES[0].encode()
    path.write_bytes(path.read_bytes().replace(name + b",", name[::-1] + b",", 1))
    with caplog.at_level(logging.WARNING):
        assert not bodies.is_available(tmp_path)
    assert "other features" in caplog.text


def test_every_block_keeps_a_role_and_its_characters():
    text = html("<h1>The ferry is back</h1>", paragraphs(*PARAGRAPHS))
    (made,) = ExtractArticles().run(page(text, html=True), Tally())
    assert [region.span.of(made.text) for region in made.regions] == [
        line for line in made.text.split("\n") if line.strip()
    ]
