"""Bytes as they lie on the disk, to text as it was published."""

import codecs
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from index.problem import Problem

SAMPLE = 256 * 1024
"""How many bytes are looked at to find out an encoding."""

# The longer mark first: that of UTF-32 begins like that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_SIGNATURES = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"\x1f\x8b", "a compressed file"),
)

# What newspapers have been kept in. The detector also knows the code pages of early home computers, which
# only make it err on short texts.
_ASIAN = ["cp932", "euc_jp", "gb18030", "big5", "cp949"]
_ENCODINGS = [*(f"cp{page}" for page in range(1250, 1258)), "koi8_r", *_ASIAN]
_WRITTEN_IN_CP1250 = {"Czech", "Slovak", "Polish", "Hungarian", "Croatian", "Slovene", "Romanian"}

_LINE_END = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff]+")
_SURROGATE = re.compile("[\ud800-\udfff]")
# Typewriters and mail programs leave these in honest texts: end of page, backspace, escape.
_HARMLESS = b"\t\n\r\f\v\b\x1a\x1b"
_BINARY = bytes(code for code in range(0x20) if code not in _HARMLESS)


def read_text(path: Path) -> str:
    """Return the text of a file, cleaned (see `clean`); raise Problem where it holds none, OSError unread."""
    found = path.read_bytes()
    text = clean(decode(found))
    if not text.strip():
        raise Problem("The file is empty: put the text of an article into it, or leave it out.")
    return text


def read_lines(path: Path) -> Iterator[str | Problem]:
    """Yield the lines of a file one by one, without their ends; a line that is not text comes as a Problem.

    Only line feeds part lines, as JSON lines has it; a carriage return before one goes too. Raise Problem
    where the file is binary, OSError where it cannot be read.
    """
    with path.open("rb") as stream:
        sample = stream.read(SAMPLE)
    encoding = _known(sample) or "utf-8"
    errors = "surrogateescape" if encoding == "utf-8" else "replace"
    guessed: str | None = None
    with path.open(encoding=encoding, errors=errors, newline="\n") as lines:
        for number, line in enumerate(lines):
            line = line.removeprefix("\ufeff") if number == 0 else line
            if not _SURROGATE.search(line):
                yield line.rstrip("\r\n")
                continue
            raw = line.encode("utf-8", "surrogateescape")
            try:
                guessed = guessed or _guess(raw + sample.rpartition(b"\n")[0])
                yield _by_guess(raw, guessed).rstrip("\r\n")
            except Problem as problem:
                yield problem


def decode(raw: bytes) -> str:
    """Return the text in `raw`, whatever its encoding; raise Problem where the bytes are no text.

    A byte-order mark decides; then UTF-8 if every byte fits; then charset-normalizer's judgement on a sample
    of 256 KB around the first byte that does not. UTF-8 with a few broken bytes stays UTF-8, each broken
    place shown as U+FFFD.
    """
    encoding = _known(raw[:SAMPLE])
    if encoding:
        return raw.decode(encoding, "replace").removeprefix("\ufeff")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return _mended(raw) or _by_guess(raw, _guess(_around(raw, error.start)))
    # ISO-2022-JP shifts to Japanese by escape sequences of plain ASCII.
    return raw.decode("iso2022_jp", "replace") if b"\x1b$" in raw[:SAMPLE] else text


def clean(text: str) -> str:
    """Return `text` as published but for line ends (`\\n`), control characters, marks and trailing spaces.

    >>> clean("One \\r\\ntwo\\x07")
    'One\\ntwo'
    """
    text = _CONTROL.sub("", _LINE_END.sub("\n", text))
    return "\n".join(line.rstrip() for line in _SURROGATE.sub("\ufffd", text).split("\n"))


def _known(sample: bytes) -> str | None:
    """Return the encoding that the first bytes give away, or None; raise Problem where they are no text."""
    kind = next((kind for begin, kind in _SIGNATURES if sample.startswith(begin)), None)
    if kind:
        raise Problem(f"The file is {kind}, not text: export its text, and index that.")
    marked = next((encoding for mark, encoding in _MARKS if sample.startswith(mark)), None)
    encoding = marked or _wide(sample)
    if encoding is None and _is_binary(sample):
        raise Problem("The file is binary, not text: export its text, and index that.")
    return encoding


def _wide(sample: bytes) -> str | None:
    """Return which UTF-16 the sample is in without saying so: its zero bytes then stand on one side only."""
    sample = sample[: len(sample) // 2 * 2]
    zeros = (sample[0::2].count(0), sample[1::2].count(0))
    if min(zeros) > 0 or max(zeros) == 0:
        return None
    encoding = "utf-16-be" if zeros[0] else "utf-16-le"
    text = sample.decode(encoding, "ignore")
    strange = sum(not (character.isprintable() or character in "\n\r\t\u3000") for character in text)
    return encoding if strange * 50 <= len(text) else None


def _is_binary(sample: bytes) -> bool:
    controls = len(sample) - len(sample.translate(None, _BINARY))
    return b"\0" in sample or controls * 50 > len(sample)


def _mended(raw: bytes) -> str | None:
    """Return the UTF-8 text where broken bytes are few beside whole non-ASCII characters, else None."""
    text = raw.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = (len(text.encode()) - len(text)) // 2 - broken
    return text if broken * 10 <= whole else None


def _around(raw: bytes, place: int) -> bytes:
    """Return a sample of whole lines, as a cut inside a character would mislead the detector."""
    begin = raw.rfind(b"\n", 0, max(0, place - SAMPLE // 2)) + 1
    return raw[begin : begin + SAMPLE].rpartition(b"\n")[0] or raw[begin : begin + SAMPLE]


def _guess(sample: bytes) -> str:
    from charset_normalizer import from_bytes

    matches = from_bytes(sample, cp_isolation=_ENCODINGS)
    best = matches.best()
    if best is None:
        raise Problem("This is not text in any encoding known here: save it as UTF-8.")
    if best.encoding == "cp1250" and best.language not in _WRITTEN_IN_CP1250 and _as_good(matches, best):
        return "cp1252"
    return best.encoding


def _as_good(matches: Any, best: Any) -> bool:
    """Say whether windows-1252 explains the sample as well: Western texts often fit both code pages."""
    return "cp1252" in best.could_be_from_charset or any(
        # Which language a sample is found to be in depends on the page; how well its letters fit does not.
        match.encoding == "cp1252" and match.chaos <= best.chaos
        for match in matches
    )


def _by_guess(raw: bytes, encoding: str) -> str:
    text = raw.decode(encoding, "replace")
    if text.count("\ufffd") * 50 > len(text):
        raise Problem("This is not text in any encoding known here: save it as UTF-8.")
    return text
