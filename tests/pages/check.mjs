// Opens pages in a browser: no violation of accessibility by day or night, no fault of HTML, no request to
// anywhere, all texts there without script, the tools work with it, printed pages are counted.
//
//   node check.mjs PAGE.html…     ends with 1 and a line for each fault

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { chromium } from "playwright-core";
import vnu from "vnu-jar";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const pages = process.argv.slice(2).map((page) => resolve(page));
const faults = [];

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});

async function open(file, options) {
  const page = await browser.newPage({ bypassCSP: true, ...options });
  page.on("pageerror", (error) => faults.push(`${file}: script failed: ${error.message}`));
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith("file:") && !url.startsWith("data:")) faults.push(`${file}: asks for ${url}`);
  });
  await page.goto(`file://${file}`);
  return page;
}

async function accessible(file, colorScheme) {
  const page = await open(file, { colorScheme });
  await page.evaluate(() => document.querySelectorAll("details").forEach((fold) => (fold.open = true)));
  await page.addScriptTag({ content: axe });
  const { violations } = await page.evaluate(() => axe.run(document));
  for (const { id, help, nodes } of violations) {
    faults.push(`${file}: ${colorScheme}: ${id}: ${help}: ${nodes[0].html.slice(0, 120)}`);
  }
  await page.close();
}

// What a reader without script sees is all that there is.
async function withoutScript(file) {
  const [plain, full] = [await open(file, { javaScriptEnabled: false }), await open(file, {})];
  const text = await plain.locator("main").innerText();
  if (text.length < 500) faults.push(`${file}: next to nothing is shown without script`);
  const narrow = await full.evaluate(() => {
    document.body.style.width = "320px";
    return document.documentElement.scrollWidth;
  });
  if (narrow > 1400) faults.push(`${file}: the page is ${narrow} pixels wide`);
  await plain.close();
  await full.close();
}

async function tools(file) {
  const page = await open(file, {});
  const search = page.getByRole("searchbox");
  if ((await search.count()) > 0) {
    await search.fill("no such finding anywhere");
    const left = await page.locator(".finding:visible").count();
    if (left > 0) faults.push(`${file}: the filter leaves ${left} findings`);
    await search.fill("");
    await page.locator(".tools button").click();
    const shut = await page.locator("main details:not([open])").count();
    if (shut > 0) faults.push(`${file}: ${shut} parts stay folded`);
  }
  const heads = page.locator("table.sortable thead button");
  if ((await heads.count()) > 0) {
    await heads.first().click();
    const sorted = await page.locator("th[aria-sort=ascending]").count();
    if (sorted !== 1) faults.push(`${file}: a click on a head does not sort`);
  }
  await page.close();
}

async function printed(file) {
  const page = await open(file, {});
  const pdf = (await page.pdf({ format: "A4", preferCSSPageSize: true })).toString("latin1");
  const count = Math.max(...[...pdf.matchAll(/\/Count (\d+)/g)].map((found) => Number(found[1])));
  // A rule book has a page or two for each rule, a report has what a board reads.
  const most = /rules/.test(file) ? 300 : 60;
  if (!(count >= 1 && count <= most)) faults.push(`${file}: prints on ${count} pages`);
  await page.close();
  return count;
}

for (const file of pages) {
  await accessible(file, "light");
  await accessible(file, "dark");
  await withoutScript(file);
  await tools(file);
  console.log(`${file}: ${await printed(file)} pages of paper`);
}
await browser.close();

try {
  execFileSync("java", ["-jar", vnu, "--errors-only", ...pages], { encoding: "utf8", stdio: "pipe" });
} catch (error) {
  faults.push(...error.stderr.split("\n").filter((line) => line !== ""));
}

for (const fault of faults) console.log(fault);
console.log(`${pages.length} pages, ${faults.length} faults`);
process.exit(faults.length === 0 ? 0 : 1);
