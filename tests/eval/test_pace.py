from eval import pace
from index.ledger import ledgers, speakers_matching

FIGURES = pace.Pace(paragraphs=71.2, cores=1.9, indexing=1.94, compare=120.0, busy=100.0, statements=(510, 505))


def test_both_speakers_have_the_statements_asked_for() -> None:
    told = [statement for _, several in ledgers(pace.spoken(20)) for statement in several]
    assert all(len(speakers_matching(name, told)) >= 20 for name in pace.SPEAKERS)
    assert len({article.id for article in pace.spoken(20)}) == 2


def test_figures_are_printed_beside_their_goals() -> None:
    lines = pace.markdown(FIGURES).splitlines()
    assert lines[2].endswith("| 71.2 | ≥ 60 | met |")
    assert lines[3].endswith("| 1.94 | ≤ 1.8 | not met |")
    assert (
        lines[4]
        == "| comparing two speakers of 510 and 505 statements, in ms (100 of them at work) | 120 | < 300 | met |"
    )
