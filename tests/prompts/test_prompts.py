from pathlib import Path

import pytest

from prompts import NAMES, PromptError, fill, load


def test_each_prompt_says_that_what_it_is_given_is_data() -> None:
    for name, prompt in load().items():
        assert "data" in prompt.system, name


def test_a_prompt_is_filled_with_values_as_they_stand() -> None:
    filled = fill(load()["answer"], question="Why {{paragraphs}}?", paragraphs="<paragraph n=1>{x}</paragraph>")
    assert filled.user.endswith(
        "Question: Why {{paragraphs}}?\nAnswer, each sentence with the number of its paragraph:"
    )
    assert "{x}" in filled.user


@pytest.mark.parametrize("values", [{"question": "Why?"}, {"question": "", "paragraphs": "", "more": ""}])
def test_a_missing_or_unknown_value_is_an_error(values: dict[str, str]) -> None:
    with pytest.raises(KeyError):
        fill(load()["answer"], **values)


def test_a_prompt_of_the_readers_own_replaces_ours(tmp_path: Path) -> None:
    (tmp_path / "answer.md").write_text("Short.\n---\n{{paragraphs}} {{question}}", encoding="utf-8")
    prompts = load(tmp_path)
    assert prompts["answer"].system == "Short."
    assert set(prompts) == set(NAMES)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Rules\n---\n{{question}}", r"lacks \{\{paragraphs\}\}"),
        ("Rules\n---\n{{question}} {{paragraphs}} {{mood}}", r"has the unknown \{\{mood\}\}"),
        ("{{question}} {{paragraphs}}", "two parts"),
        (" \n---\n{{question}} {{paragraphs}}", "two parts"),
    ],
)
def test_a_prompt_that_cannot_be_filled_is_refused_at_the_start(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "answer.md").write_text(text, encoding="utf-8")
    with pytest.raises(PromptError, match=told):
        load(tmp_path)


def test_a_folder_that_is_none_and_a_file_that_is_no_text_are_refused(tmp_path: Path) -> None:
    with pytest.raises(PromptError, match="no folder"):
        load(tmp_path / "nowhere")
    (tmp_path / "answer.md").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(PromptError, match="UTF-8"):
        load(tmp_path)
