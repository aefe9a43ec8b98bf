"""Tables, feeds, JSON lines, Markdown and plain text."""

import csv
import json
from email.utils import format_datetime
from pathlib import Path

from tests.data.pages import STORY, TITLE

_HEAD = ("Headline", "Text", "Author", "Date", "Publisher")
_ROWS = (
    (TITLE, "\n\n".join(STORY), "Jane Doe", "March 4, 2026", "The Daily Planet"),
    ("More", "\n\n".join(STORY[:2]), "", "", ""),
)


def csv_file(path: Path) -> None:
    _table(path, ",")


def semicolons(path: Path) -> None:
    _table(path, ";")


def _table(path: Path, between: str) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as lines:
        csv.writer(lines, delimiter=between).writerows([_HEAD, *_ROWS])


def rss(path: Path) -> None:
    """With the whole text beside a summary, and an entry whose text is all in its summary."""
    from datetime import UTC, datetime

    day = format_datetime(datetime(2026, 3, 4, 10, tzinfo=UTC))
    first, second = ("".join(f"<p>{text}</p>" for text in story) for story in (STORY, STORY[:2]))
    path.write_text(
        f"""<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>Planet News</title><link>https://planet.example/</link>
<item><title>{TITLE}</title><link>https://planet.example/1</link><pubDate>{day}</pubDate>
<dc:creator>Jane Doe</dc:creator>
<description>A summary.</description><content:encoded><![CDATA[{first}]]></content:encoded></item>
<item><title>More</title><guid>planet-2</guid><description><![CDATA[{second}]]></description></item>
</channel></rss>""",
        "utf-8",
    )


def atom(path: Path) -> None:
    story = "".join(f"<p>{text}</p>" for text in STORY)
    path.write_text(
        f"""<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Planet News</title>
<entry><id>planet-1</id><title>{TITLE}</title><link href="https://planet.example/1"/>
<published>2026-03-04T10:00:00Z</published><author><name>Jane Doe</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{story}</div></content></entry></feed>""",
        "utf-8",
    )


def lines(path: Path) -> None:
    record = {
        "id": "ferry",
        "title": TITLE,
        "paragraphs": STORY,
        "source": "The Daily Planet",
        "published": "2026-03-04",
    }
    path.write_text(json.dumps(record | {"author": "Jane Doe"}) + "\n", "utf-8")


def markdown(path: Path) -> None:
    path.write_text(f"# {TITLE}\n\n" + "\n\n".join(STORY) + "\n", "utf-8")


def text(path: Path) -> None:
    path.write_text("\n\n".join((TITLE, *STORY)), "utf-8")


def old(path: Path) -> None:
    """As an editor of the nineties saved it."""
    path.write_bytes("\r\n\r\n".join((TITLE, *STORY)).encode("cp1252"))
