// Asks Lighthouse about pages that a server of this machine hands out: accessibility and best practices must be perfect.
//
//   node lighthouse.mjs PAGE.html…     ends with 1 and a line for each fault

import { readFileSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const pages = process.argv.slice(2).map((page) => resolve(page));
const server = createServer((request, response) => {
  const page = pages[Number(request.url.slice(1))];
  response.writeHead(page ? 200 : 404, { "content-type": "text/html; charset=utf-8" });
  response.end(page ? readFileSync(page) : "");
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));

const profile = mkdtempSync(join(tmpdir(), "lighthouse-"));
const chrome = await launch({
  chromePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  userDataDir: profile,
  chromeFlags: [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
  ],
});
let faults = 0;
for (const [number, page] of pages.entries()) {
  const url = `http://127.0.0.1:${server.address().port}/${number}`;
  const { lhr } = await lighthouse(url, {
    port: chrome.port,
    onlyCategories: ["accessibility", "best-practices"],
    logLevel: "error",
  });
  for (const { id, score, auditRefs } of Object.values(lhr.categories)) {
    console.log(`${page}: ${id} ${Math.round(score * 100)}`);
    if (score === 1) continue;
    for (const { id: audit, weight } of auditRefs) {
      const { score, title } = lhr.audits[audit];
      if (weight > 0 && score !== null && score < 1) {
        faults += 1;
        console.log(`${page}: ${audit}: ${title}`);
      }
    }
  }
}
await chrome.kill();
server.close();
rmSync(profile, { recursive: true, force: true });
console.log(`${pages.length} pages, ${faults} faults`);
process.exit(faults === 0 ? 0 : 1);
