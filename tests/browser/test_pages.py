"""What a reader does, in Chromium: from a file and from a server, by keyboard, without scripts, on a phone."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

SHOTS = Path("build/screenshots")
PHONE = {"viewport": {"width": 375, "height": 740}}
KINDS = ("index", "story", "utterance", "article", "speaker", "speakers", "search")

pytestmark = pytest.mark.browser


def visit(page, root: str, kind: str) -> None:
    """Open a page of a kind by following links from the first page."""
    page.goto(f"{root}/index.html")
    if kind == "index":
        return
    if kind in {"speakers", "search"}:
        page.get_by_role("link", name=kind.capitalize(), exact=True).click()
        return
    page.locator("ul.stories a").first.click()
    if kind == "story":
        return
    if kind == "utterance":
        page.locator("#differ h3 a").first.click()
    elif kind == "speaker":
        page.locator("#voices ol.voices a").first.click()
    else:
        page.locator("#texts td a").first.click()
    page.wait_for_load_state()
    assert re.search(rf"/{kind}-[0-9a-f]+\.html", page.url)


def find_a_passage_and_come_back(page, root: str) -> None:
    page.goto(f"{root}/index.html")
    page.get_by_role("link", name="Speakers", exact=True).click()
    page.get_by_role("link", name="Ilse Marrowin").click()
    page.locator("ul.stories a").first.click()
    page.wait_for_url(re.compile("utterance-"))
    here = page.url
    page.get_by_role("link", name="in the article").first.click()
    page.wait_for_url(re.compile(r"article-.*#s"))
    target = page.locator(":target")
    assert target.is_visible()
    assert len(target.inner_text()) > 10
    href = target.get_attribute("href")
    assert href
    assert here.endswith(href)
    target.click()
    page.wait_for_url(here)


def test_a_reader_finds_a_passage_and_comes_back(root, page):
    find_a_passage_and_come_back(page, root)


def test_the_same_without_scripts(root, open_page):
    find_a_passage_and_come_back(open_page(java_script_enabled=False), root)


def test_the_same_on_a_phone(root, open_page):
    page = open_page(**PHONE, is_mobile=True, has_touch=True)
    find_a_passage_and_come_back(page, root)


def press_until(page, fits, most: int = 120) -> None:
    """Press Tab until what has the focus fits; then Enter."""
    for _ in range(most):
        page.keyboard.press("Tab")
        focused = page.evaluate(
            "() => ({text: document.activeElement.textContent.trim(),"
            " href: document.activeElement.getAttribute('href') || '',"
            " outline: getComputedStyle(document.activeElement).outlineStyle})"
        )
        if fits(focused):
            assert focused["outline"] != "none", focused
            page.keyboard.press("Enter")
            page.wait_for_load_state()
            return
    pytest.fail("nothing that has the focus fits")


def test_the_same_by_keyboard_alone(root, page):
    page.goto(f"{root}/index.html")
    press_until(page, lambda one: one["text"] == "Speakers")
    page.wait_for_url(re.compile("speakers"))
    press_until(page, lambda one: one["text"] == "Ilse Marrowin")
    page.wait_for_url(re.compile("speaker-"))
    press_until(page, lambda one: one["href"].startswith("utterance-"))
    page.wait_for_url(re.compile("utterance-"))
    here = page.url
    press_until(page, lambda one: one["text"] == "in the article")
    page.wait_for_url(re.compile("article-"))
    press_until(page, lambda one: one["href"] and here.endswith(one["href"]))
    page.wait_for_url(here)


def test_the_first_tab_skips_to_the_content(root, page):
    page.goto(f"{root}/index.html")
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Skip to the content"
    assert page.locator(":focus").bounding_box()["x"] >= 0


def serious(page) -> list[tuple[str, list[str]]]:
    """Return what axe finds that keeps people out."""
    answer = Axe().run(page).response
    assert answer["passes"]
    return [
        (one["id"], [node["html"][:120] for node in one["nodes"]][:3])
        for one in answer["violations"]
        if one["impact"] in {"serious", "critical"}
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing_serious(root, kind, scheme, open_page):
    page = open_page(color_scheme=scheme)
    visit(page, root, kind)
    assert serious(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_changed_between_versions_is_one_click_away(versions, scheme, open_page):
    page = open_page(color_scheme=scheme, **PHONE)
    visit(page, versions, "story")
    page.get_by_role("link", name="Versions").click()
    section = page.locator("#versions")
    expect(section.get_by_text("Only in 14:45 UTC")).to_be_visible()
    sentence = section.get_by_role("cell").filter(has_text="informed").locator("mark").first
    expect(sentence).to_be_hidden()
    section.locator("summary").click()
    expect(sentence).to_be_visible()
    assert serious(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["viewport"]["width"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_phone_scrolls_in_one_direction(root, kind, open_page):
    page = open_page(**PHONE)
    visit(page, root, kind)
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= PHONE["viewport"]["width"]


@pytest.mark.parametrize("kind", KINDS)
def test_screenshots_are_taken(site, kind, open_page):
    SHOTS.mkdir(parents=True, exist_ok=True)
    for name, options in {
        "light": {"viewport": {"width": 1200, "height": 900}},
        "dark": {"viewport": {"width": 1200, "height": 900}, "color_scheme": "dark"},
        "phone": PHONE,
    }.items():
        page = open_page(**options)
        visit(page, site, kind)
        page.screenshot(path=SHOTS / f"{kind}-{name}.png", full_page=True)
    page = open_page(viewport={"width": 800, "height": 1100})
    visit(page, site, kind)
    page.emulate_media(media="print")
    page.screenshot(path=SHOTS / f"{kind}-print.png", full_page=True)
    assert (SHOTS / f"{kind}-print.png").stat().st_size > 5_000


def test_the_static_search_narrows(site, page):
    page.goto(f"{site}/search.html")
    rows = page.locator("#found > li")
    before = rows.count()
    page.get_by_label("Only those with").fill("spillway flood")
    shown = page.locator("#found > li:visible")
    assert 0 < shown.count() < before
    assert all("spillway" in text for text in shown.all_inner_texts())
    assert f"{shown.count()} of {before}" in page.locator("#narrowed").inner_text()


@pytest.mark.parametrize("is_scripted", [True, False])
def test_search_and_review_live(served, open_page, is_scripted):
    page = open_page(java_script_enabled=is_scripted)
    page.goto(f"{served}/search")
    told = page.get_by_role("status")
    before = told.inner_text()
    page.get_by_role("searchbox", name="Words").fill("spillway")
    if is_scripted:  # results follow what is typed, the page stays
        expect(told).not_to_have_text(before)
    page.get_by_role("combobox", name="Speaker").select_option("Ilse Marrowin")
    page.get_by_role("button", name="Search").click()
    page.wait_for_url(re.compile("q=spillway.*speaker=Ilse"))
    page.wait_for_load_state("networkidle")
    page.locator(".found a").first.click()
    page.wait_for_url(re.compile("article-"))
    assert page.locator(":target").is_visible()
    page.goto(f"{served}/review")
    page.get_by_role("button", name="Unsure").first.click()
    expect(page.get_by_role("status")).to_have_text("Decided: unsure.")
    page.get_by_role("button", name="Undo").first.click()
    expect(page.get_by_role("status")).to_have_text("Decided: undo.")


@pytest.mark.parametrize("path", ["search?q=spillway", "review"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_live(served, path, scheme, open_page):
    page = open_page(color_scheme=scheme)
    page.goto(f"{served}/{path}")
    assert serious(page) == []
