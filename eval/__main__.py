"""`python -m eval …` is `readout eval …`."""

from eval.cli import main

main()
