"""Pictures are well-formed, say what they are, and hold no word of a source as markup."""

import lxml.etree
import pytest

from onrecord.views.pictures import Bar, Branch, bars, heat, matrix, timeline, tree

HOSTILE = '<script>alert("1")</script>'


@pytest.mark.parametrize(
    "svg",
    [
        matrix([HOSTILE, "Echo"], [{0: "direct"}, {0: "mixed", 1: "possible"}], HOSTILE),
        matrix([], [], "empty"),
        heat([0, 1, 3, 0], HOSTILE),
        heat([], "empty"),
        timeline(["2031-03-12", "2031-03-14"], [(HOSTILE, {"2031-03-12": 2})], "time"),
        timeline(["2031-03-12"], [("u1", {"2031-03-12": 200})], "one day"),
        bars([Bar(HOSTILE, ((0, 3.0), (9, 1.0))), Bar("none", ())], "voices"),
        tree([Branch(HOSTILE, 0, None, ""), Branch("Echo", 1, 0, "120 characters shared")], "tree"),
    ],
)
def test_a_picture_is_well_formed_titled_and_escaped(svg):
    root = lxml.etree.fromstring(str(svg))
    assert root.get("aria-label") == root.findtext("title")
    assert root.get("role") == "img"
    assert {one.tag for one in root.iter()} <= {"svg", "title", "path", "text", "circle", "rect"}


def test_a_matrix_draws_a_mark_for_each_cell_and_a_shape_for_each_kind():
    rows = [{0: "direct", 1: "indirect"}, {1: "indirect"}]
    root = lxml.etree.fromstring(str(matrix(["Echo", "Tribune"], rows, "m")))
    marks = {one.get("class"): one.get("d").count("M") for one in root.iter("path")}
    assert marks == {"grid": 3, "direct": 1, "indirect": 2}


def test_a_strip_has_a_column_for_each_word_that_is_carried():
    root = lxml.etree.fromstring(str(heat([0, 2, 1], "h")))
    drawn = "".join(one.get("d") for one in root.iter("path") if one.get("class") == "carried")
    assert drawn.count("M") == 2
