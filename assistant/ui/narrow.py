"""What the chat is narrowed to: always told above the question, chosen in a form, and told with each question."""

from collections import Counter
from collections.abc import Sequence
from html import escape

from assistant.naming import Articles, day, described, names, shortened, visible
from index.article import Article
from index.filter import Filters

LISTED = 500
"""So many articles are listed to choose from; any other is chosen where all are listed."""

SCOPE = (
    "<div class='scope' role='group' aria-label='What is searched'><p role='status'>Searching all articles</p>"
    "<button type='button' class='tool' popovertarget='narrow'>Narrow</button>"
    "<button type='button' class='tool' data-do='widen' hidden>Clear<span class='unseen'> the filter</span></button>"
    "</div>"
)


def form(articles: Sequence[Article]) -> str:
    """Return the form that narrows the chat: by source, day of publication, and article."""
    counted = Counter(article.source for article in articles if article.source)
    sources = "".join(
        _box("sources", source, f"{shortened(source, 60)}", str(count)) for source, count in counted.most_common(LISTED)
    )
    days = sorted(article.published[:10] for article in articles if article.published)
    bounds = f" min='{escape(days[0])}' max='{escape(days[-1])}'" if days else ""
    dates = "".join(
        f"<label><span>{label}</span><input type='date' name='{name}'{bounds}></label>"
        for name, label in (("since", "From"), ("until", "To"))
    )
    listed = "".join(_article(article) for article in articles[:LISTED])
    more = f"<p>The first {LISTED} of {len(articles):,}; others are chosen under Articles.</p>"
    return (
        f"<form id='narrow' popover aria-label='Narrow the search' data-of='{len(articles)}'>"
        + (f"<fieldset class='few'><legend>Sources</legend>{sources}</fieldset>" if sources else "")
        + (f"<fieldset class='days'><legend>Published</legend>{dates}</fieldset>" if days else "")
        + f"<fieldset class='many'><legend>Articles</legend>{listed}</fieldset>"
        + (more if len(articles) > LISTED else "")
        + "<p class='end'><button type='button' class='tool' data-do='widen'>Clear the filter</button>"
        "<button type='button' class='primary' popovertarget='narrow' popovertargetaction='hide'>Done</button></p>"
        "</form>"
    )


def _article(article: Article) -> str:
    facts = f"data-source='{escape(article.source or '')}' data-published='{escape((article.published or '')[:10])}'"
    beside = " · ".join(filter(None, (shortened(article.source or "", 40), day(article.published))))
    return _box("articles", article.id, shortened(article.label, 90), beside, facts)


def _box(name: str, value: str, label: str, beside: str, facts: str = "") -> str:
    told = f"<b dir='auto'>{escape(label)}</b> <span>{escape(beside)}</span>"
    return f"<label><input type='checkbox' name='{name}' value='{escape(value)}' {facts}><span>{told}</span></label>"


def told(filters: Filters, articles: Articles) -> str:
    """Return in a few words what a question was narrowed to; empty where it was not."""
    known = []
    for key in filters.articles:
        try:
            known.append(articles(key))
        except KeyError:
            continue
    called = list(names(known).values()) if len(known) < 4 else [f"{len(known)} articles"]
    if len(known) == 1:
        called = [shortened(described(known[0]), 90)]
    sources = [shortened(source, 40) for source in filters.sources[:3]]
    more = len(filters.sources) - 3
    sources += ["1 more source" if more == 1 else f"{more} more sources"] if more > 0 else []
    parts = [", ".join(called), ", ".join(sources), _days(filters)]
    return visible(" · ".join(part for part in parts if part))


def _days(filters: Filters) -> str:
    first, last = day(filters.since), day(filters.until)
    if first and last:
        return first if first == last else f"{first} to {last}"
    return f"since {first}" if first else f"until {last}" if last else ""


def kept(articles: Sequence[Article], filters: Filters) -> list[str]:
    """Return the ids of the articles that the filters leave, a speaker's apart."""
    wanted = {source.casefold() for source in filters.sources}
    return [
        article.id
        for article in articles
        if (not filters.articles or article.id in filters.articles)
        and (not wanted or (article.source or "").casefold() in wanted)
        and (not filters.since or (article.published or "") >= filters.since)
        and (not filters.until or "" < (article.published or "") <= filters.until)
    ]
