// What the chat is narrowed to: chosen in a form or in the table, told above the question, sent with each.
(() => {
  const { one, all, does, events } = window.readout;
  const KEPT = "readout-narrow";
  let chosen = kept();

  // For as long as the tab is open, also where it is loaded again.
  function kept() {
    try {
      return JSON.parse(sessionStorage.getItem(KEPT)) ?? {};
    } catch {
      return {};
    }
  }
  function keep() {
    try {
      sessionStorage.setItem(KEPT, JSON.stringify(chosen));
    } catch {
      // A browser that keeps nothing still narrows the chat that is open.
    }
  }
  const form = () => one("#narrow");
  const boxes = (name) => all(`#narrow [name="${name}"]`);
  const label = (box) => one("b", box.closest("label")).textContent;

  function read() {
    const told = new FormData(form());
    const listed = new Set(boxes("articles").map((box) => box.value));
    // What is chosen in the table and not listed in the form stays chosen.
    const beyond = (chosen.articles ?? []).filter((id) => !listed.has(id));
    chosen = { articles: [...told.getAll("articles"), ...beyond], sources: told.getAll("sources"),
      since: told.get("since") ?? "", until: told.get("until") ?? "" };
  }
  function write() {
    for (const name of ["articles", "sources"]) boxes(name).forEach((box) => (box.checked = (chosen[name] ?? []).includes(box.value)));
    for (const name of ["since", "until"]) if (form().elements[name]) form().elements[name].value = chosen[name] ?? "";
  }

  const isNarrow = () => Boolean(chosen.articles?.length || chosen.sources?.length || chosen.since || chosen.until);
  function left() {
    return boxes("articles").filter(({ value, dataset: { source, published } }) =>
      (!chosen.articles?.length || chosen.articles.includes(value)) &&
      (!chosen.sources?.length || chosen.sources.includes(source)) &&
      (!chosen.since || published >= chosen.since) && (!chosen.until || (published && published <= chosen.until)));
  }
  const day = (text) => new Date(`${text}T12:00`).toLocaleDateString("en-GB", { day: "numeric", month: "short", year: "numeric" });
  function days() {
    const { since, until } = chosen;
    if (since && until) return since === until ? day(since) : `${day(since)} to ${day(until)}`;
    return since ? `since ${day(since)}` : until ? `until ${day(until)}` : "";
  }
  function named(name, what) {
    const labels = boxes(name).filter((box) => (chosen[name] ?? []).includes(box.value)).map(label);
    return labels.length > 2 ? `${labels.length} ${what}` : labels.join(", ");
  }
  function tell() {
    const of = Number(form().dataset.of);
    const isWhole = boxes("articles").length === of;
    const told = one(".scope p");
    const count = of === 1 ? "1 article" : `${of} articles`;
    const some = isWhole ? `${left().length} of ${of} articles` : "some articles";
    const what = [named("articles", "chosen"), named("sources", "sources"), days()].filter(Boolean).join(" · ");
    // Where there is little room the first word is for those who listen.
    const isAll = !isNarrow() && of > 1;
    told.replaceChildren(Object.assign(document.createElement("span"), { textContent: isAll ? "Searching all " : "Searching " }));
    told.dataset.brief = isAll ? "All " : "";
    if (!isNarrow()) told.append(of ? count : "no article");
    else {
      told.append(Object.assign(document.createElement("b"), { textContent: some }), what && `: ${what}`);
    }
    one(".scope").classList.toggle("is-narrow", isNarrow());
    all('[data-do="widen"]').forEach((button) => (button.hidden = !isNarrow()));
  }

  let asked = 0;
  function change() {
    keep();
    tell();
    // Suggestions are answered by what is searched now.
    clearTimeout(asked);
    asked = setTimeout(() => events()?.suggest(window.readout.filters()), 400);
  }
  function only(id) {
    chosen = { articles: [id] };
    write();
    change();
    // The question can have the focus once the chat is shown.
    addEventListener("hashchange", () => one("#question").focus(), { once: true });
    location.hash = "chat";
  }
  function widen(button) {
    const inForm = button.closest("#narrow");
    chosen = {};
    write();
    change();
    if (!inForm) one("#question").focus();
  }
  // The form has changed: what was chosen is chosen again, without what is no longer there.
  function narrowed() {
    if (boxes("articles").length === Number(form().dataset.of)) {
      const there = new Set(boxes("articles").map((box) => box.value));
      chosen.articles = (chosen.articles ?? []).filter((id) => there.has(id));
    }
    write();
    keep();
    tell();
  }

  document.addEventListener("change", (event) => {
    if (!event.target.closest("#narrow")) return;
    read();
    change();
  });
  // Beside what opens it: above the question, as wide as it.
  document.addEventListener("beforetoggle", (event) => {
    if (event.target.id !== "narrow" || event.newState !== "open") return;
    const [scope, box] = [one(".scope"), one(".composer")].map((part) => part.getBoundingClientRect());
    const width = Math.min(box.width, 30 * parseFloat(getComputedStyle(document.documentElement).fontSize));
    Object.assign(event.target.style, { left: `${box.left}px`, width: `${width}px`, bottom: `${innerHeight - scope.top + 6}px`,
      maxHeight: `${scope.top - 14}px` });
  }, true);

  Object.assign(does, { only: (button) => only(button.dataset.article), widen });
  Object.assign(window.readout, { narrowed, filters: () => (isNarrow() ? chosen : {}) });
})();
