"""The articles view in a real browser: what a reader adds, removes and narrows, and what nobody else sees of it."""

import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path

import gradio as gr
import httpx
import pytest
from playwright.sync_api import Locator, Page, expect

from assistant.ui.bringing import Bringing
from assistant.ui.desk import Desks
from assistant.ui.intake import SIZE
from assistant.ui.uploads import Uploads
from index.filter import Filters
from tests.assistant.ui.conftest import Open, active, ask
from tests.assistant.ui.newsroom import HARBOUR, Newsroom

pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore:'future.no_silent_downcasting' is deprecated"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
    # Gradio warns of a script in what it shows; it is escaped, and shown.
    pytest.mark.filterwarnings("ignore:A `<script>` tag was found"),
]
FERRY = (
    "Night ferry returns\n\nSource: Coast Post\nDate: 2026-02-03\n\n"
    "The harbour board said that the night ferry to Brockway will sail again on 9 March.\n\n"
    "“Tickets will cost 14 crowns each,” Tom Reed told the Post.\n"
).encode()
PAGE = (
    b"<html><head><title>Bridge closed</title></head><body><article><h1>Bridge closed</h1>"
    b"<p>Engineers closed the old railway bridge after cracks were found in two of its pillars.</p>"
    b"<p>Repairs will take until spring, the operator said on Monday evening in the town hall.</p>"
    b"</article></body></html>"
)


def zipped(files: Mapping[str, bytes]) -> bytes:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return raw.getvalue()


def add(page: Page, files: Mapping[str, bytes]) -> None:
    """Choose these files in the articles view, and wait until all of them were looked at."""
    page.get_by_role("link", name="Articles").click()
    chosen = [{"name": name, "mimeType": "application/octet-stream", "buffer": raw} for name, raw in files.items()]
    page.locator(".adding [type='file']").set_input_files(chosen)  # type: ignore[arg-type]
    expect(page.locator(".intake:not([aria-busy]) li")).to_have_count(len(files))
    expect(page.locator(".adding[aria-busy]")).to_have_count(0)


def put(page: Page, question: str) -> Locator:
    """Ask in the chat view, wherever the page is."""
    page.get_by_role("link", name="Chat", exact=True).click()
    return ask(page, question)


def told(page: Page, name: str) -> str:
    return page.locator(".intake li", has=page.get_by_text(name, exact=True)).inner_text().replace("\n", " ")


def test_good_and_broken_files_of_several_kinds_are_each_told_in_a_sentence(opened: Open) -> None:
    page = opened()
    lines = b'{"id": "one", "title": "From lines", "body": "A body of a few words."}\n{"id": "two"}\n'
    add(
        page,
        {
            "ferry.txt": FERRY,
            "bridge.html": PAGE,
            "lines.jsonl": lines,
            "archive.zip": zipped({"dam.md": b"# Dam opened\n\nThe dam was opened for two hours on Sunday.\n"}),
            "broken.pdf": b"%PDF-1.4 and nothing",
            "broken.docx": b"PK\x03\x04 and nothing",
            "empty.txt": b"",
            "picture.png": b"\x89PNG",
        },
    )
    expect(page.locator(".intake header")).to_contain_text("4 added, 4 not")
    assert "Night ferry returns · 2 paragraphs" in told(page, "ferry.txt")
    assert "Bridge closed" in told(page, "bridge.html")
    assert "From lines" in told(page, "lines.jsonl")
    assert "line 2: " in told(page, "lines.jsonl")
    assert "Dam opened" in told(page, "archive.zip")
    assert "The PDF is broken" in told(page, "broken.pdf")
    assert "The file is empty" in told(page, "empty.txt")
    assert ".png files are not read" in told(page, "picture.png")
    own = page.locator("#shelf tr.own")
    expect(own).to_have_count(4)
    row = own.filter(has_text="Night ferry returns")
    assert " ".join(row.inner_text().split()).startswith("Night ferry returns Added by you Coast Post 3 Feb 2026 2")
    row.get_by_role("button", name="Night ferry returns", exact=True).click()
    expect(page.locator(".page:not([hidden])")).to_contain_text("will sail again on 9 March")
    page.get_by_role("button", name="Dismiss").click()
    expect(page.locator(".intake")).to_have_count(0)


def test_what_is_too_large_or_too_much_or_of_another_kind_is_not_sent_and_told(opened: Open) -> None:
    page = opened()
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.url.endswith("/upload") else None)
    files = {f"note {number}.txt": b"A note of a few words, he said.\n" for number in range(18)}
    add(page, {"big.txt": b"x" * (SIZE + 1), "tool.exe": b"MZ", **files, "late.txt": FERRY})
    assert "10.0 MB, and at most 10 MB are read" in told(page, "big.txt")
    assert ".exe files are not read" in told(page, "tool.exe")
    assert "At most 20 files are read at once" in told(page, "late.txt")
    assert len(sent) == 18
    expect(page.get_by_text("Up to 20 files at once of 10 MB each")).to_be_visible()


def test_the_server_itself_holds_to_the_limits(newsroom: str) -> None:
    with httpx.Client(base_url=newsroom, trust_env=False) as client:

        def send(raw: bytes) -> int:
            return client.post("/gradio_api/upload", files={"files": ("a.txt", raw)}).status_code

        assert send(b"few words") == 200
        assert send(b"x" * (SIZE + 5_000)) == 413
        assert send(b"x" * (SIZE + 50_000)) == 413
        streamed = client.post("/gradio_api/upload", content=iter([b"x"]), headers={"content-type": "text/plain"})
        assert streamed.status_code == 411


def test_a_page_cannot_name_a_file_of_the_server_s(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("A secret of the server, in so many words.\n", "utf-8")
    desks = Desks(Newsroom())
    request = gr.Request(session_hash="page")
    desks.arrive("page", "a" * 32)
    bringing = Bringing(desks, Uploads({str(tmp_path / "other.txt")}))
    files = [{"name": "a.txt", "path": str(secret), "size": 3}, {"name": "b.txt", "path": "/etc/passwd", "size": 3}]
    *_, (told, *_) = bringing.bring(gr.EventData(None, {"files": files}), request)
    assert told.count("It did not arrive whole") == 2
    assert secret.exists()
    assert desks.at("page") is desks.shared


def test_files_are_dropped_anywhere_on_the_page(opened: Open) -> None:
    page = opened()
    page.evaluate(
        """(text) => {
          const carried = new DataTransfer();
          carried.items.add(new File([text], "dropped.txt", { type: "text/plain" }));
          for (const kind of ["dragover", "drop"]) {
            document.querySelector("#talk").dispatchEvent(
              new DragEvent(kind, { dataTransfer: carried, bubbles: true, cancelable: true }));
          }
        }""",
        FERRY.decode(),
    )
    expect(page.locator("#shelf tr.own")).to_contain_text("Night ferry returns")
    expect(page.get_by_role("link", name="Articles")).to_have_attribute("aria-current", "page")


def test_an_address_inside_the_network_is_refused(opened: Open, newsroom: str) -> None:
    page = opened()
    page.get_by_role("link", name="Articles").click()
    page.get_by_label("Or add a page by its address").fill(newsroom)
    page.keyboard.press("Enter")
    expect(page.locator(".intake li.failed")).to_contain_text("inside a network, and none is read from here")


def test_what_one_reader_added_is_removed_and_an_answer_may_still_be_read(opened: Open, newsroom: str) -> None:
    page = opened()
    add(page, {"ferry.txt": FERRY, "bridge.html": PAGE})
    put(page, "What did Norland leave out?")
    page.get_by_role("link", name="Articles").click()
    expect(page.get_by_role("button", name="Remove")).to_have_count(2)
    page.locator("tr.own", has_text="Night ferry").get_by_role("button", name="Remove").click()
    expect(page.locator("#shelf tr.own")).to_have_count(1)
    expect(page.locator("#shelf h2")).to_have_text("Articles 4, 1 added by you")
    expect(page.get_by_role("button", name="Bridge closed", exact=True)).to_be_focused()
    # The collection is nobody's to remove from here.
    page.evaluate("(article) => window.readout.events().remove({ article })", HARBOUR.id)
    expect(page.locator(".intake")).to_contain_text("Only what you added yourself can be removed here.")
    expect(page.locator("#shelf tbody tr")).to_have_count(4)


def test_two_readers_at_once_do_not_see_each_other_s_articles(opened: Open, sampled: str) -> None:
    ann, ben = opened(address=sampled), opened(address=sampled)
    add(ann, {"ferry.txt": FERRY})
    add(ben, {"bridge.html": PAGE})
    for page, own, other in (
        (ann, "Night ferry returns", "Bridge closed"),
        (ben, "Bridge closed", "Night ferry returns"),
    ):
        expect(page.locator("#shelf")).to_contain_text(own)
        expect(page.locator("#shelf tbody tr")).to_have_count(3)
        assert other not in page.content()
        assert other not in page.locator("form.sides").inner_text()
        assert own in page.locator("form.sides").inner_html()
        assert own in page.locator("#narrow").inner_html()
    turn = put(ann, "When will the night ferry to Brockway sail again?")
    expect(turn.locator(".claim")).to_contain_text("will sail again on 9 March")
    turn.locator(".chip").first.click()
    expect(ann.locator(".page:not([hidden]) h2")).to_have_text("Night ferry returns")
    assert "9 March" in active(ann)
    turn = put(ben, "When will the night ferry to Brockway sail again?")
    expect(turn.locator(".reply.refusal")).to_be_visible()
    assert "9 March" not in ben.content()
    # Who speaks, the words of the collection, and a page that is loaded again.
    expect(put(ann, "What did Tom Reed say?").locator(".claim").first).to_contain_text("14 crowns")
    expect(put(ann, "What did Shen Yi say about the call?").locator(".claim").first).to_be_visible()
    ann.reload()
    expect(ann.locator("#shelf tr.own")).to_have_count(1)
    expect(put(ann, "What will tickets of the ferry cost?").locator(".claim")).to_contain_text("14 crowns")
    ben.reload()
    expect(ben.locator("#shelf tr.own")).to_contain_text("Bridge closed")


def test_what_was_forgotten_meanwhile_is_told(opened: Open) -> None:
    page = opened()
    page.evaluate("sessionStorage.setItem('readout-added', 'yes')")
    page.reload()
    page.get_by_role("link", name="Articles").click()
    expect(page.locator(".intake")).to_contain_text("What you added is no longer here")


def test_the_filter_is_seen_sent_told_and_cleared_with_one_click(opened: Open, room: Newsroom) -> None:
    page = opened()
    scope = page.locator(".scope")
    expect(scope).to_contain_text("Searching all 3 articles")
    expect(scope.get_by_role("button", name="Clear the filter")).to_be_hidden()
    page.get_by_role("button", name="Narrow", exact=True).click()
    page.locator("#narrow").get_by_text("Amber Herald", exact=True).click()
    page.get_by_label("From", exact=True).fill("2026-01-10")
    page.get_by_label("To", exact=True).fill("2026-01-16")
    page.get_by_role("button", name="Done").click()
    expect(page.locator("#narrow")).to_be_hidden()
    expect(scope).to_contain_text("Searching 1 of 3 articles: Amber Herald · 10 Jan 2026 to 16 Jan 2026")
    turn = put(page, "What did Norland leave out?")
    assert room.narrowings[-1] == Filters(sources=("Amber Herald",), since="2026-01-10", until="2026-01-16")
    expect(turn.locator(".of")).to_have_text("Asked only of Amber Herald · 10 Jan 2026 to 16 Jan 2026")
    expect(scope).to_be_in_viewport()
    page.reload()
    expect(scope).to_contain_text("Searching 1 of 3 articles")
    scope.get_by_role("button", name="Clear the filter").click()
    expect(scope).to_contain_text("Searching all 3 articles")
    before = len(room.narrowings)
    turn = put(page, "And what did it deny?")
    assert room.narrowings[before] == Filters()
    expect(turn.locator(".of")).to_have_count(0)


def test_one_article_is_asked_alone_from_the_table(opened: Open, sampled: str) -> None:
    page = opened(address=sampled)
    page.get_by_role("link", name="Articles").click()
    page.locator("#shelf tbody tr").nth(1).get_by_role("button", name="Ask only this").click()
    title = page.locator("#shelf tbody .title").nth(1).text_content()
    assert title is not None
    expect(page.locator(".scope")).to_contain_text(f"Searching 1 of 2 articles: {title[:30]}")
    ids = page.evaluate("window.readout.filters().articles")
    assert len(ids) == 1
    # What is suggested now is asked of that article too.
    page.locator("#next button").first.click()
    expect(page.locator(".turn .claim").first).to_be_visible()
    cited = page.locator("#sources .tab").all_inner_texts()
    assert len(cited) == 1


def test_the_table_is_sorted_and_looked_through(opened: Open) -> None:
    page = opened()
    add(
        page,
        {f"note {n}.txt": f"Note {n} of the harbour\n\nA note of a few words, he said.\n".encode() for n in range(7)},
    )
    titles = page.locator("#shelf tbody .title")
    page.get_by_role("button", name="Paragraphs").click()
    expect(page.locator("#shelf th[aria-sort='ascending']")).to_have_text("Paragraphs")
    assert titles.last.text_content() == HARBOUR.title
    page.get_by_role("button", name="Paragraphs").click()
    assert titles.first.text_content() == HARBOUR.title
    page.get_by_role("button", name="Date").click()
    assert titles.first.text_content() == HARBOUR.title
    page.get_by_label("Find in the list").fill("note 3")
    expect(page.locator("#shelf tbody tr:visible")).to_have_count(1)
    page.get_by_label("Find in the list").fill("no such words")
    expect(page.get_by_text("Nothing in the list holds these words.")).to_be_visible()


def test_names_and_titles_that_want_to_be_more_than_text_are_text(opened: Open) -> None:
    page = opened()
    attack = "<script>window.pwned=1</script><img src=x onerror=window.pwned=2>"
    name = "\u202e<img src=x onerror=window.pwned=3>' onfocus='window.pwned=4\u202c"
    article = {"id": name, "title": attack, "source": name, "body": f"{attack} said the ministry.", "published": attack}
    add(
        page,
        {
            f"{name}.jsonl": json.dumps(article).encode(),
            f"{name}.exe": b"MZ",
            "<svg onload=window.pwned=5>.txt": f"{attack}\n\n{attack} is what the ministry said of it.\n".encode(),
        },
    )
    page.locator("#shelf tr.own .title").first.click()
    expect(page.locator("#sources .page:not([hidden])")).to_contain_text("said the ministry")
    page.locator("#shelf tr.own").get_by_role("button", name="Ask only this").first.click()
    put(page, "What did Norland leave out?")
    page.get_by_role("button", name="Narrow", exact=True).click()
    page.wait_for_timeout(200)
    assert page.evaluate("window.pwned") is None
    assert page.locator("main :is(img, script, svg:not(.thumb *), iframe)").count() == 0
    assert not set("\u202e\u202c") & set(page.locator("#shelf").inner_text() + page.locator("#intake").inner_text())
    assert not set("\u202e\u202c") & set(page.locator("#view-chat").inner_text())


def test_adding_opening_narrowing_and_removing_by_keyboard_alone(opened: Open) -> None:
    page = opened()
    press = page.keyboard.press

    def reach(wanted: str, *, back: bool = False) -> None:
        for _ in range(60):
            press("Shift+Tab" if back else "Tab")
            if page.evaluate("(wanted) => document.activeElement.matches(wanted)", wanted):
                return
        raise AssertionError(f"{wanted} is not reached by Tab")

    reach("[data-view='articles']", back=True)
    press("Enter")
    reach(".adding [type='file']")
    assert page.locator(".pick").evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
    with page.expect_file_chooser() as choosing:
        press("Enter")
    choosing.value.set_files({"name": "ferry.txt", "mimeType": "text/plain", "buffer": FERRY})
    expect(page.locator("#shelf tr.own")).to_be_visible()
    reach("tr.own .title")
    press("Enter")
    expect(page.locator(".page:not([hidden])")).to_contain_text("9 March")
    press("Escape")
    expect(page.locator("tr.own .title")).to_be_focused()
    reach("tr.own [data-do='only']")
    press("Enter")
    expect(page.locator("#question")).to_be_focused()
    expect(page.locator(".scope")).to_contain_text("Searching 1 of 4 articles: Night ferry returns")
    reach(".scope [popovertarget]", back=True)
    press("Enter")
    reach("#narrow [name='articles']:checked")
    press("Space")
    press("Escape")
    expect(page.locator(".scope")).to_contain_text("Searching all 4 articles")
    reach("[data-view='articles']", back=True)
    press("Enter")
    reach("tr.own [data-do='remove']")
    press("Enter")
    expect(page.locator("#shelf tr.own")).to_have_count(0)
    expect(page.locator("#shelf .title").first).to_be_focused()
