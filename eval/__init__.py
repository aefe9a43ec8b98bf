"""Numbers an evaluator can trust."""
