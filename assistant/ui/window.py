"""The chat window: the conversation on the left, the words it stands on at the right."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

# Read when gradio is imported: nothing about a reader leaves the machine.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"

import gradio as gr

from assistant.ui.chat import Answers, Conversation, asked, messages
from assistant.ui.examples import suggested
from assistant.ui.sources import EMPTY, sources
from assistant.ui.theme import theme
from index.problem import Problem

_HERE = Path(__file__).parent
_LOOPBACK = "127.0.0.1,localhost,::1"
_PLAIN: dict[str, Any] = {
    "footer_links": [],
    "quiet": True,
    "share": False,
    "run_history": False,
    "enable_monitoring": False,
    "mcp_server": False,
    "ssr_mode": False,
    "pwa": False,
}
_PROMISE = "Ask the articles. Every sentence leads to the paragraph it stands on."
_HEADER = f"<header><h1>Readout</h1><p>{_PROMISE}</p></header>"


class _Parts(NamedTuple):
    conversation: gr.State
    anew: gr.Button
    chat: gr.Chatbot
    box: gr.Textbox
    panel: gr.HTML


def window(assistant: Answers, *, examples: Sequence[str] | None = None) -> gr.Blocks:
    """Return the window on this assistant.

    `examples` are first questions to suggest; by default they are made from the articles.
    """
    collection = assistant.articles()
    questions = suggested(collection) if examples is None else tuple(examples)
    blocks = gr.Blocks(title="Readout", analytics_enabled=False, fill_width=True)
    with blocks:
        conversation = gr.State(())
        with gr.Row(elem_id="masthead"):
            gr.HTML(_HEADER, elem_id="header")
            anew = gr.Button("New conversation", size="sm", elem_id="anew", scale=0)
        with gr.Row(elem_id="desk"):
            with gr.Column(scale=11, elem_id="talk", min_width=320):
                chat, box = _chat(len(collection), questions), _box()
            with gr.Column(scale=9, elem_id="side", min_width=320):
                panel = gr.HTML(EMPTY, elem_id="sources", apply_default_css=False)
        _wire(assistant, _Parts(conversation, anew, chat, box, panel))
    return blocks


def _chat(count: int, questions: Sequence[str]) -> gr.Chatbot:
    what = "1 article" if count == 1 else f"{count} articles"
    return gr.Chatbot(
        label="Conversation",
        show_label=False,
        container=False,
        height=None,
        buttons=[],
        # Whatever is shown comes escaped from render.py; the sanitizer stands behind it.
        sanitize_html=True,
        allow_tags=False,
        latex_delimiters=[],
        feedback_options=None,
        layout="bubble",
        placeholder=f"<div class='welcome'><p>What would you like to know?</p><p>{what} to ask</p></div>",
        examples=[{"text": question} for question in questions],
        elem_id="chat",
    )


def _box() -> gr.Textbox:
    return gr.Textbox(
        label="Your question",
        show_label=False,
        placeholder="Ask about the articles",
        submit_btn="Send",
        max_lines=6,
        autofocus=True,
        elem_id="question",
    )


def _wire(assistant: Answers, parts: _Parts) -> None:
    def ask(message: str, before: Conversation) -> Iterator[tuple[Any, ...]]:
        if not (message or "").strip():
            yield gr.skip(), gr.skip(), gr.skip(), gr.skip()
            return
        for after in asked(assistant, message, before):
            yield "", messages(after, assistant.article), sources(after, assistant.article), after

    def choose(before: Conversation, event: gr.SelectData) -> Iterator[tuple[Any, ...]]:
        yield from ask(event.value["text"], before)

    state = parts.conversation
    shown = [parts.box, parts.chat, parts.panel, state]
    hidden: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
    for event in (
        parts.box.submit(ask, [parts.box, state], shown, **hidden),
        parts.chat.example_select(choose, [state], shown, **hidden),
    ):
        event.then(None, js="() => window.readout.first()", api_visibility="private")
    parts.anew.click(lambda: ("", [], EMPTY, ()), None, shown, **hidden)


def start(
    assistant: Answers,
    *,
    host: str = "127.0.0.1",
    port: int | None = None,
    open_browser: bool = False,
    auth: tuple[str, str] | None = None,
    examples: Sequence[str] | None = None,
) -> gr.Blocks:
    """Serve the window without waiting; `.local_url` is its address, `.close()` ends it.

    Without a port the first free one from 7860 is taken. Raise Problem where the address cannot be had.
    """
    _call_itself_directly()
    blocks = window(assistant, examples=examples)
    try:
        blocks.launch(
            server_name=host,
            server_port=port,
            inbrowser=open_browser,
            auth=auth,
            theme=theme(),
            css_paths=_HERE / "window.css",
            head=f"<script>{(_HERE / 'window.js').read_text(encoding='utf-8')}</script>",
            prevent_thread_lock=True,
            **_PLAIN,
        )
    except OSError as error:
        place = f"{host}:{port}" if port else f"{host}, ports 7860 to 7959"
        raise Problem(f"The window cannot listen at {place}; choose another port or host.") from error
    return blocks


def _call_itself_directly() -> None:
    """Gradio calls its own address when it starts: that must not go through the reader's proxy."""
    for name in ("no_proxy", "NO_PROXY"):
        known = os.environ.get(name, "")
        if _LOOPBACK not in known:
            os.environ[name] = ",".join(filter(None, (known, _LOOPBACK)))


def launch(
    assistant: Answers,
    *,
    host: str = "127.0.0.1",
    port: int | None = None,
    open_browser: bool = False,
    auth: tuple[str, str] | None = None,
    examples: Sequence[str] | None = None,
) -> None:
    """Print the address of the window and serve it until it is interrupted."""
    blocks = start(assistant, host=host, port=port, open_browser=open_browser, auth=auth, examples=examples)
    print(f"Readout is open at {blocks.local_url} (Ctrl+C ends it)", flush=True)
    blocks.block_thread()
