"""Makes the sample files beside this script: one article of every format, each saying the same.

Standard library only. Run it again after changing it; the files are committed so that tests need
no Python. What no file can hold (links, permissions, very large files) is made by the tests.
"""

import base64
import gzip
import json
import struct
import zipfile
import zlib
from pathlib import Path

HERE = Path(__file__).parent / "files"
TITLE = "Ministry gives a new count"
LINES = [
    "The health ministry said on Tuesday that at least 1,234 people had been killed since the flood began.",
    "Rescue workers said that 25 people, among them 6 children, were injured when a bridge fell.",
    "Officials said that the count would be revised when the district hospitals had reported.",
]
DAY = "2024-02-06"
ADDRESS = "https://wire.example/2024/02/06/count"
TEXT = "\n\n".join([TITLE, *LINES]) + "\n"
FIXED = (2024, 2, 7, 12, 0, 0)


def write(name, data):
    path = HERE / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())


def zipped(entries):
    import io

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries:
            info = zipfile.ZipInfo(name, FIXED)
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return out.getvalue()


def page(charset="utf-8"):
    described = json.dumps(
        {
            "@type": "NewsArticle",
            "headline": TITLE,
            "datePublished": f"{DAY}T09:30:00+02:00",
            "dateModified": "2024-02-07T08:00:00+02:00",
            "author": {"name": "A. Writer"},
            "publisher": {"@type": "Organization", "name": "Example Wire"},
            "url": ADDRESS,
        }
    )
    body = "".join(f"<p>{line}</p>" for line in LINES)
    return (
        f"<!doctype html><html lang=en><head><meta charset={charset}><title>{TITLE} - Example Wire</title>"
        f"<script type='application/ld+json'>{described}</script></head><body>"
        "<nav><a href=/>Home</a> <a href=/world>World</a></nav>"
        f"<article><h1>{TITLE}</h1>{body}</article><footer>Read more: Weather</footer></body></html>"
    )


def pdf():
    words = [TITLE, "", *LINES]
    rows = []
    for line in words:
        row = ""
        for word in line.split():
            if len(row) + len(word) > 70:
                rows.append(row)
                row = ""
            row = f"{row} {word}".strip()
        rows += [row, ""]
    shown = " T* ".join(f"({row}) Tj" for row in rows)
    stream = f"BT /F1 11 Tf 72 760 Td 14 TL {shown} ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Title (%s) /Author (A. Writer) >>" % TITLE.encode(),
    ]
    out = b"%PDF-1.4\n"
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info 6 0 R >>\n" % (len(objects) + 1)
    return out + b"startxref\n%d\n%%%%EOF\n" % table


def docx():
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in [TITLE, *LINES])
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{TITLE}</dc:title><dc:creator>A. Writer</dc:creator>"
        '<dcterms:modified xsi:type="dcterms:W3CDTF">2024-02-07T08:00:00Z</dcterms:modified></cp:coreProperties>'
    )
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/></Types>'
    )
    return zipped(
        [
            ("[Content_Types].xml", types),
            ("word/document.xml", f"<w:document {space}><w:body>{body}</w:body></w:document>"),
            ("docProps/core.xml", core),
            ("word/media/image1.png", png(240, 160)),
        ]
    )


def odt():
    spaces = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
    )
    body = f"<text:h>{TITLE}</text:h>" + "".join(f"<text:p>{line}</text:p>" for line in LINES)
    return zipped(
        [
            ("mimetype", "application/vnd.oasis.opendocument.text"),
            (
                "content.xml",
                f"<office:document-content {spaces}><office:body><office:text>{body}</office:text>"
                "</office:body></office:document-content>",
            ),
            (
                "meta.xml",
                f"<office:document-meta {spaces}><office:meta><dc:title>{TITLE}</dc:title>"
                "</office:meta></office:document-meta>",
            ),
        ]
    )


def rtf():
    lines = "".join(f"{line}\\par\\par " for line in LINES)
    return "{\\rtf1\\ansi\\ansicpg1252{\\info{\\title %s}}%s\\par\\par %s}" % (TITLE, TITLE, lines)


def epub():
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>'
        '<rootfile full-path="book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
    )
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Yearbook</dc:title>'
        "<dc:publisher>Example Press</dc:publisher><dc:creator>A. Writer</dc:creator>"
        f"<dc:date>{DAY}</dc:date></metadata><manifest>"
        '<item id="a" href="one.xhtml" media-type="application/xhtml+xml"/>'
        '<item id="b" href="two.xhtml" media-type="application/xhtml+xml"/></manifest>'
        '<spine><itemref idref="a"/><itemref idref="b"/></spine></package>'
    )
    body = "".join(f"<p>{line}</p>" for line in LINES)
    chapter = f'<html xmlns="http://www.w3.org/1999/xhtml"><body><h1>%s</h1>{body}</body></html>'
    return zipped(
        [
            ("mimetype", "application/epub+zip"),
            ("META-INF/container.xml", container),
            ("book.opf", package),
            ("one.xhtml", chapter % TITLE),
            ("two.xhtml", chapter % "What came after"),
        ]
    )


def message(number=1, extra=""):
    return (
        f"From: A. Writer <a.writer@wire.example>\nSubject: {TITLE}\nDate: Tue, 6 Feb 2024 23:30:00 -0500\n"
        f"Message-ID: <count-{number}@wire.example>\nMIME-Version: 1.0\n"
        f"Content-Type: text/plain; charset=utf-8\n\n" + "\n\n".join(LINES) + f"\n{extra}"
    )


def mhtml():
    encoded = base64.b64encode(page().encode()).decode()
    folded = "\r\n".join(encoded[at : at + 76] for at in range(0, len(encoded), 76))
    return (
        "From: <Saved by a browser>\r\n"
        f"Snapshot-Content-Location: {ADDRESS}\r\nSubject: {TITLE}\r\nDate: Sat, 1 Jun 2024 10:00:00 -0000\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="edge"\r\n\r\n'
        f"--edge\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\nContent-Location: {ADDRESS}\r\n\r\n"
        f"{folded}\r\n--edge--\r\n"
    )


def record(number, body):
    http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{body}".encode()
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-00000000000{number}>\r\n"
        f"WARC-Target-URI: {ADDRESS}-{number}\r\nWARC-Date: 2024-06-01T10:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def rows():
    return [
        {"id": "r1", "headline": TITLE, "body": "\n\n".join(LINES), "published_at": DAY, "source": "Example Wire"},
        {"id": "r2", "headline": "Talks resume", "body": " ".join(LINES[1:]), "published_at": "2024-02-08", "source": "Example Wire"},
    ]


def table():
    def cell(value):
        return '"' + value.replace('"', '""') + '"'

    keys = list(rows()[0])
    return "\n".join([",".join(keys), *(",".join(cell(row[key]) for key in keys) for row in rows())]) + "\n"


def png(width, height):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    lines = b"".join(
        b"\0" + bytes(0 if (x // 20 + y // 20) % 2 else 255 for x in range(width)) for y in range(height)
    )
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(lines, 9))
        + chunk(b"IEND", b"")
    )


def main():
    write("plain.txt", TEXT)
    write("utf16.txt", TEXT.encode("utf-16"))
    write("windows-1252.txt", f"{TITLE}\n\nThe caf\u00e9 \u2013 \u201cat least 12 people\u201d were injured there.\n".encode("cp1252"))
    write(
        "windows-1256.txt",
        "\u0642\u0627\u0644\u062a \u0648\u0632\u0627\u0631\u0629 \u0627\u0644\u0635\u062d\u0629 \u0625\u0646 \u0639\u0634\u0631\u0629 "
        "\u0623\u0634\u062e\u0627\u0635 \u0642\u062a\u0644\u0648\u0627 \u064a\u0648\u0645 \u0627\u0644\u062b\u0644\u0627\u062b\u0627\u0621\n".encode("cp1256"),
    )
    write("notes.md", f"# {TITLE}\n\n*Example Wire | 6 February 2024*\n\n" + "\n\n".join(LINES) + "\n")
    write("page.html", page())
    write("report.pdf", pdf())
    write("report.docx", docx())
    write("report.odt", odt())
    write("report.rtf", rtf())
    write("book.epub", epub())
    write("message.eml", message())
    write("box.mbox", f"From a@wire.example Tue Feb  6 2024\n{message(1)}\nFrom a@wire.example Wed Feb  7 2024\n{message(2, 'One more line.')}\n")
    write("saved.mhtml", mhtml())
    both = record(1, page()) + record(2, page().replace(TITLE, "Talks resume"))
    write("crawl.warc", both)
    write("crawl.warc.gz", b"".join(gzip.compress(record(at, page()), mtime=0) for at in (1, 2)))
    write("feed.jsonl", "".join(json.dumps(row) + "\n" for row in rows()))
    write("feed.json", json.dumps({"articles": rows()}))
    write("feed.csv", table())
    write("chart.png", png(320, 200))

    write("bad/empty.txt", "")
    write("bad/blank.txt", " \n\t\n")
    write("bad/binary.txt", bytes(range(256)) * 4)
    write("bad/words.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512))
    write("bad/locked.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + "EncryptedPackage".encode("utf-16-le") + bytes(512))
    write("bad/cut.docx", docx()[:-200])
    write("bad/cut.pdf", pdf()[:300])
    write("bad/cut.png", png(320, 200)[:60])
    write("bad/not.pdf", "this is no PDF")
    write("bad/not.epub", zipped([("readme", "no book")]))
    write("bad/deep.html", "<div>" * 3000 + "deep")
    write("bad/deep.json", "[" * 100000)
    write("bad/broken.jsonl", json.dumps(rows()[0]) + "\n{broken\n" + json.dumps(rows()[1]) + "\n")
    write("bad/numbers.csv", "a,b\n1,2\n3,4\n")
    bomb = b"0" * (100 << 20)
    write("bad/bomb.docx", zipped([("word/document.xml", bomb)]))
    write("bad/bomb.warc.gz", gzip.compress(b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 900000000\r\n\r\n" + bomb, mtime=0))
    entities = "".join(f'<!ENTITY e{at} "{f"&e{at - 1};" * 10}">' for at in range(1, 12))
    write("bad/entities.odt", zipped([
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("content.xml", f'<!DOCTYPE x [<!ENTITY e0 "killed">{entities}]><office:document-content'
         ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0">&e11;</office:document-content>'),
    ]))


main()
