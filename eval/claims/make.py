"""Articles → claims that hold and claims that do not, the same for everyone who makes them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from random import Random

from assistant.verify.reading import readings
from assistant.verify.source import cut, source_of
from eval.claims import false, true
from eval.claims.case import Claimed, Told
from index.article import Article
from index.ledger import ledgers

Change = Callable[[Told, Random], Iterator[str]]
# So many claims of one kind come from one article, so that no article decides a figure.
PER_ARTICLE = 6
_SHORTEST, _LONGEST = 6, 60


def claims(articles: Sequence[Article]) -> list[Claimed]:
    """Return the claims made from the articles, by article and kind."""
    told = [sentences_told(article) for article in articles]
    found: list[Claimed] = []
    for place, own in enumerate(told):
        foreign = told[(place + 1) % len(told)]
        whole = [replace(one, others=[o for o in own if o is not one], foreign=foreign) for one in own]
        for holds, changes in ((True, true.CHANGES), (False, false.CHANGES)):
            found += _made(whole, changes, holds=holds, seed=articles[place].id)
    return found


def sentences_told(article: Article) -> list[Told]:
    """Return the sentences of an article, parsed, each with its paragraph."""
    statements = [s for _, every in ledgers([article]) for s in every]
    sources = [source_of(article, p.number, statements) for p in article.paragraphs if p.text and p.repeats is None]
    pairs = [(source, sentence.text) for source in sources for sentence in cut(source.text)]
    read = readings([text for _, text in pairs])
    told = [Told(reading, source) for reading, (source, _) in zip(read, pairs, strict=True)]
    return [one for one in told if _SHORTEST <= len(one.reading.words) <= _LONGEST and one.text[-1:] in '.”"?!']


def _made(told: Sequence[Told], changes: Mapping[str, Change], *, holds: bool, seed: str) -> Iterator[Claimed]:
    for name, change in changes.items():
        draw = Random(f"{seed} {name}")
        order = list(told)
        draw.shuffle(order)
        count = 0
        for one in order:
            for text in change(one, draw):
                if (text != one.text or name == "verbatim") and (holds or text not in one.source.text):
                    yield Claimed(name, holds, text, one.source)
                    count += 1
            if count >= PER_ARTICLE:
                break
