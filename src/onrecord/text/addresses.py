"""Addresses of pages, as they are compared: one page is served under many spellings, and at several times."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from urllib.parse import parse_qsl, urlsplit

__all__ = ["page_address", "telling_moment"]

_MOMENTS = ("updated", "fetched", "published")
"""What may tell versions of a page apart, what the page itself says first."""

_MIRRORS = re.compile(r"^(?:www|m|mobile|amp)\.(?=[^.]+\.)")
"""Hosts that serve the same pages to other machines."""
_AMP = re.compile(r"/amp(?:\.html)?$|\.amp(?:\.html)?$")
_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|cmpid|ito|smid|ocid|ns_\w+|at_\w+|output|amp"
)
"""Parameters that say who sent a reader, or for which machine, and not which page: those of campaigns and of outlets'
own. Addresses are compared within an outlet, so that a name too many here joins little. Set by hand."""


def telling_moment(values_of: Callable[[str], Sequence[str | None]]) -> str | None:
    """Return by which field versions of a page are told apart: the first in which all have a value, each another.

    `values_of` gives the values of a field. None where no field does.
    """
    for name in _MOMENTS:
        values = values_of(name)
        if all(values) and len(set(values)) == len(values):
            return name
    return None


def page_address(url: str | None) -> str | None:
    """Return host, path and query of a page as they tell it from others; None where they tell none.

    Scheme, fragment, a trailing slash and what only tracks the reader are left out. A front page
    (no path, no query) is none: it holds another article each day.
    """
    try:
        parts = urlsplit((url or "").strip())
        host = (parts.hostname or "").casefold()
    except ValueError:
        return None
    if not host:
        return None
    path = _AMP.sub("", parts.path.rstrip("/")).rstrip("/")
    query = sorted(
        (key, value)
        for key, value in parse_qsl(parts.query, keep_blank_values=True)
        if not _TRACKING.fullmatch(key.casefold())
    )
    if not path and not query:
        return None
    asked = "&".join(f"{key}={value}" for key, value in query)
    return f"{_MIRRORS.sub('', host)}{path}{f'?{asked}' if asked else ''}"
