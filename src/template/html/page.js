// The page: reads and fills the form, says what is wrong, saves and loads the record.
(() => {
  const { lang, fields, texts } = JSON.parse(document.getElementById("declarations").textContent);
  const byId = (id) => document.getElementById(id);
  const idInput = byId("organisation-id");
  const blocks = fields.map((field, position) => ({ field, block: byId("field-" + position), kept: {} }));
  const part = (block, name) => block.querySelector(`[data-part="${name}"]`);
  let others = {}; // what a loaded record holds besides: tables, and keys that this page does not know
  let changed = false;

  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

  function entry({ field, block, kept }) {
    const checked = [...block.querySelectorAll('[data-part="value"]:checked')].map((one) => one.value);
    const choosing = ["enum", "bool", "list"].includes(field.kind);
    const raw = field.kind === "list" ? checked : choosing ? (checked[0] ?? "") : part(block, "value").value;
    return {
      raw, kept,
      na: part(block, "na").checked,
      reason: part(block, "reason").value,
      evidence: part(block, "evidence").value,
      source: part(block, "source").value,
    };
  }

  function put(one, given) {
    const { field, block } = one;
    one.kept = given.kept;
    block.querySelectorAll('[data-part="value"]').forEach((input) => {
      if (field.kind === "list") input.checked = given.raw.includes(input.value);
      else if (["enum", "bool"].includes(field.kind)) input.checked = input.value === given.raw;
      else input.value = given.raw;
    });
    part(block, "na").checked = given.na;
    for (const name of ["reason", "evidence", "source"]) part(block, name).value = given[name];
    block.querySelector("details").open = given.na || given.evidence !== "" || given.source !== "";
  }

  function sentence(field, said) {
    const [one, two] = (said.either ?? []).map((number) => answers.shown(number, lang));
    return fill(texts[said.fault], { allowed: field.allowed, letters: field.letters, one, two });
  }

  // Says beside a question what is wrong with it; where a number can mean two, offers both.
  function mark(one, said) {
    const error = one.block.querySelector(".error");
    const input = part(one.block, "value");
    error.replaceChildren();
    error.hidden = !said.fault;
    if (input.type === "text") input.setAttribute("aria-invalid", String(Boolean(said.fault)));
    if (!said.fault) return;
    error.append(sentence(one.field, said));
    for (const number of said.either ?? []) {
      const button = Object.assign(document.createElement("button"), { type: "button" });
      button.textContent = answers.shown(number, lang);
      button.addEventListener("click", () => {
        input.value = answers.shown(number, lang);
        look(one);
        input.focus();
      });
      error.append(" ", button);
    }
  }

  function look(one) {
    mark(one, answers.said(one.field, entry(one)));
    count();
  }

  function count() {
    const done = blocks.filter((one) => answers.said(one.field, entry(one)).json !== undefined);
    const bar = byId("progress");
    bar.value = done.length;
    byId("count").textContent = fill(texts.progress, { done: done.length, all: blocks.length });
    document.querySelectorAll("[data-group]").forEach((link) => {
      const all = blocks.filter(({ field }) => String(field.group) === link.dataset.group);
      const some = done.filter(({ field }) => String(field.group) === link.dataset.group);
      link.textContent = `${some.length}/${all.length}`;
    });
  }

  // Checks everything; true where it can be saved. What is wrong stands at the top, each with the way to it.
  function check() {
    const faults = [];
    if (idInput.value.trim() === "") faults.push([idInput, texts.no_id]);
    for (const one of blocks) {
      const said = answers.said(one.field, entry(one));
      mark(one, said);
      const target = said.fault === "na_reason" ? part(one.block, "reason") : part(one.block, "value");
      if (said.fault) faults.push([target, `${one.field.label}: ${sentence(one.field, said)}`]);
    }
    idInput.setAttribute("aria-invalid", String(idInput.value.trim() === ""));
    summarise(texts.faults, faults);
    count();
    return faults.length === 0;
  }

  function summarise(title, faults) {
    const summary = byId("summary");
    summary.hidden = faults.length === 0;
    const list = byId("faults");
    list.replaceChildren(...faults.map(([target, text]) => {
      const item = document.createElement("li");
      const link = Object.assign(document.createElement("a"), { href: "#" + target.id, textContent: text });
      link.addEventListener("click", (event) => {
        event.preventDefault();
        target.closest("details")?.setAttribute("open", "");
        target.focus();
      });
      item.append(link);
      return item;
    }));
    byId("summary-title").textContent = title;
    if (faults.length > 0) summary.focus();
  }

  function record() {
    const all = blocks.map((one) => [one.field.id, answers.said(one.field, entry(one))]);
    const given = all.map(([id, said]) => [id, said.json ?? said.open]).filter(([, json]) => json !== undefined);
    return { id: idInput.value.trim(), ...Object.fromEntries(given), ...others };
  }

  function save() {
    if (!check()) return;
    const name = idInput.value.trim().replace(/[^A-Za-z0-9_-]+/g, "-") + ".json";
    const blob = new Blob([JSON.stringify(record(), null, 2) + "\n"], { type: "application/json" });
    const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    changed = false;
    tell(fill(texts.saved, { name }));
  }

  const tell = (text) => { byId("status").textContent = text; };

  // The one record of a file, or what is wrong with it.
  function only(text) {
    let read;
    try { read = JSON.parse(text.replace(/^\ufeff/, "")); } catch { return { wrong: texts.not_json }; }
    const records = Array.isArray(read) ? read : [read];
    if (records.length !== 1) return { wrong: fill(texts.several, { count: records.length }) };
    const [found] = records;
    return found === null || typeof found !== "object" || Array.isArray(found) ? { wrong: texts.not_json } : { found };
  }

  function show(found) {
    const lost = [];
    idInput.value = found.id === undefined || found.id === null ? "" : String(found.id);
    for (const one of blocks) {
      const read = answers.loaded(one.field, found[one.field.id], lang);
      put(one, read.entry);
      if (read.lost !== undefined) {
        const value = JSON.stringify(read.lost);
        lost.push([part(one.block, "value"), fill(texts.lost, { label: one.field.label, value, allowed: one.field.allowed })]);
      }
      mark(one, answers.said(one.field, entry(one)));
    }
    const known = new Set(["id", ...fields.map((field) => field.id)]);
    others = Object.fromEntries(Object.entries(found).filter(([key]) => !known.has(key)));
    count();
    summarise(texts.lost_title, lost);
  }

  async function load(event) {
    const [file] = event.target.files;
    event.target.value = "";
    if (!file || (changed && !window.confirm(texts.replace))) return;
    const { found, wrong } = only(await file.text());
    if (wrong) return tell(`${file.name}: ${wrong}`);
    show(found);
    changed = false;
    tell(fill(texts.loaded, { name: file.name }));
  }

  for (const one of blocks) {
    one.block.addEventListener("input", () => { changed = true; count(); });
    one.block.addEventListener("change", () => look(one));
  }
  idInput.addEventListener("input", () => { changed = true; });
  byId("load").addEventListener("change", load);
  byId("check").addEventListener("click", () => { if (check()) tell(texts.good); });
  byId("save").addEventListener("click", save);
  byId("form").addEventListener("submit", (event) => event.preventDefault());
  window.addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
  byId("progress").max = blocks.length;
  count();
})();
