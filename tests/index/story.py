"""Articles for the tests of the index."""

from index.article import Article, Paragraph

HARBOUR = (
    "The ferry to Brockway was cancelled on Tuesday because of ice in the harbour.",
    "Harbour master Inga Sole said the first boats would sail again on Friday.",
    "Photo: The ferry at the quay.",
)
BUDGET = (
    "The city council passed a budget of 40 million crowns after a long night.",
    "Opponents said the money for schools had been cut by a third.",
)
BRIDGE = (
    "Engineers closed the old railway bridge after cracks were found in two pillars.",
    "Repairs will take until spring, the operator said.",
)


def story(id_: str, *paragraphs: str, title: str = "") -> Article:
    """Return an article; a paragraph printed before is marked as repeated."""
    first: dict[str, int] = {}
    made = []
    for number, text in enumerate(paragraphs, start=1):
        made.append(Paragraph(number, text, repeats=first.get(text)))
        first.setdefault(text, number)
    return Article(id_, tuple(made), title=title)


def news() -> list[Article]:
    """Return three short stories of different subjects."""
    return [
        story("harbour", *HARBOUR, title="Ice keeps ferry at the quay"),
        story("budget", *BUDGET, title="Council passes budget"),
        story("bridge", *BRIDGE, title="Railway bridge closed"),
    ]
