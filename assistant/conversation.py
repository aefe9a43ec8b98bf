"""A conversation kept outside the index: as Markdown, HTML and JSON, with quotes, titles, dates and addresses."""

import json
from collections.abc import Sequence
from html import escape
from typing import Any

from assistant.naming import Articles, day, visible
from assistant.render import to_html, to_markdown
from assistant.reply import Answer, Reply, to_json
from index.article import address

VERSION = 1
MARK = "readout-conversation"
"""What stands before the machine-readable part of a Markdown or HTML file."""


def as_json(replies: Sequence[Reply], articles: Articles) -> str:
    """Return the conversation as JSON: {"readout-conversation": 1, "turns": [replies]}, each reply as the contract has
    it, each citation with its address and with title, source, published and url of its article.
    """
    return json.dumps(_told(replies, articles), ensure_ascii=False, indent=1) + "\n"


def as_markdown(replies: Sequence[Reply], articles: Articles) -> str:
    """Return the conversation as Markdown; a comment at its end holds what `readout verify` checks."""
    told = "\n---\n\n".join(to_markdown(reply, articles) for reply in replies)
    return f"# Readout\n\n{told}\n{_sources(replies, articles)}<!-- {MARK} {_hidden(replies, articles)} -->\n"


def as_html(replies: Sequence[Reply], articles: Articles) -> str:
    """Return the conversation as one page that needs nothing else; it holds what `readout verify` checks."""
    turns = "".join(
        f"<section><h2>{escape(visible(reply.question))}</h2>{to_html(reply, articles, turn=turn)}"
        f"{_quotes(reply, articles)}</section>"
        for turn, reply in enumerate(replies, start=1)
    )
    kept = _hidden(replies, articles).replace("<", "\\u003c")
    return (
        "<!doctype html><html lang='en'><head><meta charset='utf-8'><title>Readout</title>"
        "<meta name='viewport' content='width=device-width'>"
        f"<style>{_STYLE}</style></head><body><main><h1>Readout</h1>{turns}</main>"
        f"<script type='application/json' id='{MARK}'>{kept}</script></body></html>\n"
    )


_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;color:#1b2733;background:#fff;margin:0}"
    "main{max-width:44rem;margin:2rem auto;padding:0 1rem}h1{font-size:1rem;color:#00666e}"
    "h2{font-size:1.25rem;margin:2.5rem 0 .5rem}"
    "blockquote{margin:.25rem 0;padding-left:.75rem;border-left:3px solid #cdd5dc}"
    "button.chip{font:inherit;font-size:.8em;color:#00666e;background:none;border:1px solid #cdd5dc;border-radius:1em}"
    "ol{padding-left:1.25rem;font-size:.9em}a{color:#00666e}"
)


def _told(replies: Sequence[Reply], articles: Articles) -> dict[str, Any]:
    return {MARK: VERSION, "turns": [told_of(reply, articles) for reply in replies]}


def told_of(reply: Reply, articles: Articles) -> dict[str, Any]:
    """Return the reply as the contract has it, each citation with its address and what is known of its article."""
    turn = to_json(reply)
    for claim in turn["claims"]:
        claim["citations"] = [c | cited(c["article"], c["paragraph"], articles) for c in claim["citations"]]
    return turn


def cited(article_id: str, paragraph: int, articles: Articles) -> dict[str, Any]:
    """Return the address of a paragraph with what is known of its article, as an export and an MCP result have it."""
    article = articles(article_id)
    told = {"title": article.title, "source": article.source, "published": article.published, "url": article.url}
    return {"address": address(article_id, paragraph)} | told


def _hidden(replies: Sequence[Reply], articles: Articles) -> str:
    # Two hyphens would end a comment.
    return json.dumps(_told(replies, articles), ensure_ascii=False).replace("--", "-\\u002d")


def _quotes(reply: Reply, articles: Articles) -> str:
    if not isinstance(reply, Answer):
        return ""
    cited = dict.fromkeys(citation for claim in reply.claims for citation in claim.citations)
    lines = []
    for citation in cited:
        article = articles(citation.article)
        facts = " · ".join(filter(None, (article.title, article.source, day(article.published))))
        place = f"{escape(visible(facts or article.id))} ¶{citation.paragraph} <code>{escape(citation.address)}</code>"
        url = escape(article.url or "", quote=True)
        link = f" <a href='{url}'>{url}</a>" if url.startswith(("http://", "https://")) else ""
        lines.append(f"<li>{place}{link}<blockquote>{escape(visible(citation.quote))}</blockquote></li>")
    return f"<ol>{''.join(lines)}</ol>"


def _sources(replies: Sequence[Reply], articles: Articles) -> str:
    """Return the articles cited, each once, with their ids as addresses begin with them."""
    ids = dict.fromkeys(
        c.article for reply in replies if isinstance(reply, Answer) for claim in reply.claims for c in claim.citations
    )
    if not ids:
        return ""
    lines = []
    for key in ids:
        article = articles(key)
        facts = (article.title, article.source, day(article.published), article.url)
        lines.append(f"* `{key}`: {visible(' · '.join(filter(None, facts)) or key)}")
    return "## Articles\n\n" + "\n".join(lines) + "\n\n"
