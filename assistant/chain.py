"""The assistant for LangChain: a retriever and a runnable, so that it fits into any chain and is traced there."""

from collections.abc import Iterator, Sequence
from typing import Any, TypedDict

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableConfig
from pydantic import ConfigDict

from assistant.ask import Assistant
from assistant.reply import Reply
from index.filter import ALL, Filters


class Asked(TypedDict, total=False):
    """A question with the exchanges before it, as in the contract's JSON lines."""

    question: str
    history: Sequence[Sequence[str]]


class PassageRetriever(BaseRetriever):
    """Finds passages, best first, as LangChain's documents.

    `page_content` is the passage's paragraphs with blank lines between; `metadata` holds article (its id), paragraphs
    (their numbers), score, title, source, published and url.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)
    assistant: Assistant
    limit: int = 10
    filters: Filters = ALL

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        hits = self.assistant.search(query, limit=self.limit, filters=self.filters)
        return [self._document(hit.article_id, hit.paragraphs, hit.score) for hit in hits]

    def _document(self, article_id: str, numbers: Sequence[int], score: float) -> Document:
        article = self.assistant.article(article_id)
        text = "\n\n".join(article.paragraph(number).text for number in numbers)
        told = {"title": article.title, "source": article.source, "published": article.published, "url": article.url}
        return Document(text, metadata={"article": article_id, "paragraphs": list(numbers), "score": score} | told)


class Answering(Runnable[str | Asked, Reply]):
    """Takes a question, or one with its history, and gives the `Reply`; streams it as it grows.

    Callbacks of the config see the chat model's calls too; without any, nothing is traced and nothing sent.
    """

    def __init__(self, assistant: Assistant, *, filters: Filters = ALL) -> None:
        self.assistant = assistant.narrowed(filters)

    def invoke(self, input: str | Asked, config: RunnableConfig | None = None, **_: Any) -> Reply:  # noqa: A002
        """Return the reply; raise Problem where the question cannot be asked."""
        return self._call_with_config(self._reply, input, config, run_type="chain")

    def stream(
        self,
        input: str | Asked,  # noqa: A002
        config: RunnableConfig | None = None,
        **_: Any,
    ) -> Iterator[Reply]:
        """Yield the reply as it grows; the last is whole."""
        yield from self._transform_stream_with_config(iter([input]), self._growing, config, run_type="chain")

    def _reply(self, asked: str | Asked) -> Reply:
        *_, reply = self._growing(iter([asked]))
        return reply

    def _growing(self, several: Iterator[str | Asked]) -> Iterator[Reply]:
        for asked in several:
            told: Asked = {"question": asked} if isinstance(asked, str) else asked
            yield from self.assistant.stream(told.get("question", ""), told.get("history", ()))
