"""Files that look like documents and hold no article."""

import zipfile
from pathlib import Path

import pytest

from index.load import load_all
from tests.data import CORPUS
from tests.data.pages import STORY


def reason(path: Path) -> str:
    (failure,) = load_all([path]).failures
    assert "\n" not in failure.reason
    return failure.reason


def test_a_scanned_pdf_is_told_as_such(tmp_path: Path) -> None:
    from fpdf import FPDF
    from PIL import Image

    Image.new("L", (40, 40), 128).save(tmp_path / "scan.png")
    document = FPDF()
    document.add_page()
    document.image(str(tmp_path / "scan.png"), 10, 10, 100)
    document.output(str(tmp_path / "scan.pdf"))
    assert "pictures of pages and no text" in reason(tmp_path / "scan.pdf")


def test_a_locked_pdf_is_told_as_such(tmp_path: Path) -> None:
    from fpdf import FPDF

    document = FPDF()
    document.add_page()
    document.set_font("Helvetica", size=11)
    document.multi_cell(0, 5, STORY[0])
    document.set_encryption(owner_password="a", user_password="b")
    document.output(str(tmp_path / "locked.pdf"))
    assert "locked with a password" in reason(tmp_path / "locked.pdf")


def test_a_paragraph_of_a_pdf_keeps_its_page(tmp_path: Path) -> None:
    from fpdf import FPDF

    document = FPDF()
    document.set_font("Helvetica", size=11)
    for text in STORY[3:]:
        document.add_page()
        document.multi_cell(0, 5, text.replace("“", '"').replace("”", '"').replace("’", "'"))
    document.output(str(tmp_path / "two.pdf"))
    (article,) = load_all([tmp_path / "two.pdf"]).articles
    assert [paragraph.page for paragraph in article.paragraphs] == [1, 2]


@pytest.mark.parametrize("suffix", ["pdf", "docx", "odt", "epub", "rtf"])
def test_a_broken_document_is_told_in_a_sentence(suffix: str, tmp_path: Path) -> None:
    file = next(one for one in CORPUS if one.name.endswith(suffix))
    file.write(tmp_path / file.name)
    raw = (tmp_path / file.name).read_bytes()
    (tmp_path / f"cut.{suffix}").write_bytes(raw[: len(raw) // 3])
    loaded = load_all([tmp_path / f"cut.{suffix}"])
    assert loaded.articles or loaded.failures[0].reason.endswith(".")


@pytest.mark.parametrize("suffix", ["html", "pdf", "docx", "odt", "epub", "rtf", "csv", "rss", "xml", "zip"])
def test_an_empty_file_is_told_in_a_sentence(suffix: str, tmp_path: Path) -> None:
    (tmp_path / f"empty.{suffix}").touch()
    assert reason(tmp_path / f"empty.{suffix}").endswith(".")


def test_entities_of_xml_are_not_resolved(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("the secret")
    content = (
        f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{tmp_path}/secret">]>'
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>'
        f"<text:p>{STORY[0]} &e;</text:p></office:text></office:body></office:document-content>"
    )
    with zipfile.ZipFile(tmp_path / "a.odt", "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("content.xml", content)
    assert not any("secret" in p.text for a in load_all([tmp_path / "a.odt"]).articles for p in a.paragraphs)
