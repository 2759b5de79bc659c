"""Files as programs write them: pages saved by a browser, Word documents."""

import io
import zipfile

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
