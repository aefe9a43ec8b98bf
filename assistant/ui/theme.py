"""The look of the window in gradio's own terms; window.css does the rest."""

import gradio as gr

# Fonts of the reader's own machine: the window asks no other server for anything.
_SANS = ("ui-sans-serif", "system-ui", "-apple-system", "Segoe UI", "Liberation Sans", "Arial", "sans-serif")
_MONO = ("ui-monospace", "Consolas", "monospace")
_INK = gr.themes.Color(
    name="ink",
    c50="#eff4fa",
    c100="#dce8f4",
    c200="#bcd3ea",
    c300="#8fb5da",
    c400="#6094c6",
    c500="#3b75ae",
    c600="#285c92",
    c700="#1f4974",
    c800="#1b3c5e",
    c900="#18324d",
    c950="#0f2033",
)
_COLOURS = {
    "body_background_fill": "#faf8f4",
    "body_background_fill_dark": "#171614",
    "body_text_color": "#1f1d1a",
    "body_text_color_dark": "#ece8e1",
    "body_text_color_subdued": "#625d55",
    "body_text_color_subdued_dark": "#a8a196",
    "border_color_primary": "#e2ddd3",
    "border_color_primary_dark": "#37332d",
    "background_fill_secondary": "#f3f0e9",
    "background_fill_secondary_dark": "#201e1b",
    "block_background_fill": "#ffffff",
    "block_background_fill_dark": "#1f1d1a",
    "input_placeholder_color": "#6f6a61",
    "input_placeholder_color_dark": "#9a9389",
    "button_primary_background_fill": "*primary_700",
    "button_primary_background_fill_hover": "*primary_800",
    "button_primary_background_fill_dark": "*primary_600",
    "button_primary_text_color": "#ffffff",
}


def theme() -> gr.themes.Base:
    """Return the theme: ink on paper, light and dark."""
    base = gr.themes.Base(primary_hue=_INK, secondary_hue=_INK, neutral_hue="stone", font=_SANS, font_mono=_MONO)
    base.set(**_COLOURS)
    return base
