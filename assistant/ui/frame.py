"""The fixed parts of the page: masthead, composer, empty states."""

from assistant.ui.choice import settings_form
from assistant.ui.narrow import SCOPE

# The events that the page may trigger; window.js calls them by these names.
WIRE = """
const events = {
  ask: (sent) => trigger("ask", sent), stop: () => trigger("stop"), clear: () => trigger("clear"),
  open: (sent) => trigger("open", sent), compare: (sent) => trigger("compare", sent),
  arrive: (sent) => trigger("arrive", sent), bring: (sent) => trigger("bring", sent),
  remove: (sent) => trigger("remove", sent), suggest: (sent) => trigger("suggest", sent),
};
const begin = () => window.readout ? window.readout.begin(events) : setTimeout(begin, 20);
begin();
"""

COMPOSER = SCOPE + (
    "<form class='composer' aria-label='Ask a question'>"
    "<p class='editing' hidden>Editing your question <button type='button' data-do='unedit'>Cancel</button></p>"
    "<label class='unseen' for='question'>Your question</label>"
    "<textarea id='question' rows='1' placeholder='Ask about the articles' enterkeyhint='send'></textarea>"
    "<button type='submit' class='primary' data-do='send'>Ask</button>"
    "<button type='button' class='primary' data-do='stop' hidden>Stop</button></form>"
)
WAITING = (
    "<section class='next is-waiting' aria-busy='true'><h3>For example</h3>"
    "<ul aria-hidden='true'><li></li><li></li><li></li><li></li></ul></section>"
)
UNCOMPARED = (
    "<div class='uncompared'><p>Choose two speakers or two articles.</p>"
    "<p>What both say, what only one says, and what is reported as left out: every cell leads to its paragraph.</p>"
    "</div>"
)
VIEWS = (("chat", "Chat"), ("compare", "Compare"), ("articles", "Articles"))


def masthead(writer: str) -> str:
    """Return the page's head: name, views, a new conversation, settings."""
    views = "".join(
        f"<a href='#{key}' data-view='{key}'{' aria-current=page' if key == 'chat' else ''}>{label}</a>"
        for key, label in VIEWS
    )
    return (
        "<header class='masthead'><h1>Readout</h1>"
        f"<nav aria-label='Views'>{views}</nav>"
        "<div class='actions'><button type='button' class='quiet' data-do='clear'>New<span> conversation</span>"
        "</button>"
        "<button type='button' class='quiet talking' popovertarget='share'><span>Save or share</span>"
        "<span>Share</span></button>"
        "<button type='button' class='quiet' popovertarget='settings'>Settings</button></div>"
        f"{settings_form(writer)}</header>"
    )
