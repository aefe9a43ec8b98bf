from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.load.decode import SAMPLE, clean, decode, read_lines
from index.problem import Problem

FRENCH = "Le ministre a déclaré à Reuters que l’accord était « historique ». Les négociations reprendront.\n"
SPANISH = "El ministro de Defensa señaló el viernes que la reunión con su homólogo fue muy útil para España.\n"
CZECH = "Ministryně obrany prohlásila, že jednání s americkým protějškem bylo užitečné a že většina souhlasí.\n"
RUSSIAN = "Министр обороны заявил в пятницу, что переговоры прошли конструктивно.\n"
JAPANESE = "小泉防衛大臣は会談後、記者団に対し「日米同盟の抑止力を強化する」と述べた。\n"
CHINESE = "国防部发言人表示，日方的说法与事实不符。中方对此表示强烈不满。\n"
TAIWANESE = "國防部發言人表示，日方的說法與事實不符。臺灣媒體報導。\n"
KOREAN = "국방부 대변인은 금요일 기자회견에서 한미 동맹의 중요성을 강조했다고 밝혔다.\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (FRENCH, "cp1252"),
        (SPANISH, "cp1252"),
        ("The minister’s “readout” was short.\n", "cp1252"),
        (CZECH, "cp1250"),
        (RUSSIAN, "koi8_r"),
        (RUSSIAN, "cp1251"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc_jp"),
        (JAPANESE, "iso2022_jp"),
        (CHINESE, "gb18030"),
        (TAIWANESE, "big5"),
        (KOREAN, "euc_kr"),
        (JAPANESE, "utf-16"),
        (FRENCH, "utf-16-le"),
        (FRENCH, "utf-16-be"),
        (CHINESE, "utf-32"),
        (KOREAN, "utf-8-sig"),
        (CHINESE, "utf-8"),
    ],
)
def test_the_encodings_of_newspapers_are_read(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text
    assert decode((text * 20).encode(encoding)) == text * 20


def test_an_encoding_is_found_where_it_first_shows() -> None:
    late = "Plain words in English, line after line.\n" * 10_000 + FRENCH * 3
    assert len(late) > SAMPLE
    assert decode(late.encode("cp1252")) == late


def test_a_few_broken_bytes_do_not_spoil_utf_8() -> None:
    raw = (CHINESE * 3).encode() + b"\xe5\x9b" + (CHINESE * 3).encode()
    assert decode(raw) == CHINESE * 3 + "\ufffd" + CHINESE * 3


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"%PDF-1.7\nwords", "PDF"),
        (b"PK\x03\x04words", "office document"),
        (b"words\0and\0\0more", "binary"),
        (bytes(range(1, 256)) * 20, "binary"),
        (b"\x89PNG\r\n", "an image"),
    ],
)
def test_a_binary_file_is_a_problem(raw: bytes, reason: str) -> None:
    with pytest.raises(Problem, match=reason):
        decode(raw)


def test_cleaning_keeps_the_words_and_nothing_unseen() -> None:
    assert clean("\ufeffOne\r\ntwo\rthree\u2028four \xa0\n\tfive\x07\ud800") == "One\ntwo\nthree\nfour\n\tfive\ufffd"


def test_cleaning_does_not_compose_letters() -> None:
    assert clean("Cafe\u0301") == "Cafe\u0301"


@given(st.text())
def test_what_was_written_as_utf_8_is_read_so_or_refused(text: str) -> None:
    raw = text.encode("utf-8", "replace")
    try:
        found = decode(raw)
    except Problem:
        return
    assert "\x1b$" in text or "\0" in text or found == raw.decode().removeprefix("\ufeff")


@given(st.binary())
def test_any_bytes_are_text_or_a_problem(raw: bytes) -> None:
    with suppress(Problem):
        assert isinstance(clean(decode(raw)), str)


@given(st.binary())
def test_the_lines_of_any_bytes_are_text_or_problems(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    path: Path = tmp_path_factory.mktemp("lines") / "a.jsonl"
    path.write_bytes(raw)
    with suppress(Problem):
        assert all(isinstance(line, str | Problem) for line in read_lines(path))
