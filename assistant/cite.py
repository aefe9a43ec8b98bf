"""A draft, read: sentences with the numbers they cite, and the words of a paragraph that a sentence relies on."""

import re
import unicodedata
from dataclasses import dataclass

from assistant.verify.source import Source, relied, terms
from index.sentence import sentences

# What models write around an answer: thoughts, calls of tools, fences, headings and tags, those of the prompt too.
_NOISE = re.compile(
    r"<think>.*?(?:</think>|\Z)|<tool_call>.*?(?:</tool_call>|\Z)|<\|[^|>\n]{1,40}\|>|```\w*|"
    r"</?[a-z]\w*(?:\s[^<>]{0,400})?/?>|</?paragraphs?\b[^<>]{0,400}\Z|"
    r"^\s*#+\s[^\n]*$|^\s*[{\[]\s*\"(?:name|tool|function|arguments)\"[^\n]*$",
    re.DOTALL | re.MULTILINE | re.IGNORECASE,
)
_BULLET = re.compile(r"^\s*(?:[-*•–]|\d{1,2}[.)])\s+", re.MULTILINE)
_LABEL = re.compile(r"^\s*(?:\*\*)?(?:answer|response|final answer)(?:\*\*)?\s*:\s*", re.IGNORECASE)
_MARK = re.compile(
    r"\s*(?:\[|【)\s*(?:paragraphs?|para|sources?|n|no\.?|\^|#)?\s*"
    r"(?P<numbers>[\d¹²³⁰-⁹]{1,3}(?:\s*(?:,|;|-|–|and|&)\s*#?[\d¹²³⁰-⁹]{1,3})*)(?:†[^\]】]*)?\s*(?:\]|】)",
    re.IGNORECASE,
)
_BROKEN = re.compile(
    r"\s*\[(?:\s*(?:n|x|\?|paragraph(?: number)?|source|citation needed)\s*|[\d,\s]*)\]", re.IGNORECASE
)
# Anchored at the sentence's beginning: a readout that "did not mention" something is no refusal.
_REFUSING = re.compile(
    r"^(?:unfortunately|sorry|i['’]m sorry|i am sorry|based on [^,]{1,40}|however)?,?\s*(?:but )?(?:"
    r"(?:none of )?(?:the|these|this|those) (?:(?:provided|given|numbered|above) )*"
    r"(?:paragraphs?|articles?|passages?|texts?|sources?|context|information)(?: (?:provided|given|above))? "
    r"(?:do(?:es)? not|don['’]t|doesn['’]t|did not|cannot|can['’]t)\b|"
    r"(?:i|we) (?:can(?:not|['’]t)|am (?:not able|unable)|do not|don['’]t|could not|couldn['’]t)\b|"
    r"as an? (?:ai|language model)\b|(?:there is )?not enough information\b|$)",
    re.IGNORECASE,
)
_RANGE = 10


@dataclass(frozen=True, slots=True)
class Drafted:
    """One sentence of a draft: its words without marks, the offered numbers it cites, and how many were not offered."""

    text: str
    numbers: tuple[int, ...]
    unknown: int = 0

    @property
    def refuses(self) -> bool:
        """Say whether the sentence says that the paragraphs do not answer, or that the model will not."""
        return bool(_REFUSING.search(self.text))


def read(draft: str, *, offered: int, ended: bool = True) -> tuple[Drafted, ...]:
    """Return the sentences of a draft in which something is said, in order.

    `offered` is the number of paragraphs, numbered from 1. Before a draft has `ended` its last sentence is left out:
    the mark it cites with may still come.

    >>> read("Japan sent two jets [1]. The US sent one [4].", offered=2)[1]
    Drafted(text='The US sent one.', numbers=(), unknown=1)
    """
    pieces = [piece for line in _clean(draft).splitlines() for piece in _with_marks(line)]
    kept = pieces if ended else pieces[:-1]
    return tuple(one for one in (_drafted(piece, offered) for piece in kept) if re.search(r"\w", one.text))


def _clean(draft: str) -> str:
    text = unicodedata.normalize("NFC", draft.replace("\r", "\n"))
    text = "".join(sign for sign in text if sign.isprintable() or sign == "\n")
    text = _LABEL.sub("", _BULLET.sub("", _NOISE.sub("", text)))
    return re.sub(r"\*\*|__|(?<!\w)\*(?=\w)|(?<=\w)\*(?!\w)", "", text)


def _with_marks(line: str) -> list[str]:
    """Return the sentences of a line, each with the marks that follow its full stop."""
    pieces: list[str] = []
    for sentence in sentences(line):
        text = sentence.text
        leading = re.match(rf"(?:{_MARK.pattern}|{_BROKEN.pattern})+[.\s]*".replace("(?P<numbers>", "(?:"), text, re.I)
        if leading and pieces:
            pieces[-1] += f" {leading[0].strip(' .')}"
            text = text[leading.end() :]
        if text.strip():
            pieces.append(text)
    return pieces


def _drafted(piece: str, offered: int) -> Drafted:
    cited = [number for match in _MARK.finditer(piece) for number in _numbers(match["numbers"])]
    text = re.sub(r"\s+", " ", _BROKEN.sub("", _MARK.sub("", piece))).strip()
    text = re.sub(r"\s+([.,;:?!])", r"\1", text)
    numbers = tuple(dict.fromkeys(number for number in cited if 1 <= number <= offered))
    return Drafted(text, numbers, sum(1 for number in cited if not 1 <= number <= offered))


def _numbers(marked: str) -> list[int]:
    """Return the numbers of a mark: "1, 3" and "2-4"."""
    text = unicodedata.normalize("NFKC", marked)
    found: list[int] = []
    for part in re.split(r"\s*(?:,|;|and|&)\s*", text, flags=re.IGNORECASE):
        ends = [int(number) for number in re.findall(r"\d+", part)]
        if len(ends) == 2 and 0 < ends[1] - ends[0] <= _RANGE:
            found += range(ends[0], ends[1] + 1)
        else:
            found += ends
    return found


def span(claim: str, source: Source) -> tuple[int, int] | None:
    """Return the offsets of the words of a paragraph that a claim relies on, or None where it shares none.

    They lie in one sentence, from the first to the last of its words that the claim has too.
    """
    best = relied(claim, [source])
    if not best:
        return None
    sentence = best[0].sentence
    wanted = set(terms(claim))
    words = re.finditer(r"\w+(?:[-’'.,]\w+)*", sentence.text)
    shared = [match.span() for match in words if wanted & set(terms(match[0]))]
    return sentence.start + shared[0][0], sentence.start + shared[-1][1]
