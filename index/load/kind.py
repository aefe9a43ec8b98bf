"""What a file is: by its first bytes, since suffixes lie; else by its suffix."""

import zipfile
from pathlib import Path

HEAD = 4096
"""How many bytes are looked at."""

WEB_PAGES = (".html", ".htm", ".xhtml")
FEEDS = (".rss", ".atom", ".xml")
_PACKAGES = {
    b"application/vnd.oasis.opendocument.text": ".odt",
    b"application/vnd.oasis.opendocument.text-template": ".odt",
    b"application/epub+zip": ".epub",
}


def kind_of(path: Path) -> str:
    """Return the suffix that a file of this content goes by, lower case; its own where the content tells none.

    Raise OSError where the file cannot be read.
    """
    with path.open("rb") as stream:
        head = stream.read(HEAD)
    if b"%PDF-" in head[:1024]:
        return ".pdf"
    if head.startswith(b"PK\x03\x04"):
        return _package(path)
    if head.lstrip().startswith(b"{\\rtf"):
        return ".rtf"
    return _markup(head) or path.suffix.lower()


def _package(path: Path) -> str:
    """Return what a ZIP file is: the documents among them say so in their first entry or by their parts."""
    try:
        with zipfile.ZipFile(path) as package:
            names = set(package.namelist())
            if "word/document.xml" in names:
                return ".docx"
            if "mimetype" in names:
                with package.open("mimetype") as stream:
                    return _PACKAGES.get(stream.read(100).strip(), ".zip")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError):
        # Broken: whoever reads it by its suffix tells so.
        return path.suffix.lower() if path.suffix.lower() in {".docx", ".odt", ".epub"} else ".zip"
    return ".zip"


def _markup(head: bytes) -> str | None:
    """Return .html or .rss for what begins as a page or a feed does."""
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if text.startswith((b"<!doctype html", b"<html")):
        return ".html"
    if text.startswith((b"<rss", b"<feed", b"<rdf:rdf")):
        return ".rss"
    if text.startswith((b"<?xml", b"<!--")):
        if any(mark in text for mark in (b"<rss", b"<feed", b"<rdf:rdf")):
            return ".rss"
        return ".html" if b"<html" in text else None
    return None
