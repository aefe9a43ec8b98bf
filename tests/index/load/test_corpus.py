from pathlib import Path

import pytest

from index.article import Article
from index.load import load, load_all
from tests.data import CORPUS, File
from tests.data.fuzz import fuzz


@pytest.mark.parametrize("file", CORPUS, ids=lambda file: file.name)
def test_each_format_gives_the_paragraphs_and_the_facts_that_are_in_it(file: File, tmp_path: Path) -> None:
    file.write(tmp_path / file.name)
    loaded = load_all([tmp_path])
    assert loaded.failures == ()
    assert [tuple(p.text for p in article.paragraphs) for article in loaded.articles] == list(file.articles)
    first = loaded.articles[0]
    assert (first.title, first.author, first.published) == (file.title, file.author, file.published)
    assert (first.source, first.url) == (file.source, file.url)


def test_all_of_it_in_one_folder_is_read_and_ids_are_unique(tmp_path: Path) -> None:
    from tests.data import write

    write(tmp_path)
    outcomes = list(load([tmp_path]))
    articles = [one for one in outcomes if isinstance(one, Article)]
    assert len(outcomes) == len(articles) == sum(len(file.articles) for file in CORPUS)
    assert len({article.id for article in articles}) == len(articles)


def test_damaged_files_are_told_quickly_and_nothing_is_raised() -> None:
    told, slowest, raised = fuzz(150, seed=7)
    assert raised == []
    assert slowest < 10
    assert told["article"]
    assert told["failure"]
