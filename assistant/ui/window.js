// Chips lead to their words: a chip's value is one of the data-marks of the words it stands for.
window.readout = (() => {
  const panel = () => document.querySelector("#sources");
  const marked = (key) => [...document.querySelectorAll(`#sources [data-marks~="${CSS.escape(key)}"]`)];
  const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

  // Moves the panel alone; where the panel does not scroll (on a phone) nothing moves.
  function centre(words, behavior) {
    const box = panel();
    const offset = words.getBoundingClientRect().top - box.getBoundingClientRect().top;
    box.scrollTo({ top: box.scrollTop + offset - box.clientHeight / 3, behavior });
  }

  function activate(key) {
    document.querySelectorAll("#sources .active, .chip.active").forEach((e) => e.classList.remove("active"));
    document.querySelector(`.chip[value="${CSS.escape(key)}"]`)?.classList.add("active");
    const words = marked(key);
    for (const word of words) {
      word.closest("details").open = true;
      word.classList.add("active");
    }
    return words[0];
  }

  function show(key) {
    const words = activate(key);
    if (!words) return;
    const box = panel();
    words.focus({ preventScroll: true });
    if (box.scrollHeight > box.clientHeight && getComputedStyle(box).overflowY !== "visible") {
      centre(words, still() ? "instant" : "smooth");
    } else {
      words.scrollIntoView({ block: "center", behavior: still() ? "instant" : "smooth" });
    }
  }

  // After an answer: its first citation, without taking the reader away from the chat.
  function first() {
    requestAnimationFrame(() => {
      const chip = [...document.querySelectorAll("#chat .reply")].at(-1)?.querySelector(".chip");
      const words = chip && activate(chip.value);
      if (words) centre(words, "instant");
    });
  }

  document.addEventListener("click", (event) => {
    const chip = event.target.closest?.("button.chip");
    if (chip) show(chip.value);
  });
  return { show, first };
})();
