"""First questions to suggest, made from the collection."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from assistant.naming import names, visible
from index.article import Article, Role

MOST = 4
"""No more suggestions than a reader takes in at a glance."""

# "Jane Roe said", "Jane Roe, a professor at the university, told": a name of two words or three, and a verb.
_SPEAKER = re.compile(
    r"\b([A-Z][\w'’-]+(?: [A-Z][\w'’-]+){1,2})(?:, an? [^,.;]{3,90},)? "
    r"(?:said|says|told|claimed|noted|stressed|warned|denied|announced|added)\b"
)


def suggested(articles: Sequence[Article]) -> tuple[str, ...]:
    """Return up to four questions about these articles: who said what, and where two of them differ."""
    questions = [f"What did {speaker} say?" for speaker in _speakers(articles)[:2]]
    told = list(names(articles).values())
    if len(told) > 1:
        questions.append(f"Where do “{told[0]}” and “{told[1]}” differ?")
    questions.append("What happened first?")
    questions.append("Who is quoted?")
    return tuple(questions[:MOST]) if articles else ()


def _speakers(articles: Iterable[Article]) -> list[str]:
    """Those who speak, the most often named first."""
    bodies = [visible(p.text) for a in articles for p in a.paragraphs if p.role is Role.BODY]
    spoken = dict.fromkeys(name for body in bodies for name in _SPEAKER.findall(body))
    counted = Counter({name: sum(body.count(name) for body in bodies) for name in spoken})
    return [name for name, _ in counted.most_common()]
