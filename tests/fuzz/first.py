"""What each target begins with: small inputs of its kind, invented, and words to put into others."""

from __future__ import annotations

import gzip
import io
import json
import zipfile

from tests.factories import EXAMPLE
from tests.files import mhtml, pdf_file, spreadsheet, word_file, word_paragraph, zip_file

__all__ = ["WORDS", "first_inputs"]

_SAID = (
    "Mara Ostrow, the harbour master, said on Thursday that “the ferry leaves in May, unless the ice "
    'stays”. She added: \'We are not closing it.\' "No," Bram Teague told the Ledger, "not before '
    '3 April 2031." According to officials, 14 of 20 boats were moved last week.\n\n'
    "“It will cost 1.5 million crowns,” he said.\n\n“And it will not be free."
)
_TURNS = "MARA OSTROW: The ferry leaves in May.\nQ  When in May?\nMS. OSTROW: On the 3rd, if the ice allows.\n"
_PRINTED = (
    f"Ferry stays\nThe Echo\nMarch 12, 2031\nCopyright 2031\nLength: 9 words\nByline: Anna Lind\nBody\n{_SAID}\nLoad-Date: x\n"
    f"End of Document\nIce\n54 words\n12 March 2031\n14:05\nEcho\nECHO\nEnglish\n(c) 2031\n{_SAID}\n"
    f"Document ECHO000020310312ef7c00120\n1 of 2 DOCUMENTS\nEcho\nMarch 12, 2031\n\nIce\n\nLENGTH: 9 words\n\n{_SAID}\n"
    f"LOAD-DATE: x\nDocument 1 of 1\nIce\nFull text: {_SAID}\nPublication title: Echo\nPublication date: Mar 12, 2031\n"
)
"""As databases print articles."""
_HTML = (
    '<!doctype html><html lang="en"><head><title>Ferry</title><meta property="og:title" content="Ferry">'
    '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2031-04-03T08:00:00Z"}'
    "</script></head><body><nav><a href='/'>Home</a></nav><h1>Ferry &amp; ice</h1><p>{}</p>"
    "<!-- x --><figure><figcaption>Photo: Echo</figcaption></figure></body></html>"
)
_HTTP = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"


def _warc(payload: str) -> bytes:
    block = (_HTTP + payload).encode()
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
        "WARC-Target-URI: http://echo.example/1\r\nWARC-Date: 2031-04-03T08:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def _wacz(member: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as folder:
        folder.writestr(zipfile.ZipInfo("archive/a.warc"), member)
    return out.getvalue()


def first_inputs(target: str) -> list[bytes]:
    """Return inputs that a target takes; what is not named here begins with plain text."""
    html = _HTML.replace("{}", _SAID)
    texts = [
        one.read_bytes() for one in sorted(EXAMPLE.iterdir()) if one.suffix in {".txt", ".html"}
    ]
    row = json.dumps({"text": _SAID, "outlet": "Echo", "url": "http://echo.example/1"})
    ninjs = json.dumps({"uri": "x", "headlines": [{"value": "Ferry"}], "bodies": [{"value": html}]})
    kinds = {
        "html": [html, _HTML.replace("{}", _TURNS.replace("\n", "<br>"))],
        "vtt": ["WEBVTT\n\n00:00:01.000 --> 00:00:04.000\n<v Mara Ostrow>The ferry leaves.\n\n"],
        "srt": ["1\n00:00:01,000 --> 00:00:04,000\nMARA OSTROW: The ferry leaves.\n\n"],
        "csv": ['text,outlet,published\n"The ferry, she said, leaves.",Echo,2031-04-03\n', "speaker,text,date\nAna Brul,The ferry leaves.,2031-04-03\n"],
        "tsv": ["text\toutlet\nThe ferry leaves, she said.\tEcho\n", "".join(f"{n}\tANA BRUL\tThe ferry leaves in May, I said.\n" for n in range(8))],
        "rss": [
            ("<rss><channel><title>Echo</title><item><title>Ferry</title><link>http://e.example</link>"
            f"<description>{_SAID}</description></item></channel></rss>"),
            ("<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>F</title>"
            f"<content type='html'>&lt;p&gt;{_SAID}&lt;/p&gt;</content></entry></feed>"),
        ],
        "json": [row, f"[{row}]", ninjs],
        "jsonl": [f"{row}\n{row}\n"],
        "xml": [
            ("<TEI><person xml:id='a'><persName>Mara Ostrow</persName></person><u who='#a'>"
            "<seg>The ferry leaves in May.</seg></u></TEI>"),
            "<akomaNtoso><speech by='#b'><from>Bram</from><p>Not in May.</p></speech></akomaNtoso>",
        ],
        "eml": [f"From: Echo <a@echo.example>\nSubject: =?utf-8?q?Ferry?=\nDate: Mon, 05 May 2031 10:00:00 +0200\n\n{_SAID}"],
        "rtf": [
            r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset204 T;}}\pard " + _SAID.replace("\n", "\\par\n") + r"\'e9\u8220?}",
            "{\\rtf1 " + _PRINTED.replace("\n", "\\par\n") + "}",
        ],
        "md": [f"---\ntitle: Ice\n---\n# Ice\n\n> {_SAID}\n\n* [**Ola** _Ness_](https://echo.example/a 'x') ![a](b)\n\nIce\n===\n"],
        "txt": [_SAID, _TURNS, _PRINTED],
        "quotations": [_SAID, "«Non», dit-elle. „Nein“, 「いいえ」 5'10\" tall, ''so'' ``and'' ‘so’"],
        "dates": ["on Thursday, 3 April 2031; last week; two days ago; 2031-04-03; Sept. 15; 25/04/2031"],
        "record": [f"{_SAID}\0{_SAID.replace('not ', '').replace('14', '15')}\0{_TURNS}"],
    }  # fmt: skip
    if target == "mhtml":
        return [mhtml(html.encode())]
    if target == "pdf":
        return [pdf_file([(72, 700 - 14 * n, line) for n, line in enumerate(_TURNS.split("\n"))])]
    if target == "docx":
        return [word_file("".join(map(word_paragraph, _SAID.split("\n\n"))))]
    if target == "zip":
        return [zip_file(news___a__txt=_SAID.encode(), b__html=html.encode())]
    if target == "xlsx":
        return [spreadsheet(Notes=[["Ferries"]], News=[["outlet", "text"], ["Echo", _SAID]])]
    if target == "txt.gz":
        return [gzip.compress(_SAID.encode(), mtime=0)]
    if target in {"warc", "warc.gz", "wacz"}:
        one = _warc(html)
        if target == "warc":
            return [one, one + one]
        return [gzip.compress(one, mtime=0)] if target == "warc.gz" else [_wacz(one)]
    if target == "parquet":
        return [_parquet()]
    made = [one.encode() for one in kinds[target]]
    return made + (texts if target in {"txt", "quotations", "dates", "record"} else [])


def _parquet() -> bytes:
    import pyarrow as pa
    from pyarrow import parquet

    out = io.BytesIO()
    parquet.write_table(pa.table({"text": [_SAID], "outlet": ["Echo"]}), out)
    return out.getvalue()


WORDS = [
    "WEBVTT", "-->", "<v ", "<u who=", "</u>", "<speech by=", "<p>", "</p>", "<br>", "<script>", "<![", "<!--",
    "]]>", "&amp;", "&#x110000;", "<article>", "hidden", "itemprop", "Content-Length: ", "WARC/1.0", "HTTP/1.1 ",
    "Transfer-Encoding: chunked", "gzip", '{"text": ', '"uri"', "“", "”", "‘", "’", "«", "»", "„", "``",
    "''", "\u202e", "\ufeff", "😀", " said ", " told ", " not ", "According to ", "Mr. ", "She ", "Q  ", "OSTROW: ",
    "End of Document", "Body\n", "Length: 9 words", "Document 1 of 2", "LOAD-DATE: ", "{\\rtf1 ", "\\par ", "\\u8220?",
    "\n\n", "1,250.5", "per cent", "million", "$", "last week", "Thursday", "Sept.", "2031-04-03", "\u00a0", "\x85",
]  # fmt: skip
"""Words that libFuzzer puts into inputs: what each kind of input, and what is looked for in text, is made of."""
