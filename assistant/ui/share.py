"""What a reader says of a reply and takes away from a conversation: thumbs, a link, files; as HTML."""

from assistant.feedback import LONGEST_REASON

# Triggered by keep.js under these names.
WIRE = """
const kept = {};
for (const name of ["thumb", "link", "withdraw", "export", "reopen"]) kept[name] = (sent) => trigger(name, sent);
const begin = () => window.readout?.keep ? window.readout.keep(kept) : setTimeout(begin, 20);
begin();
"""
KINDS = (("md", "Markdown"), ("html", "Web page"), ("json", "JSON"))
_OPINIONS = (("up", "This reply is right"), ("down", "This reply is wrong"))


def thumbs(turn: int) -> str:
    """Return the two thumbs of a reply."""
    pressed = "".join(
        f"<button type='button' class='tool thumb {thumb}' data-do='thumb' data-thumb='{thumb}' data-turn='{turn}' "
        f"aria-pressed='false' aria-label='{label}' title='{label}'></button>"
        for thumb, label in _OPINIONS
    )
    return f"<span class='thumbs'>{pressed}</span>"


def why(turn: int) -> str:
    """Return what follows a pressed thumb: that it was kept, and a place for the reason."""
    return (
        f"<p class='opinion' role='status' data-turn='{turn}'></p>"
        f"<form class='why' data-turn='{turn}' hidden><label class='unseen' for='why-{turn}'>Why, if you like</label>"
        f"<input id='why-{turn}' maxlength='{LONGEST_REASON}' placeholder='Why, if you like' autocomplete='off'>"
        "<button type='submit' class='tool'>Send</button></form>"
    )


def share(days: int) -> str:
    """Return the form that hands a conversation on; a link opens for so many days, none is offered where it is 0."""
    saved = "".join(
        f"<button type='button' class='tool' data-do='export' data-kind='{kind}'>{label}</button>"
        for kind, label in KINDS
    )
    return (
        "<form id='share' popover aria-label='Save or share this conversation'>"
        f"{_link(days) if days else ''}"
        "<fieldset><legend>Save it as a file</legend>"
        "<p>With every quote, and the title, date and address of its article. "
        "<code>readout verify FILE</code> checks the quotes again.</p>"
        f"<div class='saved'>{saved}</div></fieldset><p class='told' role='status'></p></form>"
    )


def _link(days: int) -> str:
    return (
        "<fieldset><legend>Share it by a link</legend>"
        f"<p>Whoever has the link and may open this window sees the conversation as it is now, for "
        f"{'a day' if days == 1 else f'{days} days'}.</p>"
        "<div class='saved'><button type='button' class='primary' data-do='link'>Copy link</button>"
        "<button type='button' class='tool' data-do='withdraw' hidden>Withdraw it</button></div>"
        "<input class='address' readonly hidden aria-label='The link'></fieldset>"
    )
