"""The parts of the page by which it keeps a conversation and hands it on, and what they trigger."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import gradio as gr

from assistant.ui import share
from assistant.ui.keep import Hand, Keeping, Places

# Each writes a file at most.
_AT_ONCE = 8


class Handing(NamedTuple):
    """What the page has on the disk; the form that hands a conversation on; two parts that tell the page what was kept
    and what came of what it sent.
    """

    hand: gr.State
    wire: gr.HTML
    held: gr.HTML
    handed: gr.HTML


class Changing(NamedTuple):
    """What changes a conversation: a question, its end, a new beginning."""

    asking: Any
    stopping: Any
    clearing: Any


def laid_out(places: Places) -> Handing:
    """Lay the parts out; nobody sees them until the form is opened."""
    wire = gr.HTML(share.share(places.days), elem_id="sharing", apply_default_css=False, js_on_load=share.WIRE)
    held, handed = (
        gr.HTML("", elem_id=name, apply_default_css=False, js_on_load=f"watch('value', () => window.readout?.{name}())")
        for name in ("held", "handed")
    )
    return Handing(gr.State(Hand()), wire, held, handed)


def wired(handing: Handing, changing: Changing, keeping: Keeping, shown: Sequence[Any], **options: Any) -> Any:
    """Keep the conversation after each reply, and what the reader wants kept; return the event that opens it again.

    `shown` are conversation, reader and suggestions as HTML, and the conversation itself.
    """
    hand, wire, held, handed = handing
    often = {"concurrency_limit": _AT_ONCE, **options}
    *_, state = shown
    for event in (changing.asking, changing.stopping):
        event.then(keeping.hold, [state, hand], [held, hand], **often)
    changing.clearing.then(keeping.forget, [hand], [held, hand], **often)
    wire.thumb(keeping.thumb, [state], [handed], **often)
    wire.link(keeping.link, [state, hand], [handed, hand], **often)
    wire.withdraw(keeping.withdraw, [hand], [handed, hand], **often)
    wire.export(keeping.export, [state], [handed], **often)
    return wire.reopen(keeping.reopen, None, [*shown, held, hand], **often)
