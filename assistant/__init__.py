"""Questions about news articles and official statements, answered with the paragraph behind every sentence."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assistant.compose import open_assistant

__all__ = ["open_assistant"]


def __getattr__(name: str) -> Any:
    # Joining the parts imports numpy and more; `import assistant` alone must not.
    if name == "open_assistant":
        from assistant.compose import open_assistant

        return open_assistant
    raise AttributeError(f"module 'assistant' has no attribute {name!r}")
