"""Web pages."""

from pathlib import Path

TITLE = "Ministers agree on ferry link"
STORY = (
    "Two ministers agreed on Tuesday to reopen the ferry link between Marrow Island and the mainland, which had been "
    "closed for almost two years after a storm, the ministry said in a statement.",
    "“We will start in May,” said Transport Minister Anna Lund, who has led the talks since January and called the "
    "so-called summer timetable provisional.",
    "The harbour authority of São Marrow said that 12,000 passengers used the line in 2024 – and that it expects "
    "considerably more this year.",
    "The opposition called the plan “too little, too late”. It asked for a second ship, and for an inquiry into the "
    "contract of 2023.",
    "A tender will be published in April; the first sailing is planned for 12 May, weather permitting, and fares are "
    "to stay at last year’s level.",
)
CAPTION = "The harbour of Marrow Island at dusk. Photo: AP"
HEADING = "What comes next"
ITEMS = (
    "Bids are opened on 2 April in the presence of both ministries.",
    "The crew is to be hired by the end of that month.",
)
PAGE_PARAGRAPHS = (CAPTION, *STORY[:3], HEADING, *ITEMS, *STORY[3:])


def page(path: Path) -> None:
    path.write_text(_page("utf-8"), "utf-8")


def latin(path: Path) -> None:
    path.write_bytes(_page("windows-1252").encode("cp1252"))


def _page(charset: str) -> str:
    story = "\n".join(f"<p>{text}</p>" for text in STORY[:3])
    rest = "\n".join(f"<p>{text}</p>" for text in STORY[3:])
    items = "".join(f"<li>{text}</li>" for text in ITEMS)
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="{charset}"><title>{TITLE} | The Daily Planet</title>
<meta property="og:site_name" content="The Daily Planet"><meta property="og:title" content="{TITLE}">
<meta name="author" content="Jane Doe"><meta property="article:published_time" content="2026-03-04T10:00:00Z">
<link rel="canonical" href="https://planet.example/ferry"><style>p {{ color: red }}</style></head><body>
<header><nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav></header>
<div class="cookie-banner"><p>We use cookies to improve your experience. <button>Accept all</button></p></div>
<article><h1>{TITLE}</h1><figure><img src="a.jpg" alt="x"><figcaption>{CAPTION}</figcaption></figure>
{story}
<p>Read more: <a href="/fares">Ferry fares rise again in spring</a></p>
<div class="advert"><a href="/buy">Advertisement: cheap flights</a></div>
<h2>{HEADING}</h2><ul>{items}</ul>
{rest}</article>
<aside><h3>Most read</h3><a href="/1">Ten ways to sleep</a></aside>
<section id="comments"><h3>Comments</h3><p>Bob: I disagree with all of this, as I always do.</p></section>
<footer><p>© 2026 The Daily Planet. All rights reserved.</p></footer>
<script>var p = "<p>no</p>";</script></body></html>"""


def divs(path: Path) -> None:
    """A page without an article element, a date or an author."""
    wrapped = [text.replace(", ", ",\n ") for text in STORY]
    story = "".join(f"<div class='text'>\n {text}\n</div>" for text in wrapped)
    path.write_text(f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1>{story}</body></html>", "utf-8")


def breaks(path: Path) -> None:
    """A page whose paragraphs are parted by line breaks."""
    story = "<br><br>".join(STORY)
    path.write_text(
        f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1><div>{story}</div></body></html>", "utf-8"
    )
