"""The passages a search found, as people and as programs read them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from assistant.naming import Articles, described, shortened
from index.search import Hit

if TYPE_CHECKING:
    from rich.console import RenderableType


def to_json(question: str, standalone: str, hits: Sequence[Hit]) -> dict[str, Any]:
    """Return the search as the contract's JSON object."""
    return {
        "question": question,
        "standalone": standalone,
        "hits": [
            {"article": hit.article_id, "paragraphs": list(hit.paragraphs), "score": round(hit.score, 6)}
            for hit in hits
        ],
    }


def listing(hits: Sequence[Hit], articles: Articles) -> "RenderableType":
    """Return what `readout search` prints: each passage, its score, how its paragraphs begin."""
    from rich.console import Group
    from rich.padding import Padding
    from rich.text import Text

    lines: list[RenderableType] = []
    for hit in hits:
        article = articles(hit.article_id)
        lines.append(Text.assemble((f"{hit.score:.3f} ", "bold cyan"), (described(article), "bold")))
        begun = [f"¶{n} {shortened(article.paragraph(n).text, 100)}" for n in hit.paragraphs]
        lines.append(Padding(Text("\n".join(begun)), (0, 0, 1, 6), expand=False))
    return Group(*lines) if lines else Text("No passage was found: the index is empty.")
