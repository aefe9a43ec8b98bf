"""The chat window: a Gradio page over an assistant."""
