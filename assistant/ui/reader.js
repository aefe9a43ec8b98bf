// The reader: a chip's value is one of the data-marks of the words it stands for.
(() => {
  const { one, all, root, narrow, motion, does, events, talked } = window.readout;
  let current = null; // the mark that stands out
  let from = null; // what to return to when the reader closes
  let isOpening = false;
  let seen = ""; // the reply whose first citation was shown

  const panel = () => one("#sources .pages");
  const words = (key) => all(`#sources [data-marks~="${CSS.escape(key)}"]`);
  const chips = () => [...new Set(all(".reply .chip", all("#talk .turn").at(-1) ?? document.body).map((chip) => chip.value))];

  function activate(key) {
    const found = words(key);
    if (!found.length) return null;
    all("#sources .active, .chip.active").forEach((element) => element.classList.remove("active"));
    all(`.chip[value="${CSS.escape(key)}"]`).forEach((chip) => chip.classList.add("active"));
    found.forEach((word) => word.classList.add("active"));
    current = key;
    turnTo(found[0].closest(".page").dataset.page);
    step();
    return found[0];
  }
  function turnTo(page) {
    all("#sources .page").forEach((element) => (element.hidden = element.dataset.page !== page));
    all("#sources .tab").forEach((tab) => tab.setAttribute("aria-pressed", String(tab.dataset.page === page)));
    find();
  }
  function step() {
    const keys = chips();
    const place = keys.indexOf(current);
    one("#sources .step").textContent = place < 0 ? "" : `${place + 1} of ${keys.length}`;
    one("#sources .steps").hidden = keys.length < 1;
  }
  function move(by) {
    const keys = chips();
    const place = keys.indexOf(current);
    show(keys.at(place < 0 ? 0 : (place + by) % keys.length), { focus: false });
  }
  // A third from the top: what stands before the words is seen too.
  function centre(word, behavior) {
    const box = panel();
    const offset = word.getBoundingClientRect().top - box.getBoundingClientRect().top;
    box.scrollTo({ top: box.scrollTop + offset - box.clientHeight / 4, behavior });
  }
  function show(key, { focus = true, behavior = motion() } = {}) {
    const word = activate(key);
    if (!word) return;
    open();
    if (focus) word.focus({ preventScroll: true });
    centre(word, behavior);
  }

  function open() {
    root.dataset.reading = "yes";
    // On a phone the reader lies over the page: nothing below it can be reached.
    if (narrow()) all("#views, #masthead").forEach((part) => (part.inert = true));
  }
  function close() {
    root.dataset.reading = "no";
    all("#views, #masthead").forEach((part) => (part.inert = false));
    all("#sources .active, .chip.active, .said.active").forEach((element) => element.classList.remove("active"));
    const back = from?.isConnected ? from : current && one(`.chip[value="${CSS.escape(current)}"]`);
    back?.focus({ preventScroll: true });
  }

  // The reader has changed: what was chosen in it is chosen again.
  function read() {
    if (!one("#sources .page")) return close();
    one('#sources [data-do="who"]').setAttribute("aria-pressed", String(root.dataset.who === "yes"));
    if (isOpening) {
      isOpening = false;
      return show("opened");
    }
    const key = chips()[0];
    const reply = all("#talk .turn").at(-1)?.innerText ?? "";
    const isSame = current && words(current).length && chips().includes(current);
    // What does not answer is not pushed at the reader.
    const isHelp = Boolean(one(".refusal", all("#talk .turn").at(-1))) && root.dataset.reading !== "yes";
    if (!key || isHelp) {
      step();
      return turnTo(one("#sources .page").dataset.page);
    }
    if (narrow()) return activate(isSame ? current : key);
    const word = activate(isSame ? current : key);
    root.dataset.reading = "yes";
    if (word && (!isSame || seen !== reply)) centre(word, "instant");
    seen = reply;
  }

  // Find in the article: the browser paints the matches, the page stays as it is.
  let matches = [];
  let match = 0;
  function find() {
    const field = one("#find");
    const wanted = field?.value.trim().toLowerCase() ?? "";
    matches = wanted ? ranges(one("#sources .page:not([hidden])"), wanted) : [];
    match = 0;
    paint();
  }
  function ranges(page, wanted) {
    const found = [];
    for (const block of all("h2, .paragraph > p", page)) {
      const nodes = [];
      const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT, {
        acceptNode: (node) => (node.parentElement.closest(".who") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT),
      });
      let text = "";
      while (walker.nextNode()) {
        nodes.push([text.length, walker.currentNode]);
        text += walker.currentNode.data;
      }
      const low = text.toLowerCase();
      const at = (place) => nodes.findLast(([start]) => start <= place);
      for (let place = low.indexOf(wanted); place >= 0 && found.length < 500; place = low.indexOf(wanted, place + wanted.length)) {
        const range = new Range();
        const [first, last] = [at(place), at(place + wanted.length - 1)];
        range.setStart(first[1], place - first[0]);
        range.setEnd(last[1], Math.min(last[1].length, place + wanted.length - last[0]));
        found.push(range);
      }
    }
    return found;
  }
  function paint() {
    const told = one("#sources .found");
    if (told) told.textContent = matches.length ? `${match + 1} of ${matches.length}` : one("#find").value.trim() ? "None" : "";
    if (!CSS.highlights) return;
    CSS.highlights.set("found", new Highlight(...matches));
    CSS.highlights.set("found-now", new Highlight(...matches.slice(match, match + 1)));
    if (matches.length) centre({ getBoundingClientRect: () => matches[match].getBoundingClientRect() }, "instant");
  }
  function seek(by) {
    if (!matches.length) return;
    match = (match + by + matches.length) % matches.length;
    paint();
  }

  Object.assign(does, {
    next: () => move(1),
    previous: () => move(-1),
    close,
    page: (tab) => {
      turnTo(tab.dataset.page);
      panel().scrollTo({ top: 0 });
    },
    who: (button) => {
      root.dataset.who = root.dataset.who === "yes" ? "no" : "yes";
      button.setAttribute("aria-pressed", String(root.dataset.who === "yes"));
    },
    open: (button) => {
      from = button;
      isOpening = true;
      all(".said.active").forEach((other) => other.classList.remove("active"));
      button.classList.add("active");
      const { article, paragraph = 1, start = 0, end = 0 } = button.dataset;
      events().open({ article, paragraph: Number(paragraph), start: Number(start), end: Number(end) });
    },
  });
  document.addEventListener("click", (event) => {
    const chip = event.target.closest?.(".chip");
    if (!chip) return;
    from = chip;
    show(chip.value);
  });
  document.addEventListener("input", (event) => event.target.id === "find" && find());
  document.addEventListener("keydown", (event) => {
    if (event.target.id === "find" && event.key === "Enter") {
      event.preventDefault();
      seek(event.shiftKey ? -1 : 1);
    } else if (event.target.id === "find" && event.key === "Escape" && event.target.value) {
      event.target.value = "";
      find();
    } else if (event.key === "Escape" && event.target.closest?.("#sources")) close();
  });

  window.readout.read = read;
  window.readout.show = show;
  // A changed conversation is drawn anew: the chip that is open stays marked.
  window.readout.talked = () => {
    talked();
    if (current) all(`.chip[value="${CSS.escape(current)}"]`).forEach((chip) => chip.classList.add("active"));
  };
})();
