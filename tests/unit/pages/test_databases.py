"""Articles that a news database printed into one document. The exports are made up here, in the databases' forms."""

import textwrap

import pytest
from tests.files import word_file, word_paragraph

from onrecord.model import Page, Rejection, Source
from onrecord.pages.inputs import Input
from onrecord.pages.read import ReadPages
from onrecord.stage import Tally

ICE = (
    "“We are not moving the ferry before the ice is gone,” Mara Ostrow, the board's chair, told reporters. "
    "“Nobody on the board wants that,” she added."
)
MONEY = "“We have no money,” Ostrow said. Notes on the budget follow in May."
ARTICLES = [
    ("The Harbour Times (London)", "March 12, 2031 Wednesday", "Ferry to stay in port until the ice is gone, board says",
     "Anna Lind", ["VELLMAR - The ferry stays in port, the harbour board said on Wednesday.", ICE]),
    ("Coast Daily", "March 13, 2031 Thursday 10:15 AM GMT", "No money for a pier", None, ["The board met on Thursday.", MONEY]),
]  # fmt: skip


def read(name: str, data: bytes, **settings: int) -> list[Page | Rejection]:
    item = Input(name=name, path=None, source=Source(), data=data)
    return list(ReadPages(**settings).run(item, Tally()))


def nexis(*, cover: bool = True) -> list[str]:
    lines = (
        ["User Name: A. Reader", "Date and Time: Monday, March 17, 2031", "Documents (2)"]
        if cover
        else []
    )
    for number, (_, _, title, _, _) in enumerate(ARTICLES if cover else (), 1):
        lines += [f"{number}. {title}", "Search Terms: ferry AND March 12, 2031"]
    for outlet, day, title, author, body in ARTICLES:
        lines += [
            title,
            outlet,
            day,
            "Copyright 2031 Harbour Media All Rights Reserved",
            "Section: NEWS; Pg. 4",
            "Length: 54 words",
        ]
        lines += [f"Byline: {author}"] if author else []
        lines += [
            "Highlight: Not before May 1, 2031",
            "Body",
            *body,
            "Graphic",
            "A ferry.",
            "Classification",
            "Language: ENGLISH",
        ]
        lines += ["Load-Date: March 14, 2031", "End of Document"]
    return lines  # fmt: skip


def lexis() -> str:
    out = ""
    for number, (outlet, day, title, author, body) in enumerate(ARTICLES, 1):
        by = f"BYLINE: {author}\n\n" if author else ""
        paragraphs = "\n\n".join(textwrap.fill(one, 76) for one in body)
        out += (
            f"\n\n\n{number:>32} of 2 DOCUMENTS\n\n\n{outlet:>60} - Final Edition\n\n{day:>60}\n\n"
            f"{textwrap.fill(title, 40)}\n\n{by}SECTION: NEWS; Pg. 4\n\nLENGTH: 54 words\n\nHIGHLIGHT: Not before May.\n"
            f"The ice stays.\n\n\n{paragraphs}\n\nGRAPHIC: A ferry\n\nLOAD-DATE: March 14, 2031\n\nLANGUAGE: ENGLISH\n\n"
            "                 Copyright 2031 Harbour Media\n                     All Rights Reserved\n"
        )
    return out


def factiva(number: int) -> list[str]:
    outlet, day, title, author, body = ARTICLES[number]
    month, of_month, year = day.replace(",", "").split()[:3]
    return [
        *("News", title, *([f"By {author}"] if author else []), "54 words"),
        *(f"{of_month} {month} {year}", "14:05", outlet, "HARTIM", "4", "English", "(c) 2031 Harbour Media"),
        *(*body, f"Document HARTIM0020310312ef7c0012{number}"),
    ]  # fmt: skip


def factiva_page() -> str:
    made = ""
    for number in range(len(ARTICLES)):
        lines = "".join(f"<div><span class='x'>{line}</span></div>" for line in factiva(number))
        made += f'<div class="article enArticle">{lines}</div><br>'
    return (
        f"<html><head><title>Factiva</title><style>.x {{}}</style></head><body>{made}</body></html>"
    )


def factiva_table() -> str:
    made = ""
    for number, (outlet, _, title, author, body) in enumerate(ARTICLES):
        rows = {"SE": "News", "HD": title, "BY": f"By {author}" if author else "", "WC": "54 words", "PD": factiva(number)[-8 - len(body)],
                "SN": outlet, "SC": "HARTIM", "LP": f"<p>{body[0]}</p>", "TD": f"<p>{body[1]}</p>", "CO": "harb : Board",
                "AN": factiva(number)[-1]}  # fmt: skip
        cells = "".join(
            f"<tr><td><b>{k}</b>&nbsp;</td><td>{v}</td></tr>" for k, v in rows.items() if v
        )
        made += f"<table>{cells}</table>"
    return f"<html><body>{made}</body></html>"


def proquest() -> str:
    out = ""
    for number, (outlet, day, title, author, body) in enumerate(ARTICLES, 1):
        by = f"Author: {author}\n\n" if author else ""
        text = "\n\n".join(body)
        month, of_month, year = day.split()[:3]
        out += (
            f"{'_' * 60}\n\nDocument {number} of 2\n\n{title}\n\n{by}Publication info: {outlet} ; Vellmar [Vellmar]: 4.\n\n"
            f"http://search.example/{number}\n\nAbstract: A ferry.\n\nFull text: {text}\n\nSubject: Ferries; Ice\n\n"
            f"Title: {title}\n\nPublication title: {outlet}; Vellmar\n\nPublication date: {month[:3]} {of_month} {year}\n\n"
        )
    return f"{out}{'_' * 60}\n\nContact us\n"


def europresse() -> str:
    made = ""
    for number, (outlet, _, title, author, body) in enumerate(ARTICLES):
        text = "".join(f"<p>{one}</p>" for one in body)
        made += (
            f'<article><header><div class="rdp__DocPublicationName"><span class="DocPublicationName">{outlet}</span></div>'
            f'<span class="DocHeader">Politique, {12 + number} mars 2031 54 mots, p. 8</span><div class="titreArticle">'
            f'<p class="titreArticleVisu rdp__articletitle">{title}</p></div><div class="sm-margin-bottomNews">{author or ""}'
            f'</div></header><section><div class="DocText clearfix"><div class="docOcurrContainer">{text}</div></div></section>'
            "<footer>© 2031 Harbour Media</footer></article>"
        )
    return f"<!doctype html><html><body>{made}</body></html>"


def rtf(lines: list[str]) -> bytes:
    written = (
        "".join(char if ord(char) < 128 else f"\\u{ord(char)}?" for char in line) for line in lines
    )
    body = "\n".join(f"\\pard {line}\\par" for line in written)
    return f"{{\\rtf1\\ansi\\ansicpg1252{{\\fonttbl{{\\f0\\fcharset0 Times;}}}}\n{body}}}".encode()


EXPORTS = {
    "nexis.docx": word_file("".join(map(word_paragraph, nexis()))),
    "nexis.rtf": rtf(nexis()),
    "nexis.txt": "\r\n".join(nexis(cover=False)).encode("cp1252"),
    "lexis.txt": lexis().encode(),
    "factiva.rtf": rtf([line for number in range(2) for line in factiva(number)]),
    "factiva.html": factiva_page().encode(),
    "factiva-codes.html": factiva_table().encode(),
    "proquest.txt": proquest().encode("utf-16"),
    "europresse.html": europresse().encode(),
}


@pytest.mark.parametrize("name", EXPORTS)
def test_each_article_of_an_export_is_a_page_with_what_is_printed_of_it(name):
    made = read(name, EXPORTS[name])
    assert [one.input for one in made] == [f"{name}#1", f"{name}#2"]
    for one, (outlet, _, title, author, body), day in zip(
        made, ARTICLES, ("12", "13"), strict=True
    ):
        assert isinstance(one, Page)
        assert " ".join(one.text.split()) == " ".join(" ".join(body).split())
        assert one.source == Source(
            outlet=outlet, published=f"2031-03-{day}", title=title, byline=author
        )


def test_what_the_user_says_of_an_export_stands_before_what_it_prints():
    item = Input(name="a.txt", path=None, source=Source(outlet="Ours"), data=EXPORTS["nexis.txt"])
    assert {one.source.outlet for one in ReadPages().run(item, Tally())} == {"Ours"}


def test_an_article_without_text_is_a_rejection_and_the_others_are_read():
    lines = nexis(cover=False)
    at = lines.index("Body")
    first, second = read("a.txt", "\n".join(lines[: at + 1] + lines[at + 3 :]).encode())
    assert isinstance(first, Rejection)
    assert first.reason == "no_text"
    assert ARTICLES[0][2] in first.detail
    assert isinstance(second, Page)


def test_the_limit_is_that_of_an_article():
    long = [line + " and so on" * 200 if line == ICE else line for line in nexis(cover=False)]
    data = word_file("".join(map(word_paragraph, long)))
    first, second = read("a.docx", data, max_bytes=2000)
    assert isinstance(first, Rejection)
    assert first.reason == "too_large"
    assert isinstance(second, Page)


@pytest.mark.parametrize(
    "text",
    [
        f"The ferry stays\n\n{ICE}\n\nEnd of Document\n",
        f"Document 1 of 3\n\nThe board's minutes\n\n{ICE}\n",
        f"Exhibit\n\n1 of 5 DOCUMENTS\n\nSection: 4\n\n{ICE}",
    ],
)
def test_a_text_that_only_ends_or_begins_as_a_database_prints_is_one_page(text):
    (page,) = read("a.txt", text.encode())
    assert isinstance(page, Page)
    assert page.input == "a.txt"
    assert page.text == text


def test_rtf_is_its_text():
    (page,) = read(
        "a.doc",
        rb"{\rtf1\ansi{\fonttbl{\f0\fcharset0 Times;}}{\header Page 1}\pard The hyperlink \'93stays\'94, \u-10179?\u-8704?"
        rb' said {\field{\*\fldinst{HYPERLINK "https://coast.example/"}}{\fldrslt Mara Ostrow}}.\par Not \b in\b0  May.\par}',
    )
    assert page.text.split("\n") == [
        "The hyperlink “stays”, 😀 said Mara Ostrow.",
        "Not in May.",
        "",
    ]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"{\\rtf1}", "empty"),
        (b"{\\rtf1 \\uc The ferry}", "unreadable"),
        (b"{\\rtf1{\\fonttbl \\f1" + b"\\fcharset1 " * 2000 + b"}}", "unreadable"),
    ],
)
def test_a_broken_rtf_says_so(data, reason):
    with pytest.raises(Exception, match=reason):
        read("a.rtf", data)
