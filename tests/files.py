"""Files as programs write them: pages saved by a browser, Word documents, spreadsheets, PDF."""

import io
import zipfile

import openpyxl

_PACKAGES = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def mhtml(
    html: bytes, media_type: str = "text/html", url: str = "https://coast.example/a"
) -> bytes:
    """Return a page as Chromium saves it in one file, with a picture of a pixel behind it."""
    head = (
        "From: <Saved by Blink>\r\n"
        f"Snapshot-Content-Location: {url}\r\n"
        "Subject: =?utf-8?Q?Ferry?=\r\nDate: Mon, 05 May 2031 10:00:00 +0200\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="----Of--x"\r\n\r\n\r\n'
        f"------Of--x\r\nContent-Type: {media_type}\r\nContent-Transfer-Encoding: binary\r\n"
        f"Content-Location: {url}\r\n\r\n"
    )
    picture = (
        "\r\n------Of--x\r\nContent-Type: image/gif\r\nContent-Transfer-Encoding: base64\r\n"
        "Content-Location: https://coast.example/x.gif\r\n\r\nR0lGODlhAQABAAAAACw=\r\n\r\n------Of--x--\r\n"
    )
    return head.encode() + html + picture.encode()


def word_file(body: str, **members: str) -> bytes:
    """Return a .docx whose body is this markup (prefix `w:`)."""
    out = io.BytesIO()
    types = (
        f'<Types xmlns="{_PACKAGES}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>'
    )
    relations = (
        f'<Relationships xmlns="{_PACKAGES}/relationships">'
        f'<Relationship Id="r1" Type="{_OFFICE}" Target="word/document.xml"/></Relationships>'
    )
    with zipfile.ZipFile(out, "w") as folder:
        for name, text in {
            "[Content_Types].xml": types,
            "_rels/.rels": relations,
            "word/document.xml": f'<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>',
            **members,
        }.items():
            folder.writestr(zipfile.ZipInfo(name), text)
    return out.getvalue()


def word_paragraph(*runs: str) -> str:
    """Return a paragraph of runs; what begins with `<` is markup already."""
    made = [one if one.startswith("<") else f"<w:r><w:t>{one}</w:t></w:r>" for one in runs]
    return f"<w:p>{''.join(made)}</w:p>"


def spreadsheet(**sheets: list[list[object]]) -> bytes:
    """Return an .xlsx of sheets by name, each a list of rows of cells."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def zip_file(**members: bytes) -> bytes:
    """Return a zip of files by name; two underscores in a name stand for a full stop, three for a slash."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as folder:
        for name, data in members.items():
            folder.writestr(zipfile.ZipInfo(name.replace("___", "/").replace("__", ".")), data)
    return out.getvalue()


def pdf_file(*pages: list[tuple[int, int, str]], size: int = 12) -> bytes:
    """Return a PDF whose pages have lines at (points from the left, points from the foot), in Helvetica."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    kids = []
    for page in pages:
        printed = "".join(
            f"BT /F1 {size} Tf {x} {y} Td ({_escaped(text)}) Tj ET\n" for x, y, text in page
        ).encode("cp1252")
        objects.append(b"<</Length %d>>\nstream\n%sendstream" % (len(printed), printed))
        kids.append(len(objects) + 1)
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents %d 0 R/Resources<</Font<</F1 3 0 R>>>>>>"
            % len(objects)
        )
    of_pages = " ".join(f"{kid} 0 R" for kid in kids)
    objects[1] = f"<</Type/Pages/Kids[{of_pages}]/Count {len(kids)}>>".encode()
    out, places = b"%PDF-1.4\n", []
    for number, made in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, made)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    n = len(objects) + 1
    trailer = b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (n, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n%s%s" % (n, table, trailer)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
