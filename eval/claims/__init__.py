"""Claims made by construction from real sentences: how many false ones are withheld, how many true ones pass."""
