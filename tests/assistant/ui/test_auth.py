import gc

import httpx
import pytest

from assistant.ui.window import start
from tests.assistant.ui.newsroom import Newsroom


# Gradio leaves the loops of its logins to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_without_the_password_nothing_of_the_articles_is_told() -> None:
    room = Newsroom()
    blocks = start(room, auth=(("ann", "s:e cret"), ("ben", "x")))
    try:
        with httpx.Client(base_url=str(blocks.local_url), trust_env=False) as stranger:
            page = stranger.get("/").text
            assert not any(paragraph.text[:40] in page for a in room.articles() for paragraph in a.paragraphs)
            assert stranger.get("/config").status_code == 401
            assert stranger.post("/login", data={"username": "ann", "password": "wrong"}).status_code == 400
            assert stranger.get("/config").status_code == 401
        for name, password in (("ann", "s:e cret"), ("ben", "x")):
            with httpx.Client(base_url=str(blocks.local_url), trust_env=False) as reader:
                assert reader.post("/login", data={"username": name, "password": password}).status_code == 200
                assert reader.get("/config").status_code == 200
    finally:
        blocks.close(verbose=False)
        gc.collect()
