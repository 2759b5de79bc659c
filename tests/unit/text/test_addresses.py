"""One page is served under many spellings of its address; a front page has none."""

import pytest

from onrecord.text.addresses import page_address


@pytest.mark.parametrize(
    "url",
    [
        "https://echo.example/2031/ferry",
        "http://www.echo.example/2031/ferry/",
        "https://m.echo.example/2031/ferry#comments",
        "https://ECHO.example/2031/ferry?utm_source=a&utm_medium=b&fbclid=1",
        "https://amp.echo.example/2031/ferry/amp",
        " https://echo.example/2031/ferry?amp=1 ",
    ],
)
def test_spellings_of_one_address_are_one(url):
    assert page_address(url) == "echo.example/2031/ferry"


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://echo.example/story?id=7&p=2", "echo.example/story?id=7&p=2"),
        ("https://echo.example/story?p=2&id=7", "echo.example/story?id=7&p=2"),
        ("https://echo.example/?p=7", "echo.example?p=7"),
        ("https://echo.example/Ferry", "echo.example/Ferry"),
        ("https://m.example/ferry", "m.example/ferry"),  # its name, no mirror
        ("https://echo.example/", None),
        ("https://echo.example/?utm_source=a", None),
        ("echo.example/ferry", None),
        ("https://[::1/ferry", None),
        ("", None),
        (None, None),
    ],
)
def test_what_tells_a_page_from_others(url, address):
    assert page_address(url) == address
