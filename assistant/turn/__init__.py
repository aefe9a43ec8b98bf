"""A chat message read in the light of those before it: words, phrases, clauses, and what pronouns stand for."""
