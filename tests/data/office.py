"""Word, OpenDocument, rich text and EPUB."""

import zipfile
from pathlib import Path

from tests.data.pages import CAPTION, HEADING, STORY, TITLE

ROWS = ("Year | Passengers", "2024 | 12,000")
WORD_PARAGRAPHS = (*STORY[:3], HEADING, *ROWS, CAPTION, *STORY[3:])
ODT_PARAGRAPHS = (*STORY[:3], HEADING, *ROWS, *STORY[3:])


def word(path: Path) -> None:
    """With a table, a caption, and words that were inserted and deleted while changes were tracked."""
    from datetime import datetime

    import docx
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    document = docx.Document()
    document.core_properties.author = "Jane Doe"
    document.core_properties.created = datetime(2026, 3, 4)
    document.add_heading(TITLE, 0)
    first = document.add_paragraph(STORY[0].removesuffix("statement."))
    first._p.append(
        parse_xml(f'<w:del {nsdecls("w")} w:id="1" w:author="x"><w:r><w:delText>leaflet.</w:delText></w:r></w:del>')
    )
    first._p.append(parse_xml(f'<w:ins {nsdecls("w")} w:id="2" w:author="x"><w:r><w:t>statement.</w:t></w:r></w:ins>'))
    for text in STORY[1:3]:
        document.add_paragraph(text)
    document.add_heading(HEADING, 2)
    table = document.add_table(rows=2, cols=2)
    for row, text in zip(table.rows, ROWS, strict=True):
        for cell, words in zip(row.cells, text.split(" | "), strict=True):
            cell.text = words
    document.add_paragraph(CAPTION, style="Caption")
    for text in STORY[3:]:
        document.add_paragraph(text)
    document.save(str(path))


_ODT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0">
<office:body><office:text><text:p text:style-name="Title">{title}</text:p>{story}
<text:h text:outline-level="2">{heading}</text:h><table:table>{rows}</table:table>{rest}</office:text></office:body>
</office:document-content>"""
_META = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><office:meta>
<meta:initial-creator>Jane Doe</meta:initial-creator><meta:creation-date>2026-03-04T10:00:00</meta:creation-date>
</office:meta></office:document-meta>"""


def odt(path: Path) -> None:
    def paragraph(text: str) -> str:
        note = "<office:annotation><text:p>a remark</text:p></office:annotation>"
        return f"<text:p>{note}{text.replace(' ', '<text:s/>', 1)}</text:p>"

    def row(text: str) -> str:
        cells = "".join(f"<table:table-cell><text:p>{c}</text:p></table:table-cell>" for c in text.split(" | "))
        return f"<table:table-row>{cells}</table:table-row>"

    items = "".join(f"<text:list-item>{paragraph(text)}</text:list-item>" for text in STORY[3:])
    content = _ODT.format(
        title=TITLE,
        story="".join(map(paragraph, STORY[:3])),
        heading=HEADING,
        rows="".join(map(row, ROWS)),
        rest=f"<text:list>{items}</text:list>",
    )
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("content.xml", content)
        package.writestr("meta.xml", _META)


def rtf(path: Path) -> None:
    def escaped(text: str) -> str:
        marks = {"“": r"\ldblquote ", "”": r"\rdblquote ", "’": r"\'92", "–": r"\endash "}
        return "".join(marks.get(c, c if ord(c) < 128 else rf"\u{ord(c)}?") for c in text)

    head = r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Times New Roman;}}"
    head += rf"{{\info{{\title {TITLE}}}{{\author Jane Doe}}{{\creatim\yr2026\mo3\dy4\hr10}}}}"
    body = "".join(rf"\pard {escaped(text)}\par" + "\n" for text in (TITLE, *STORY))
    path.write_text(head + body + "}", "ascii")


_CONTAINER = """<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"""
_OPF = """<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Spring issue</dc:title><dc:creator>Jane Doe</dc:creator>
<dc:publisher>Planet Press</dc:publisher><dc:date>2026-03-04</dc:date></metadata>
<manifest><item id="b" href="two%20words.xhtml"/><item id="cover" href="cover.xhtml"/>
<item id="a" href="a.xhtml"/></manifest>
<spine><itemref idref="cover"/><itemref idref="a"/><itemref idref="b"/></spine></package>"""


def epub(path: Path) -> None:
    """With a cover, which is no story, and chapters whose order is the spine's."""
    page = '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><body>{}</body></html>'

    def chapter(story: tuple[str, ...]) -> str:
        return page.format(f"<h1>{TITLE}</h1>" + "".join(f"<p>{text}</p>" for text in story))

    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", "application/epub+zip")
        package.writestr("META-INF/container.xml", _CONTAINER)
        package.writestr("OEBPS/book.opf", _OPF)
        package.writestr("OEBPS/cover.xhtml", page.format("<p>Spring issue</p>"))
        package.writestr("OEBPS/two words.xhtml", chapter(STORY[::-1]))
        package.writestr("OEBPS/a.xhtml", chapter(STORY))
