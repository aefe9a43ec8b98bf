import sys
from pathlib import Path

from tests.data import write

write(Path(sys.argv[1]))
