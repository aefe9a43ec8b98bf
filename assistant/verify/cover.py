"""Are the words of a claim those of its paragraphs?"""

from collections.abc import Sequence

from assistant.verify.anchor import kind_of
from assistant.verify.context import governs
from assistant.verify.reading import Reading, Word
from assistant.verify.source import CALLED, Source, terms
from assistant.verify.term import term
from assistant.verify.verdict import Fault, Weight
from index.ledger.cue import lexicon
from index.statement import Stance

# Words about the sources themselves, which no paragraph needs to hold.
_ABOUT = CALLED | {term("according")}
# Below the first share of words held, a claim is not the paragraph's; below the second, it is so in part.
NONE = 0.6
FULL = 0.9


def check(claim: Reading, free: frozenset[int], read: Sequence[Reading], sources: Sequence[Source]) -> list[Fault]:
    """Return a fault where content words of the claim are not in the sentences relied on or their article's head.

    Names and numbers are for `place` to judge.
    Words inside quotation marks (not in `free`) have been checked whole.
    """
    held = {word.term for reading in read for word in reading.words}
    held |= {one for source in sources for one in terms(source.facts)}
    held |= {one for source in sources for s in source.statements for one in terms(f"{s.speaker} {s.speaker_text}")}
    content = [word for at, word in enumerate(claim.words) if word.is_content and at in free]
    content = [word for word in content if word.term not in _ABOUT or word.term in held]
    missing = [
        word
        for word in content
        if word.term not in held
        and not kind_of(word)
        and not _speaks_alike(word, read)
        and not _introduces(word, claim, sources)
    ]
    if not missing:
        return []
    share = 1 - len(missing) / len(content)
    if share >= FULL and not any(word.is_verb for word in missing):
        return []
    words = ", ".join(f"“{word.text}”" for word in missing[:3])
    weight = Weight.LESS if share >= NONE else Weight.ALL
    return [Fault("words", f"The paragraph does not say {words}.", weight)]


def _speaks_alike(word: Word, read: Sequence[Reading]) -> bool:
    """Say whether a verb of speech stands for another with the same stance: "said" for "claimed"."""
    cues = lexicon().verbs
    cue = cues.get(word.text.lower())
    if cue is None or cue.stance is not Stance.ASSERTS:
        return False
    every = (cues.get(other.text.lower()) for reading in read for other in reading.words if other.is_verb)
    return word.text.lower() in _PLAIN and any(other is not None and other.stance is cue.stance for other in every)


def _introduces(word: Word, claim: Reading, sources: Sequence[Source]) -> bool:
    """Say whether a verb of speech has the article itself as its subject: "The article says"."""
    if word.text.lower() not in _PLAIN:
        return False
    own = {one for source in sources for one in terms(source.publication)} | _ABOUT
    verb = claim.words.index(word)
    return any(claim.words[place].term in own for place in governs(claim, verb, "subj"))


# Verbs that say that something was said and nothing of whether it is so.
_PLAIN = frozenset("say says said saying state states stated stating".split())
