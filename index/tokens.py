"""Token counts, without a download: tiktoken with the vocabulary that mistral-common carries.

tiktoken's own vocabularies are fetched from the network at first use, which a laptop without one cannot do
(docs/decisions/0002-token-counts.md).
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import tiktoken

VOCABULARY = "tekken_240911.json"


@cache
def _encoding() -> "tiktoken.Encoding":
    import base64
    import json

    import mistral_common
    import tiktoken

    path = Path(mistral_common.__file__).parent / "data" / VOCABULARY
    stored = json.loads(path.read_bytes())
    config = stored["config"]
    kept = config["default_vocab_size"] - config["default_num_special_tokens"]
    ranks = {base64.b64decode(entry["token_bytes"]): entry["rank"] for entry in stored["vocab"][:kept]}
    return tiktoken.Encoding(name="tekken", pat_str=config["pattern"], mergeable_ranks=ranks, special_tokens={})


def counts(texts: Sequence[str]) -> list[int]:
    """Return the number of tokens of each text, in order.

    >>> counts(["", "The readout left it out."])
    [0, 7]
    """
    encoding = _encoding()
    return [len(encoding.encode_ordinary(text)) for text in texts]
