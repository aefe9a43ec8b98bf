"""What stands beside the window in its server."""

from collections.abc import Callable
from typing import Any, NamedTuple

from starlette.routing import BaseRoute


class Doors(NamedTuple):
    """Routes for an ASGI app, and what must run while it does."""

    routes: list[BaseRoute]
    lifespan: Callable[[Any], Any]
