"""Who said what, and with what stance: the ledger of an article, from its grammar alone."""

from index.ledger.extract import ledger, ledgers, voice
from index.ledger.state import speakers_matching, state_of

__all__ = ["ledger", "ledgers", "speakers_matching", "state_of", "voice"]
