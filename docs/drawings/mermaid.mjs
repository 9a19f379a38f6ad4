// Parses Mermaid files with Mermaid itself: node mermaid.mjs FOLDER-OF-MODULES FILE…
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [modules, ...files] = process.argv.slice(2);
const require = createRequire(`${modules}/package.json`);
const { JSDOM } = require("jsdom");
globalThis.window = new JSDOM("").window;
globalThis.document = window.document;

const { default: mermaid } = await import(
  pathToFileURL(`${modules}/node_modules/mermaid/dist/mermaid.core.mjs`)
);
mermaid.initialize({ startOnLoad: false });

let faults = 0;
for (const file of files) {
  try {
    await mermaid.parse(readFileSync(file, "utf8"));
  } catch (fault) {
    faults += 1;
    console.error(`${file}: ${fault.message}`);
  }
}
process.exit(faults === 0 ? 0 : 1);
