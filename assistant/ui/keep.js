// What the page keeps and hands on: opinions, a link, files; and the conversation, when the page is loaded again.
(() => {
  const { one, all, root, does, write, save, talked } = window.readout;
  const KEPT = "readout-held"; // of this tab alone, and gone with it
  const LINK = /^#conversation=([\w-]{32})$/;
  let ask = null;
  let count = 0;
  let opinions = new Map(); // turn → { thumb, told, isOpen }

  const send = (name, sent = {}) => ask?.[name]({ ...sent, count: ++count });
  function recall() {
    try {
      return JSON.parse(sessionStorage.getItem(KEPT)) ?? {};
    } catch {
      return {};
    }
  }
  function remember(what) {
    try {
      if (what) sessionStorage.setItem(KEPT, JSON.stringify({ ...recall(), ...what }));
      else sessionStorage.removeItem(KEPT);
    } catch {
      // A browser that keeps nothing begins anew when the page is loaded again.
    }
  }

  // Opening what was kept: what a link names, else what this tab had.
  function reopen() {
    const link = LINK.exec(location.hash)?.[1];
    const { held, pressed = [] } = recall();
    if (!ask || !(link || held)) return;
    root.dataset.reopening = "yes";
    // Whatever happens, the page must be free to ask again.
    setTimeout(() => delete root.dataset.reopening, 15000);
    opinions = new Map(link ? [] : pressed.map(([turn, thumb]) => [turn, { thumb }]));
    if (link) history.replaceState(null, "", `${location.pathname}${location.search}#chat`);
    send("reopen", { link, held, secret: window.readout.secret?.() });
  }
  function held() {
    const told = one("#held [data-what]")?.dataset;
    if (!told) return;
    if (told.what === "held") remember({ held: told.id, pressed: pressed() });
    else remember(null);
    if (root.dataset.reopening) {
      delete root.dataset.reopening;
      all("#talk .turn").at(-1)?.scrollIntoView({ block: "start", behavior: "instant" });
    }
  }
  const pressed = () => [...opinions].map(([turn, { thumb }]) => [turn, thumb]);

  // Opinions: drawn anew whenever the conversation is.
  function opine(turn, change) {
    opinions.set(turn, { ...opinions.get(turn), ...change });
    remember({ pressed: pressed() });
    draw();
  }
  function draw() {
    for (const button of all("#talk .thumb")) {
      const opinion = opinions.get(Number(button.dataset.turn));
      button.setAttribute("aria-pressed", String(opinion?.thumb === button.dataset.thumb));
    }
    for (const form of all("#talk .why")) form.hidden = !opinions.get(Number(form.dataset.turn))?.isOpen;
    for (const line of all("#talk .opinion")) {
      const told = opinions.get(Number(line.dataset.turn))?.told ?? "";
      if (line.textContent !== told) line.textContent = told;
    }
  }
  function drop() {
    const anew = Number(one("#talk .turn[aria-busy]")?.dataset.turn ?? Infinity);
    for (const turn of opinions.keys()) if (turn >= anew) opinions.delete(turn);
  }

  // What the server answers to what was sent.
  const answers = {
    thumb: ({ turn, thumb, reason, problem }) => {
      if (problem) return opine(Number(turn), { thumb: null, told: problem, isOpen: false });
      const told = reason ? "Kept with your reason. Thank you." : "Kept with the question and the reply.";
      opine(Number(turn), { thumb, told, isOpen: !reason });
      if (reason) one(`#talk .thumb.${thumb}[data-turn="${turn}"]`)?.focus();
    },
    link: async ({ id, problem }) => {
      if (problem) return tell(problem);
      const address = one("#share .address");
      address.value = `${location.origin}${location.pathname}#conversation=${id}`;
      offer(true);
      try {
        await write(address.value);
        tell("The link is copied.");
      } catch {
        // Some browsers copy only at once: then the reader does it.
        address.select();
        tell("Copy the link from here.");
      }
    },
    withdraw: () => {
      offer(false);
      one('[data-do="link"]').focus();
      tell("The link leads nowhere now.");
    },
    export: ({ name, text, problem }) => {
      if (problem) return tell(problem);
      save({ name, text });
      tell(`Saved as ${name}.`);
    },
  };
  // A link that was made can be withdrawn until another conversation begins.
  function offer(isMade) {
    for (const part of all('#share .address, #share [data-do="withdraw"]')) part.hidden = !isMade;
  }
  const tell = (sentence) => (one("#share .told").textContent = sentence);
  function handed() {
    const told = one("#handed [data-what]")?.dataset;
    if (told) answers[told.what]?.(told);
  }

  Object.assign(does, {
    thumb: ({ dataset: { turn, thumb } }) => send("thumb", { turn: Number(turn), thumb, reason: "" }),
    link: () => {
      offer(false);
      send("link");
    },
    withdraw: () => send("withdraw"),
    export: (button) => send("export", { kind: button.dataset.kind }),
  });
  const clear = does.clear;
  does.clear = (button) => {
    remember(null);
    opinions.clear();
    offer(false);
    clear(button);
  };
  document.addEventListener("submit", (event) => {
    if (!event.target.matches(".why")) return;
    event.preventDefault();
    const turn = Number(event.target.dataset.turn);
    const reason = one("input", event.target).value.trim();
    if (reason) send("thumb", { turn, thumb: opinions.get(turn)?.thumb, reason });
  });
  document.addEventListener("toggle", (event) => event.target.id === "share" && tell(""), true);
  addEventListener("hashchange", () => LINK.test(location.hash) && reopen());

  Object.assign(window.readout, {
    held,
    handed,
    keep: (wired) => {
      ask = wired;
      reopen();
    },
    talked: () => {
      talked();
      drop();
      draw();
    },
  });
})();
