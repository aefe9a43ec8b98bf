"""English words that tell no passage from another; the question words among them."""

# One string: prose is easier to keep in order than a list.
STOPWORDS = frozenset(
    """a about after all also am an and any are as at be because been before being between both but by
    can could did do does doing during each either for from further get got had has have having he her
    here hers him his how i if in into is it its itself just kind many may me might more most much must
    my no nor not of off ok okay on once only or other our out over own per please shall she should so
    some such tell than that the their them then there these they this those through to too under until
    up upon very was we were what when where whether which while who whom whose why will with would yes
    you your""".split()
)
