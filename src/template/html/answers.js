"use strict";
// What is typed and loaded, as the program would read it. Nothing here knows the page.
const answers = (() => {
  const BLANKS = /[ \u00a0\u2009\u202f'\u2019]/g;
  const NUMERIC = ["number", "integer", "percent", "money"];

  // { number }, { either: [grouped, decimal] } where a sign could be both, or {} where there is no number.
  function number(text) {
    const typed = text.trim().replace(/^[\u2212\u2013]/, "-");
    const sign = /^[+-]/.test(typed) ? typed[0] : "";
    const digits = typed.slice(sign.length);
    const whole = (plain) => finite(sign + plain.replace(",", "."));
    if (/^\d{1,3}([ \u00a0\u2009\u202f'\u2019]\d{3})+([.,]\d+)?$/.test(digits)) return whole(digits.replace(BLANKS, ""));
    if (/^\d{1,3}(\.\d{3})+,\d+$/.test(digits)) return whole(digits.replaceAll(".", ""));
    if (/^\d{1,3}(,\d{3})+\.\d+$/.test(digits)) return whole(digits.replaceAll(",", ""));
    if (/^[1-9]\d{0,2}([.,])\d{3}(\1\d{3})+$/.test(digits)) return whole(digits.replace(/[.,]/g, ""));
    if (/^[1-9]\d{0,2}[.,]\d{3}$/.test(digits)) {
      return { either: [sign + digits.replace(/[.,]/, ""), sign + digits.replace(",", ".")].map(Number) };
    }
    if (/^(\d+[.,]?\d*|[.,]\d+)([eE][+-]?\d+)?$/.test(digits)) return whole(digits);
    return {};
  }

  function finite(text) {
    const read = Number(text);
    return Number.isFinite(read) ? { number: read + 0 } : {};
  }

  // A number as a person writes it; never one that could be read in two ways.
  function shown(value, lang) {
    const plain = String(value);
    const local = lang === "de" ? plain.replace(".", ",") : plain;
    return number(local).either ? local + "0" : local;
  }

  function outside(field, value) {
    if (field.kind === "integer" && !Number.isInteger(value)) return { fault: "not_integer" };
    const low = field.min !== null && value < field.min;
    const high = field.max !== null && value > field.max;
    const above = field.above !== null && !(value > field.above);
    return low || high || above ? { fault: "range" } : { value };
  }

  function numeric(field, text) {
    const bare = field.kind === "percent" ? text.trim().replace(/\s*%$/, "") : text;
    const read = number(bare);
    if (read.either) return { fault: "ambiguous", either: read.either };
    return read.number === undefined ? { fault: "not_" + field.kind } : outside(field, read.number);
  }

  function text(field, typed) {
    if (field.letters === null) return { value: typed };
    const letter = field.capitals ? /^[A-Z]+$/ : /^[A-Za-z]+$/;
    const fits = letter.test(typed) && typed.length === field.letters;
    return fits ? { value: typed } : { fault: field.capitals ? "capitals" : "letters" };
  }

  function day(typed) {
    const [, year, month, date] = (/^(\d{4})-(\d{2})-(\d{2})$/.exec(typed) ?? []).map(Number);
    const last = new Date(0);
    last.setUTCFullYear(year, month, 0);
    const fits = month >= 1 && month <= 12 && date >= 1 && date <= last.getUTCDate();
    return fits ? { value: typed } : { fault: "not_date" };
  }

  // The id of a choice that is named by its id or its word in either language; nothing where there is none.
  function choice(field, word) {
    const folded = word.trim().toLowerCase();
    const exact = field.choices.find((one) => one.id === word.trim());
    return (exact ?? field.choices.find((one) => one.words.some((own) => own.toLowerCase() === folded)))?.id;
  }

  // What a field holds, { value }; {} where nothing is answered; { fault } where the program would refuse it.
  function value(field, raw) {
    if (field.kind === "list") return raw.length === 0 ? {} : { value: raw };
    const typed = raw.trim();
    if (typed === "") return {};
    if (NUMERIC.includes(field.kind)) return numeric(field, typed);
    if (field.kind === "bool") return { value: typed === "true" };
    if (field.kind === "date") return day(typed);
    return field.kind === "enum" ? { value: typed } : text(field, typed);
  }

  // One question as the record says it: { json }, { fault }, or { open } for no answer, with its source if it has one.
  function said(field, entry) {
    if (entry.na) {
      const reason = entry.reason.trim();
      const answered = entry.raw.length > 0 || entry.evidence !== "" || entry.source.trim() !== "";
      if (answered) return { fault: "both" };
      return reason === "" ? { fault: "na_reason" } : { json: { na: reason } };
    }
    const read = value(field, entry.raw);
    if (read.fault) return read;
    if (read.value === undefined && entry.evidence) return { fault: "no_value" };
    const source = entry.source.trim();
    const provenance = {
      ...(entry.evidence && { evidence: entry.evidence }),
      ...(source && { source }),
      ...entry.kept,
    };
    const bare = Object.keys(provenance).length === 0;
    if (read.value === undefined) return bare ? {} : { open: { value: null, ...provenance } };
    return { json: bare ? read.value : { value: read.value, ...provenance } };
  }

  const empty = (field) => ({ raw: field.kind === "list" ? [] : "", na: false, reason: "", evidence: "", source: "", kept: {} });

  // What a loaded record says to a field; { lost } is what the page cannot show and the program would refuse.
  function loaded(field, json, lang) {
    const entry = empty(field);
    if (json === null || json === undefined) return { entry };
    if (typeof json !== "object" || Array.isArray(json)) return filled(field, entry, json, lang);
    if (typeof json.na === "string") return { entry: { ...entry, na: true, reason: json.na } };
    const { value: inner, evidence, source, ...rest } = json;
    const kept = Object.fromEntries(Object.entries(rest).filter(([, more]) => more !== null));
    const told = { ...entry, evidence: evidence ?? "", source: source ?? "", kept };
    return inner === undefined ? { entry, lost: json } : inner === null ? { entry: told } : filled(field, told, inner, lang);
  }

  function filled(field, entry, json, lang) {
    const words = typeof json === "string" ? json.split(/[;,]/) : json;
    const raw = {
      list: () => Array.isArray(words) && words.filter((word) => word.trim() !== "").map((word) => choice(field, word)),
      enum: () => typeof json === "string" && choice(field, json),
      bool: () => typeof json === "boolean" && String(json),
      text: () => typeof json === "string" && json,
      date: () => typeof json === "string" && day(json).value,
    }[field.kind] ?? (() => typeof json === "number" && shown(json, lang));
    const read = raw();
    const lost = read === false || read === undefined || (Array.isArray(read) && read.includes(undefined));
    return lost ? { entry, lost: json } : { entry: { ...entry, raw: read } };
  }

  return { number, shown, value, said, loaded, empty };
})();
