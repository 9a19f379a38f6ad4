// The logic of the page against the program: reads cases from standard input, prints what the page makes of them.
//
// In:  {"script": "…", "lang": "de", "cases": [{"field": {…}, "entry": {…}} | {"field": {…}, "json": …} | {"number": 1.5}]}
// Out: one result for each case.
import { readFileSync } from "node:fs";

const { script, lang, cases } = JSON.parse(readFileSync(0, "utf8"));
const answers = new Function(`${script}; return answers;`)();

function result({ field, entry, json, number }) {
  if (number !== undefined) return answers.number(answers.shown(number, lang));
  if (entry !== undefined) return answers.said(field, { ...answers.empty(field), ...entry });
  const read = answers.loaded(field, json, lang);
  return read.lost === undefined ? answers.said(field, read.entry) : { lost: read.lost };
}

process.stdout.write(JSON.stringify(cases.map(result)));
