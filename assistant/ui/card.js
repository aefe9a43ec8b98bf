// The card: the quoted words of a chip, on hover and on keyboard focus.
(() => {
  const card = Object.assign(document.createElement("div"), { id: "card", hidden: true });
  card.setAttribute("role", "tooltip");
  const origin = card.appendChild(Object.assign(document.createElement("p"), { className: "origin" }));
  const quote = card.appendChild(document.createElement("q"));
  let chip = null;
  let leaving = 0;

  function show(wanted) {
    clearTimeout(leaving);
    if (chip === wanted) return;
    hide();
    chip = wanted;
    // Text, never markup: whatever an article holds is only shown.
    origin.textContent = chip.dataset.origin;
    quote.textContent = chip.dataset.quote;
    card.className = [...chip.classList].find((name) => /^t\d$/.test(name)) ?? "";
    (document.querySelector("main") ?? document.body).appendChild(card);
    card.style.maxHeight = "";
    card.hidden = false;
    chip.setAttribute("aria-describedby", "card");
    place();
  }
  // Above or below, wherever there is more room: never over its chip.
  function place() {
    const at = chip.getBoundingClientRect();
    const gap = 8;
    const [above, below] = [at.top - 2 * gap, innerHeight - at.bottom - 2 * gap];
    const isAbove = above >= card.offsetHeight || above > below;
    card.style.maxHeight = `${isAbove ? above : below}px`;
    card.style.left = `${Math.max(gap, Math.min(at.left, innerWidth - card.offsetWidth - gap))}px`;
    card.style.top = `${isAbove ? at.top - gap - card.offsetHeight : at.bottom + gap}px`;
  }
  function hide() {
    clearTimeout(leaving);
    chip?.removeAttribute("aria-describedby");
    chip = null;
    card.hidden = true;
  }
  // Time to move the pointer onto the card, so that its words can be read and selected.
  const leave = () => {
    clearTimeout(leaving);
    leaving = setTimeout(hide, 180);
  };

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const over = event.target.closest?.(".chip");
    if (over) show(over);
    else if (event.target.closest?.("#card")) clearTimeout(leaving);
    else if (chip && document.activeElement !== chip) leave();
  });
  document.addEventListener("focusin", (event) => {
    const focused = event.target.closest?.(".chip");
    if (focused?.matches(":focus-visible")) show(focused);
    else hide();
  });
  document.addEventListener("keydown", (event) => event.key === "Escape" && chip && hide());
  document.addEventListener("scroll", (event) => event.target !== card && hide(), true);
  document.addEventListener("click", (event) => event.target.closest?.(".chip") && hide());
})();
