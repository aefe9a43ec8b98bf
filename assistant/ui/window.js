// The page: views, the composer, settings, and what its buttons do. reader.js and card.js add to window.readout.
window.readout = (() => {
  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const root = document.documentElement;
  const narrow = () => matchMedia("(max-width: 60rem)").matches;
  const motion = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth");
  let events = null;
  let since = null;
  let isSent = false;
  let follows = false; // whether the page still moves with a growing reply

  const box = () => one("#question");
  const busy = () => isSent || Boolean(one("#talk .turn[aria-busy]"));
  const waits = () => busy() || root.dataset.reopening === "yes";

  // Views: the address names the one that is shown.
  function turn() {
    const known = all(".masthead [data-view]").map((link) => link.dataset.view);
    const wanted = location.hash.slice(1);
    const view = known.includes(wanted) ? wanted : "chat";
    root.dataset.view = view;
    for (const link of all(".masthead [data-view]")) {
      if (link.dataset.view === view) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
  }

  // Settings: kept by this browser alone.
  const KEPT = "readout";
  function kept() {
    try {
      return JSON.parse(localStorage.getItem(KEPT)) ?? {};
    } catch {
      return {};
    }
  }
  function settle() {
    const form = one("#settings");
    const chosen = kept();
    for (const [name, value] of Object.entries(chosen)) {
      const field = form.elements[name];
      if (field && !all(`[name="${name}"]:disabled`, form).some((input) => input.value === value)) field.value = value;
    }
    dress(chosen.theme);
  }
  function dress(theme) {
    const named = new URLSearchParams(location.search).get("__theme");
    const wanted = theme && theme !== "system" ? theme : named;
    const dark = wanted ? wanted === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    document.body.classList.toggle("dark", dark);
    root.style.colorScheme = dark ? "dark" : "light";
  }
  function keep() {
    const chosen = Object.fromEntries(new FormData(one("#settings")));
    try {
      localStorage.setItem(KEPT, JSON.stringify(chosen));
    } catch {
      // A browser that keeps nothing still applies what was chosen.
    }
    dress(chosen.theme);
  }

  // The composer.
  function ask(text, at = since) {
    if (!events || waits() || !text.trim()) return;
    const chosen = new FormData(one("#settings"));
    isSent = true;
    events.ask({ text, since: at, sentences: Number(chosen.get("sentences")), writes: chosen.get("writes") === "yes",
      filters: window.readout.filters() });
    box().value = "";
    unedit();
    grow();
    location.hash = "chat";
    follows = true;
    if (narrow()) box().blur();
    state();
  }
  function grow() {
    const area = box();
    area.style.height = "auto";
    area.style.height = `${Math.min(area.scrollHeight, innerHeight / 3)}px`;
  }
  function state() {
    const [send, stop] = [one('[data-do="send"]'), one('[data-do="stop"]')];
    const had = document.activeElement;
    send.hidden = busy();
    stop.hidden = !busy();
    if ((had === send || had === stop) && !narrow()) box().focus();
  }
  function edit(turn) {
    since = turn;
    one(".composer .editing").hidden = false;
    box().value = asked(turn);
    box().focus();
    grow();
  }
  function unedit() {
    since = null;
    one(".composer .editing").hidden = true;
  }
  const asked = (turn) => one(`.turn[data-turn="${turn}"] .asked p`).innerText;

  // The conversation has changed.
  function talked() {
    isSent = false;
    state();
    const now = all("#talk .turn");
    follow();
    root.dataset.talking = now.length ? "yes" : "no";
  }

  // The new question moves to the top, its answer grows below: the reader need not chase it.
  function follow() {
    if (follows) all("#talk .turn").at(-1)?.scrollIntoView({ block: "start", behavior: "instant" });
  }

  // What is taken away from the page.
  async function copy(button) {
    const reply = one(".reply", button.closest(".turn"));
    const lines = all(".standalone, .claim, .reason", reply).map(plain);
    const cited = new Map(all(".chip", reply).map((chip) => [chip.value, chip]));
    const places = [...cited.values()].map((chip) => `[${one("b", chip).innerText}] ${chip.dataset.origin}: “${chip.dataset.quote}”`);
    await write([`${asked(button.dataset.turn)}\n`, ...lines, "", ...places].join("\n"));
    const label = button.textContent;
    button.textContent = "Copied";
    setTimeout(() => (button.textContent = label), 1600);
  }
  function plain(element) {
    const copied = element.cloneNode(true);
    all(".chip", copied).forEach((chip) => chip.replaceWith(`[${one("b", chip).innerText}]`));
    return copied.textContent.trim();
  }
  async function write(text) {
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    // Without https only the old way is there.
    const area = document.body.appendChild(Object.assign(document.createElement("textarea"), { value: text }));
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  function save({ name, text }) {
    const address = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
    Object.assign(document.createElement("a"), { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
  }

  // The compare view.
  function compare(form) {
    const chosen = new FormData(form);
    const what = chosen.get("what");
    one("#matrix").setAttribute("aria-busy", "true");
    events.compare({ what, a: chosen.get(`${what}-a`), b: chosen.get(`${what}-b`) });
  }
  function choose() {
    const what = new FormData(one("form.sides")).get("what");
    all("form.sides .pair").forEach((pair) => (pair.hidden = pair.dataset.what !== what));
  }

  const does = {
    suggested: (button) => ask(button.textContent, null),
    retry: (button) => ask(asked(button.dataset.turn), Number(button.dataset.turn)),
    edit: (button) => edit(Number(button.dataset.turn)),
    unedit: () => unedit(),
    stop: () => {
      // Also where the question never reached the server: the page is free again.
      isSent = false;
      events.stop();
      state();
    },
    clear: () => {
      isSent = false;
      unedit();
      events.clear();
      location.hash = "chat";
      box().focus();
    },
    copy,
    save: (button) => save(button.dataset),
  };

  function begin(wired) {
    events = wired;
    turn();
    settle();
    state();
    box().addEventListener("input", grow);
    box().addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        ask(box().value);
      }
    });
    if (!narrow()) box().focus({ preventScroll: true });
  }

  addEventListener("hashchange", turn);
  // Whoever scrolls reads at a place of their own.
  for (const kind of ["wheel", "touchmove"]) document.addEventListener(kind, () => (follows = false), { passive: true });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => dress(kept().theme));
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("[data-view][href]");
    if (link && !event.ctrlKey && !event.metaKey) {
      // Not followed: against the page's base address it would load everything anew.
      event.preventDefault();
      location.hash = link.dataset.view;
    }
    const button = event.target.closest?.("[data-do]");
    if (button && events) does[button.dataset.do]?.(button);
  });
  document.addEventListener("submit", (event) => {
    event.preventDefault();
    if (event.target.matches(".composer")) ask(box().value);
    if (event.target.matches("form.sides")) compare(event.target);
  });
  document.addEventListener("change", (event) => {
    if (event.target.closest("#settings")) keep();
    if (event.target.name === "what") choose();
  });

  const compared = () => one("#matrix").removeAttribute("aria-busy");
  return { begin, talked, suggested: follow, compared, does, one, all, root, narrow, motion, write, save, events: () => events };
})();
