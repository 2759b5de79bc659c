"""The static site in Chromium: it renders without an error, light, dark, at phone and desktop width."""

import shutil
import subprocess
from pathlib import Path

import pytest

from onrecord.record.store import Record
from onrecord.views.web import write_site

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
SHOTS = Path("build/screenshots")

pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here")]


def chromium(profile: Path, *arguments: str) -> subprocess.CompletedProcess:
    flags = (
        "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --hide-scrollbars "
        "--disable-background-networking --disable-component-update --disable-sync"
    ).split()
    return subprocess.run(
        [CHROMIUM, *flags, f"--user-data-dir={profile}", *arguments],
        capture_output=True, check=True, timeout=60, text=True,
    )  # fmt: skip


@pytest.fixture(scope="module")
def site(example, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    with Record.read(example) as record:
        write_site(record, folder)
    return folder


def page(site: Path, kind: str) -> str:
    return max(site.glob(f"{kind}-*.html"), key=lambda path: path.stat().st_size).as_uri()


@pytest.mark.parametrize("kind", ["story", "utterance", "article", "speaker"])
def test_pages_open_from_file_and_keep_their_style(site, tmp_path, kind):
    done = chromium(tmp_path, "--dump-dom", page(site, kind))
    assert "<main" in done.stdout
    assert "Refused to apply" not in done.stderr


@pytest.mark.parametrize("width", [375, 1200])
@pytest.mark.parametrize("kind", ["story", "utterance", "article", "speaker"])
def test_screenshots_are_taken(site, tmp_path, kind, width):
    SHOTS.mkdir(parents=True, exist_ok=True)
    target = SHOTS / f"{kind}-{width}.png"
    chromium(
        tmp_path,
        f"--window-size={max(width, 500)},1600",
        f"--screenshot={target}",
        page(site, kind),
    )
    assert target.stat().st_size > 10_000
