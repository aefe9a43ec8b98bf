from eval.kill import survived


def test_an_index_survives_being_killed() -> None:
    assert survived(40, 2) == []
