"""The chat window: views on the left (chat, compare, articles), the words they stand on at the right."""

import os
import socket
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

# Read when gradio is imported: nothing about a reader leaves the machine.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"

import gradio as gr
from starlette.middleware import Middleware

from assistant.api.doors import Doors
from assistant.ui import articles, compare, frame, hand, narrow
from assistant.ui.bringing import Bringing
from assistant.ui.chat import Answers
from assistant.ui.desk import Desks
from assistant.ui.events import Events, page_of
from assistant.ui.guard import Guard
from assistant.ui.intake import SIZE
from assistant.ui.keep import Keeping, Places, Shelf
from assistant.ui.talk import welcome
from assistant.ui.theme import theme
from assistant.ui.uploads import Gate, Uploads
from index.problem import Problem

_HERE = Path(__file__).parent
_STYLES = ("window.css", "talk.css", "reader.css", "grid.css", "keep.css", "articles.css")
_SCRIPTS = ("window.js", "reader.js", "card.js", "keep.js", "narrow.js", "articles.js")
PORTS = range(7860, 7960)
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
# "multiple": after a stop gradio takes the question for running a while yet, and would drop the next one; the page
# itself sees to it that one is asked at a time.
_HIDDEN: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden", "trigger_mode": "multiple"}
# So many readers are answered at once; more wait their turn. Beyond it the processor is only shared, not used more.
AT_ONCE = 8
# First questions and those after a reply that was opened again wait in one line: the later take the others' place.
SUGGESTING = "suggesting"
NOWHERE = Places()


class Parts(NamedTuple):
    """The parts of the page that events read and write."""

    conversation: gr.State
    wire: gr.HTML
    talk: gr.HTML
    next: gr.HTML
    matrix: gr.HTML
    reader: gr.HTML
    narrowing: gr.HTML
    sides: gr.HTML
    intake: gr.HTML
    shelf: gr.HTML


def window(assistant: Answers, places: Places = NOWHERE) -> gr.Blocks:
    """Return the window on this assistant; opinions and conversations go to these places."""
    # What is sent is removed once it is read; what was sent and never added goes within the hour.
    blocks = gr.Blocks(title="Readout", analytics_enabled=False, fill_width=True, delete_cache=(1800, 1800))
    desks = Desks(assistant)
    bringing = Bringing(desks, Uploads(blocks.upload_file_set))
    with blocks:
        conversation = gr.State(())
        _html(frame.masthead(assistant.writer), "masthead")
        with gr.Row(elem_id="desk"):
            with gr.Column(elem_id="views", min_width=0):
                chat = _chat(assistant)
                forms = _compare(assistant)
                shelf = _articles(bringing.shelf(desks.shared))
            page = _html("", "sources", on_load=_watching("read"))
        wire, talk, suggested, narrowing = chat
        parts = Parts(conversation, wire, talk, suggested, forms[1], page, narrowing, forms[0], *shelf)
        handing = hand.laid_out(places)
        events = Events(desks)
        changing = _wire(blocks, events, parts)
        _bring(blocks, bringing, parts)
        shown = [parts.talk, parts.reader, parts.next, parts.conversation]
        keeping = Keeping(partial(_before, desks), places, bringing.arrive)
        opening = hand.wired(handing, changing, keeping, shown, **_HIDDEN)
        opening.then(events.after, [conversation], [parts.next], concurrency_id=SUGGESTING, **_HIDDEN)
    return blocks


def _chat(assistant: Answers) -> tuple[gr.HTML, gr.HTML, gr.HTML, gr.HTML]:
    """Lay out the chat view; return the wire that carries what the page does, the conversation, suggestions, and the
    form that narrows it.
    """
    with gr.Column(elem_id="view-chat", elem_classes="view", min_width=0):
        with gr.Column(elem_id="scroll", min_width=0):
            conversation = _html(welcome(assistant.articles()), "talk", on_load=_watching("talked"))
            suggested = _html(frame.WAITING, "next", on_load=_watching("suggested"))
        narrowing = _html(narrow.form(assistant.articles()), "narrowing", on_load=_watching("narrowed"))
        wire = _html(frame.COMPOSER, "composer", on_load=frame.WIRE)
    return wire, conversation, suggested, narrowing


def _compare(assistant: Answers) -> tuple[gr.HTML, gr.HTML]:
    """Lay out the compare view; return the form and where the two sides are shown."""
    with gr.Column(elem_id="view-compare", elem_classes="view", min_width=0):
        form = _html(compare.form(assistant.articles(), assistant.statements()), "sides")
        return form, _html(frame.UNCOMPARED, "matrix", on_load=_watching("compared"))


def _articles(table: str) -> tuple[gr.HTML, gr.HTML]:
    """Lay out the articles view; return where it is told what was added, and the table."""
    with gr.Column(elem_id="view-articles", elem_classes="view", min_width=0):
        _html(articles.panel(), "add")
        return _html("", "intake", on_load=_watching("brought")), _html(table, "shelf", on_load=_watching("shelved"))


def _html(value: str, name: str, *, on_load: str | None = None) -> gr.HTML:
    return gr.HTML(value, elem_id=name, apply_default_css=False, js_on_load=on_load)


def _watching(function: str) -> str:
    """JavaScript that calls this function of the window after each change of the component."""
    return f"watch('value', () => window.readout?.{function}())"


def _wire(blocks: gr.Blocks, events: Events, parts: Parts) -> hand.Changing:
    shown = [parts.talk, parts.reader, parts.next, parts.conversation]
    wire, state = parts.wire, parts.conversation
    asking = wire.ask(events.ask, [state], shown, concurrency_limit=AT_ONCE, **_HIDDEN)
    asking.then(events.after, [state], [parts.next], **_HIDDEN)
    stopping = wire.stop(events.stop, [state], shown, cancels=[asking], **_HIDDEN)
    clearing = wire.clear(events.clear, None, shown, cancels=[asking], **_HIDDEN)
    wire.open(events.open, [state], [parts.reader], queue=False, **_HIDDEN)
    wire.compare(events.compare, None, [parts.matrix], concurrency_limit=AT_ONCE, **_HIDDEN)
    # After the page stands: the first of these also loads the model, before a reader needs it.
    blocks.load(events.first, None, [parts.next], concurrency_id=SUGGESTING, **_HIDDEN)
    wire.suggest(events.suggest, [state], [parts.next], **_HIDDEN)
    return hand.Changing(asking, stopping, clearing)


def _bring(blocks: gr.Blocks, bringing: Bringing, parts: Parts) -> None:
    """Wire what a reader adds and takes away."""
    wire, shown = parts.wire, [parts.intake, parts.shelf, parts.narrowing, parts.sides]
    wire.arrive(bringing.arrive, None, shown, queue=False, **_HIDDEN)
    # One at a time: reading takes the whole processor, and questions go on beside it.
    wire.bring(bringing.bring, None, shown, concurrency_limit=1, **_HIDDEN)
    wire.remove(bringing.remove, None, shown, **_HIDDEN)
    blocks.unload(bringing.leave)


def _before(desks: Desks, request: gr.Request) -> Shelf:
    """Return what a page has before it."""
    desk = desks.at(page_of(request))
    return Shelf(desk.article, desk.statements, desk.assistant.articles)


def start(
    assistant: Answers,
    *,
    host: str = "127.0.0.1",
    port: int | None = None,
    open_browser: bool = False,
    auth: Sequence[tuple[str, str]] = (),
    places: Places = NOWHERE,
    doors: Doors | None = None,
) -> gr.Blocks:
    """Serve the window without waiting; `.local_url` is its address, `.close()` ends it.

    Opinions and conversations go to these places; other programs come in by these doors.

    Without a port the first free one from 7860 is taken. Raise Problem where the address cannot be had.
    """
    _call_itself_directly()
    blocks = window(assistant, places)
    try:
        blocks.launch(
            server_name=host,
            server_port=port or _free(host),
            inbrowser=open_browser,
            auth=list(auth) or None,
            theme=theme(),
            head=f"<style>{_joined(_STYLES)}</style><script>{_joined(_SCRIPTS)}</script>",
            prevent_thread_lock=True,
            max_file_size=SIZE,
            app_kwargs={
                "middleware": [Middleware(Guard), Middleware(Gate, Uploads(blocks.upload_file_set).is_full)],
                **(doors._asdict() if doors else {}),
            },
            **_PLAIN,
        )
    except OSError as error:
        place = f"{host}:{port}" if port else f"{host}, ports 7860 to 7959"
        raise Problem(f"The window cannot listen at {place}; choose another port or host.") from error
    return blocks


def _joined(names: Sequence[str]) -> str:
    # In the head as they are: what is given as `css` gradio writes anew, under selectors of its own.
    return "\n".join((_HERE / name).read_text(encoding="utf-8") for name in names)


def _free(host: str) -> int | None:
    """Return the first free port from 7860, None where there is none: gradio then says so.

    Gradio would look itself, and leave every socket open that it tried a port with.
    """
    for port in PORTS:
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                tried.bind((host, port))
            except OSError:
                continue
            return port
    return None


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
    auth: Sequence[tuple[str, str]] = (),
    places: Places = NOWHERE,
    doors: Doors | None = None,
) -> None:
    """Print the address of the window and serve it until it is interrupted."""
    blocks = start(assistant, host=host, port=port, open_browser=open_browser, auth=auth, places=places, doors=doors)
    print(f"Readout is open at {blocks.local_url} (Ctrl+C ends it)", flush=True)
    blocks.block_thread()
