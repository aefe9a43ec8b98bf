// The articles view: files dropped or chosen are sent one by one, addresses too; the table is sorted and looked through.
(() => {
  const { one, all, does, events } = window.readout;
  const begin = window.readout.begin;
  const KEPT = "readout-secret";
  const HAD = "readout-added";
  let sorted = null; // column and direction
  let waits = 0;
  let focusOn = null; // what gets the focus once the table is drawn anew

  // Whose articles these are: a secret of this tab.
  let own = "";
  function secret() {
    const made = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    try {
      const kept = sessionStorage.getItem(KEPT) ?? made;
      sessionStorage.setItem(KEPT, kept);
      return kept;
    } catch {
      return (own ||= made);
    }
  }
  function had(value) {
    try {
      if (value === undefined) return sessionStorage.getItem(HAD) === "yes";
      sessionStorage.setItem(HAD, value ? "yes" : "no");
    } catch {
      return false;
    }
  }

  // Sending: what is too large, of another kind or too many is told by the server, and not sent.
  const limits = () => one(".adding").dataset;
  const kindOf = (name) => (/\.[^.]+$/.exec(name)?.[0] ?? "").toLowerCase();
  async function send(files) {
    if (!files.length || isSending()) return;
    location.hash = "articles";
    const { files: most, size, kinds } = limits();
    const told = [];
    const list = one(".sending");
    list.replaceChildren(...[...files].map(({ name }) => waiting(name)));
    list.hidden = false;
    for (const [place, file] of [...files].entries()) {
      const may = place < Number(most) && file.size <= Number(size) && kinds.split(",").includes(kindOf(file.name));
      const path = may ? await upload(file, one("progress", list.children[place])) : "";
      told.push({ name: file.name, size: file.size, path });
    }
    bring({ files: told });
  }
  function waiting(name) {
    const entry = document.createElement("li");
    entry.append(Object.assign(document.createElement("b"), { textContent: name, dir: "auto" }));
    const bar = Object.assign(document.createElement("progress"), { max: 1, value: 0 });
    bar.setAttribute("aria-label", `Sent of ${name}`);
    entry.append(bar);
    return entry;
  }
  function upload(file, bar) {
    return new Promise((done) => {
      const form = new FormData();
      // Under a name that nobody else has: two readers may send the same file.
      const name = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
      form.append("files", file, name + kindOf(file.name));
      const request = new XMLHttpRequest();
      request.upload.onprogress = ({ loaded, total }) => (bar.value = loaded / total);
      request.onerror = request.ontimeout = () => done("");
      request.onload = () => {
        try {
          done(request.status === 200 ? JSON.parse(request.responseText)[0] : "");
        } catch {
          done("");
        }
      };
      const { root = "", api_prefix = "/gradio_api" } = window.gradio_config ?? {};
      request.open("POST", `${root}${api_prefix}/upload`);
      request.send(form);
    });
  }
  const isSending = () => one(".adding").getAttribute("aria-busy") === "true";
  function bring(told) {
    one(".adding").setAttribute("aria-busy", "true");
    // Where the server never tells anything of it, the page is free again.
    clearTimeout(waits);
    waits = setTimeout(free, 120_000);
    one('.adding [type="file"]').value = "";
    events().bring(told);
  }
  function free() {
    one(".sending").hidden = true;
    one(".adding").removeAttribute("aria-busy");
  }
  // Something is told of what was sent.
  function brought() {
    clearTimeout(waits);
    if (one('#intake [aria-busy="true"]')) one(".sending").hidden = true;
    else free();
  }

  // The table.
  function shelved() {
    had(Boolean(one("#shelf tr.own")));
    if (sorted) sort();
    seek();
    if (focusOn) (one(focusOn) ?? one("#shelf .title") ?? one('.adding [type="file"]'))?.focus();
    focusOn = null;
  }
  function order(button) {
    const head = button.closest("th");
    const isUp = head.getAttribute("aria-sort") === "ascending";
    sorted = { column: head.cellIndex, isUp: !isUp };
    sort();
  }
  function sort() {
    const { column, isUp } = sorted;
    all("#shelf thead th").forEach((head) => {
      head.setAttribute("aria-sort", head.cellIndex === column ? (isUp ? "ascending" : "descending") : "none");
    });
    const rows = all("#shelf tbody tr");
    const key = (row) => row.cells[column].dataset.key;
    const isNumber = rows.every((row) => row.cells[column].matches(".amount"));
    const compare = isNumber ? (a, b) => key(a) - key(b) : (a, b) => key(a).localeCompare(key(b));
    // What has no source or no date comes last either way.
    const bare = (row) => Number(key(row) === "");
    rows.sort((a, b) => bare(a) - bare(b) || compare(a, b) * (isUp ? 1 : -1));
    one("#shelf tbody").append(...rows);
  }
  function seek() {
    const wanted = one(".seek input")?.value.trim().toLowerCase() ?? "";
    let found = 0;
    for (const row of all("#shelf tbody tr")) {
      row.hidden = Boolean(wanted) && !row.textContent.toLowerCase().includes(wanted);
      found += !row.hidden;
    }
    const none = one("#shelf [data-none]");
    if (none) none.textContent = wanted && !found ? "Nothing in the list holds these words." : "";
  }

  Object.assign(does, {
    sort: order,
    remove: (button) => {
      const next = button.closest("tr").nextElementSibling;
      focusOn = next ? `#shelf [data-do="open"][data-article="${CSS.escape(one(".title", next).dataset.article)}"]` : "#shelf .title";
      button.disabled = true;
      events().remove({ article: button.dataset.article });
    },
    dismiss: (button) => {
      button.closest(".intake").remove();
      one('.adding [type="file"]').focus();
    },
  });

  document.addEventListener("submit", (event) => {
    if (!event.target.matches(".adding")) return;
    const field = one("#address");
    if (!field.value.trim() || isSending()) return field.focus();
    bring({ address: field.value });
    field.value = "";
  });
  document.addEventListener("change", (event) => event.target.matches('.adding [type="file"]') && send(event.target.files));
  document.addEventListener("input", (event) => event.target.closest(".seek") && seek());

  // A file may be dropped anywhere: the browser would else open it in place of the page.
  const carries = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  document.addEventListener("dragover", (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    document.documentElement.dataset.dropping = "yes";
  });
  document.addEventListener("dragleave", (event) => event.relatedTarget === null && delete document.documentElement.dataset.dropping);
  document.addEventListener("drop", (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    delete document.documentElement.dataset.dropping;
    send(event.dataTransfer.files);
  });

  window.readout.begin = (wired) => {
    begin(wired);
    window.readout.narrowed();
    events().arrive({ secret: secret(), had: had() });
  };
  Object.assign(window.readout, { brought, shelved, secret });
})();
