"""The one exception for people."""


class Problem(Exception):
    """What went wrong, where, and what to do about it, in one sentence.

    The command line prints the sentence on stderr and exits with 1; the window shows it.
    """
