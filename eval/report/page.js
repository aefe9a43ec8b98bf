"use strict";
// The questions are in the page as data; this shows those that the filters keep, and one's evidence when it is opened.
const { questions, paragraphs } = JSON.parse(document.getElementById("data").textContent);
const AT_ONCE = 100;
const KEPT = {
  failed: ["Failed", q => q.stage !== null],
  refused: ["Refused wrongly", q => q.stage === "wrongly declined"],
  cited: ["Wrong citation", q => q.wrongly_cited],
  unstable: ["Unstable", q => q.wavers],
  all: ["All", () => true],
};
const chosen = { kept: questions.some(KEPT.failed[1]) ? "failed" : "all", stage: "", type: "", words: "" };
let limit = AT_ONCE;

// Text is only ever set as text: what an article says can be no markup here.
function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) if (value !== null) made.setAttribute(key, value);
  made.append(...children.filter(child => child !== null && child !== undefined));
  return made;
}

const words = q => [q.id, q.question, q.type, q.stage, q.reason, ...q.claims.map(claim => claim.text)].join(" ").toLowerCase();
questions.forEach(q => { q.words = words(q); });

function matching() {
  return questions.filter(q => (chosen.stage ? q.stage === chosen.stage : KEPT[chosen.kept][1](q))
    && (!chosen.type || q.type === chosen.type) && q.words.includes(chosen.words));
}

function draw() {
  const found = matching();
  document.querySelectorAll(".chip").forEach(chip => chip.setAttribute("aria-pressed",
    String(chip.dataset.stage ? chip.dataset.stage === chosen.stage : !chosen.stage && chip.dataset.kept === chosen.kept)));
  document.querySelector(".tally").textContent = `${found.length} of ${questions.length} questions`;
  document.getElementById("list").replaceChildren(...found.slice(0, limit).map(row));
  document.getElementById("more").hidden = found.length <= limit;
}

function row(q) {
  const sign = q.right === null ? ["none", "?"] : q.right === 1 ? ["good", "✓"] : ["bad", "✗"];
  const label = element("span", { class: "label" }, q.type ? q.type : "", q.stage ? " · " : "", q.stage ? element("b", {}, q.stage) : null,
    q.wavers ? " · unstable" : "");
  const said = q.right === null ? "not known" : q.right === 1 ? "right" : "wrong";
  const head = element("button", { type: "button", class: "head", "aria-expanded": "false" },
    element("span", { class: `sign ${sign[0]}`, role: "img", "aria-label": said }, sign[1]), element("span", {}, q.question), label);
  const whole = element("article", { class: "question", id: `q-${q.id}` }, head);
  head.addEventListener("click", () => {
    const open = head.getAttribute("aria-expanded") === "true";
    head.setAttribute("aria-expanded", String(!open));
    if (open) whole.lastChild.remove(); else whole.append(opened(q));
  });
  return whole;
}

const WHY = {
  "error": "The question ended in an error.",
  "not in the index": "No relevant paragraph is in the index.",
  "not retrieved": "The search did not bring up a relevant paragraph.",
  "retrieved but not chosen": "A relevant paragraph was found, but the answer is made of others or lacks a key fact.",
  "chosen but wrongly cited": "The key facts are told, but no relevant paragraph is cited.",
  "wrongly declined": "A relevant paragraph was found, yet the question was declined.",
  "answered, yet unanswerable": "The articles do not answer this, and it was answered all the same.",
};

function opened(q) {
  const body = element("div", { class: "body" });
  const verdict = q.stage ? element("p", { class: "verdict" }, element("b", {}, q.stage), `: ${WHY[q.stage]}`)
    : element("p", { class: "verdict good" }, q.right === 1 ? "Right." : "The set does not say what is right.");
  body.append(verdict);
  if (q.history.length) body.append(heading("Asked before"), ...q.history.map(pair => element("p", {}, `${pair[0]} – ${pair[1]}`)));
  if (q.standalone && q.standalone !== q.question) body.append(heading("Read as"), element("p", {}, q.standalone));
  body.append(heading(q.kind === "refusal" ? "Declined" : q.kind === "error" ? "Error" : "Answer"), ...reply(q));
  body.append(heading("What a right reply holds"), ...wanted(q));
  const cited = [...new Set(q.claims.flatMap(claim => claim.citations.map(citation => citation.at)))];
  const left = element("div", {}, heading("Cited, the words relied on marked"),
    ...(cited.length ? cited.map(at => paragraph(at, q, true)) : [element("p", { class: "hint" }, "Nothing is cited.")]));
  const right = element("div", {}, heading("Relevant according to the set"),
    ...(q.relevant.length ? q.relevant.map(at => paragraph(at, q, false)) : [element("p", { class: "hint" }, "No paragraph.")]));
  body.append(element("div", { class: "pairs" }, left, right), heading("Found by the search, best first"), ranking(q));
  const facts = [`id ${q.id}`];
  if (q.chance !== null) facts.push(`chance of an answer ${(100 * q.chance).toFixed(0)} %`);
  if (typeof q.seconds === "number") facts.push(`${q.seconds.toFixed(3)} s`);
  if (q.tags.length) facts.push(`tags ${q.tags.join(", ")}`);
  body.append(element("p", { class: "hint" }, facts.join(" · ")));
  return body;
}

const heading = text => element("h4", {}, text);

function reply(q) {
  if (q.kind === "error") return [element("p", {}, q.error)];
  if (q.kind === "refusal") return [element("p", {}, q.reason)];
  return q.claims.map(claim => element("p", {}, claim.text, " ", ...claim.citations.flatMap(c => [chip(c), " "])));
}

function chip(citation) {
  const known = paragraphs[citation.at];
  const trouble = !citation.valid ? " – words not there" : "";
  return element("span", { class: citation.valid ? "cite" : "cite no", title: citation.at }, (known ? known.name : citation.at) + trouble);
}

function wanted(q) {
  if (!q.answerable) return [element("p", {}, "The articles do not answer this: a right reply declines.")];
  const facts = q.facts.map(fact => element("span", { class: `fact ${fact.told ? "told" : "missed"}` },
    `${fact.told ? "✓" : "✗ not told:"} ${fact.any.join(" / ")}`));
  return [element("p", {}, ...facts), ...q.reference.map(text => element("p", {}, text))];
}

function paragraph(at, q, cited) {
  const known = paragraphs[at];
  const relevant = q.relevant.includes(at);
  const note = cited ? element("b", { class: relevant ? "" : "no" }, relevant ? "relevant" : q.relevant.length ? "not relevant" : "")
    : element("b", { class: q.ranks[at] ? "" : "no" }, q.ranks[at] ? `found at rank ${q.ranks[at]}` : known ? "not found" : "not in the index");
  const place = element("p", { class: "place", title: known ? known.title : at }, element("span", {}, known ? known.name : at), note);
  const spans = q.claims.flatMap(claim => claim.citations).filter(c => c.at === at && c.valid);
  return element("div", { class: relevant ? "paragraph relevant" : "paragraph" }, place,
    element("p", {}, ...(known ? marked(known.text, spans) : ["–"])));
}

function marked(text, spans) {
  // Offsets count characters as Python does; an emoji is two units here and one there.
  const signs = Array.from(text);
  const pieces = [];
  let from = 0;
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    if (span.end <= from) continue;
    pieces.push(signs.slice(from, Math.max(from, span.start)).join(""));
    pieces.push(element("mark", {}, signs.slice(Math.max(from, span.start), span.end).join("")));
    from = span.end;
  }
  return [...pieces, signs.slice(from).join("")];
}

function ranking(q) {
  return element("ol", { class: "found" }, ...q.found.map(([at], place) => element("li",
    { class: q.relevant.includes(at) ? "relevant" : null }, element("span", {}, `${place + 1}`),
    element("b", {}, (paragraphs[at] ? paragraphs[at].name : at) + (q.relevant.includes(at) ? " ✓" : "")),
    element("span", {}, paragraphs[at] ? paragraphs[at].text : ""))));
}

function choose(changed) {
  Object.assign(chosen, changed);
  limit = AT_ONCE;
  draw();
}

const chips = document.querySelector(".chips");
for (const [kept, [label, keeps]] of Object.entries(KEPT)) {
  const count = questions.filter(keeps).length;
  if (!count && kept !== "all") continue;
  const button = element("button", { type: "button", class: "chip", "data-kept": kept }, `${label} ${count}`);
  button.addEventListener("click", () => choose({ kept, stage: "" }));
  chips.append(button);
}
const select = document.getElementById("type");
for (const type of [...new Set(questions.map(q => q.type).filter(Boolean))].sort()) select.append(element("option", { value: type }, type));
select.addEventListener("change", () => choose({ type: select.value }));
const search = document.getElementById("words");
search.addEventListener("input", () => choose({ words: search.value.trim().toLowerCase() }));
document.querySelectorAll(".stages button").forEach(button => button.addEventListener("click", () => {
  choose({ stage: button.dataset.stage, type: "", words: "" });
  select.value = "";
  search.value = "";
  document.getElementById("questions").scrollIntoView({ behavior: "smooth" });
}));
document.getElementById("more").addEventListener("click", () => { limit += AT_ONCE; draw(); });
draw();
