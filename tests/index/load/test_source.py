import pytest

from index.load.source import dateline_source, outlet


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("WASHINGTON (Reuters) - The minister said so.", "Reuters"),
        ("BEIJING, Jan 16 (Xinhua) -- China said on Friday that it would answer.", "Xinhua"),
        ("SEOUL, South Korea (AP) — The president spoke.", "AP"),
        ("Tokyo, Jan. 16 (Jiji Press)--The minister spoke.", "Jiji Press"),
        ("WASHINGTON/TOKYO, Jan 16 (Reuters) – Both spoke.", "Reuters"),
        ("(AP) — The president spoke.", "AP"),
        ("The minister (LDP) - who had been silent - spoke.", None),
        ("The Ministry of Defense (MND) said so.", None),
    ],
)
def test_a_dateline_names_the_agency(line: str, source: str | None) -> None:
    assert dateline_source(line) == source


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("It is so, Shen Yi, a professor, told the Global Times.", "Global Times"),
        ("Experts reached by the Global Times on Friday said so.", "Global Times"),
        ("He said so in an interview with Der Spiegel.", "Der Spiegel"),
        ("A diplomat told Reuters that it was so.", "Reuters"),
        ("It is so, he told The Associated Press on Friday.", "The Associated Press"),
        ("He told Congress that it was so.", None),
        ("He told the UN Security Council on Friday that it was so.", None),
        ("Shinjiro Koizumi came. Hegseth told Koizumi that it was so.", None),
        ("Putin said no. Trump told Vladimir Putin on Friday that it was so.", None),
        ("He told reporters on Friday that it was so.", None),
        ("They met in Moscow. Beijing told Moscow on Friday that it was so.", None),
        ("He told Koizumi's aide that it was so.", None),
        ("He told CNN that it was so. She told Reuters that it was not.", None),
        (
            "He told CNN that it was so. She told Reuters that it was not. They told Reuters on Friday.",
            "Reuters",
        ),
        ("Zhang Xiaogang told at a press conference on Friday that it was so.", None),
    ],
)
def test_the_outlet_is_the_one_to_which_people_speak(text: str, source: str | None) -> None:
    assert outlet([text]) == source
