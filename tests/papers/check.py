#!/usr/bin/env python3
"""Opens the workbook and the text document in LibreOffice and finds a list of facts again after conversion; two runs in
two time zones and locales must give the same bytes.

    check.py PROGRAM      ends with 1 and a line for each fault
"""

import hashlib
import os
import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from xml.etree import ElementTree

PROGRAM = Path(sys.argv[1]).resolve()
ROOT = Path(__file__).resolve().parents[2]
FAULTS = []
SPACES = {
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
}
SHEETS = {
    "de": ["Ergebnis", "Dimensionen", "Befunde", "Maßnahmen", "Fragen", "Eingaben", "Methode"],
    "en": ["Result", "Dimensions", "Findings", "Measures", "Questions", "Inputs", "Method"],
}
FORMATS = ["text", "json", "csv", "csv-excel-de", "markdown", "html", "xlsx", "docx"]


def fact(holds, told):
    if not holds:
        FAULTS.append(told)


def assess(lang, formats, folder, **surroundings):
    outputs = [part for kind in formats for part in ("-o", f"{kind}:{folder / f'{lang}.{kind}'}")]
    case = ROOT / "fixtures/case" / lang
    command = [PROGRAM, "assess", case, "-q", "--lang", lang, "--as-of", "2026-11-25", *outputs]
    subprocess.run(command, check=True, env={**os.environ, **surroundings})


def converted(path, kind):
    """What LibreOffice makes of it, as bytes."""
    with tempfile.TemporaryDirectory() as profile:
        command = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", kind]
        command += ["--outdir", path.parent, path]
        subprocess.run(command, check=True, timeout=180, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return path.with_suffix(f".{kind}").read_bytes()


def content(path, kind):
    converted(path, kind)
    archive = zipfile.ZipFile(path.with_suffix(f".{kind}"))
    return archive, ElementTree.fromstring(archive.read("content.xml"))


def name(space, local):
    return f"{{{SPACES[space]}}}{local}"


def workbook(lang, path):
    archive, root = content(path, "ods")
    sheets = {sheet.get(name("table", "name")): sheet for sheet in root.iter(name("table", "table"))}
    fact(list(sheets)[: len(SHEETS[lang])] == SHEETS[lang], f"{lang}: sheets are {list(sheets)}")
    numbers = [
        float(cell.get(name("office", "value")))
        for cell in sheets[SHEETS[lang][0]].iter(name("table", "table-cell"))
        if cell.get(name("office", "value-type")) == "float"
    ]
    fact(any(abs(number - 51.3) < 0.05 for number in numbers), f"{lang}: the readiness of 51.3 is no number: {numbers}")
    formulas = [cell for cell in root.iter(name("table", "table-cell")) if cell.get(name("table", "formula"))]
    fact(not formulas, f"{lang}: {len(formulas)} formulas")
    charts = [part for part in archive.namelist() if re.fullmatch(r"Object \d+/content\.xml", part)]
    fact(len(charts) == 3, f"{lang}: {len(charts)} charts in the workbook, not 3")


def text_document(lang, path):
    _, root = content(path, "odt")
    headings = list(root.iter(name("text", "h")))
    levels = {heading.get(name("text", "outline-level")) for heading in headings}
    fact(len(headings) > 30 and {"1", "2"} <= levels, f"{lang}: {len(headings)} headings of levels {levels}")
    fact(any(True for _ in root.iter(name("text", "table-of-content"))), f"{lang}: no table of contents")
    frames = root.iter(name("draw", "frame"))
    pictures = [frame for frame in frames if frame.find(name("draw", "image")) is not None]
    told = [one for one in root.iter(name("svg", "desc")) if one.text]
    fact(len(pictures) >= 5, f"{lang}: {len(pictures)} pictures")
    fact(len(told) == len(pictures), f"{lang}: {len(told)} of {len(pictures)} pictures say what they show")
    repeated = list(root.iter(name("table", "table-header-rows")))
    fact(len(repeated) >= 10, f"{lang}: {len(repeated)} tables repeat their head")
    counted = list(root.iter(name("text", "sequence")))
    fact(len(counted) >= 15, f"{lang}: {len(counted)} numbered captions")
    pages = len(re.findall(rb"/Type\s*/Page\b(?!s)", converted(path, "pdf")))
    fact(20 <= pages <= 60, f"{lang}: {pages} pages of paper")
    return pages


def same_bytes(folder):
    """No clock, no zone, no locale."""
    sums = []
    for zone, locale in [("UTC", "C"), ("Pacific/Auckland", "tr_TR.UTF-8")]:
        place = folder / zone.replace("/", "-")
        place.mkdir()
        assess("de", FORMATS, place, TZ=zone, LC_ALL=locale, LANG=locale)
        sums.append([hashlib.sha256((place / f"de.{kind}").read_bytes()).hexdigest() for kind in FORMATS])
    for kind, first, second in zip(FORMATS, *sums):
        fact(first == second, f"{kind} depends on time zone or locale")


def main():
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        for lang in SHEETS:
            assess(lang, ["xlsx", "docx"], folder)
            workbook(lang, folder / f"{lang}.xlsx")
            print(f"{lang}: {text_document(lang, folder / f'{lang}.docx')} pages of paper")
        same_bytes(folder)
    for told in FAULTS:
        print(told)
    print(f"papers: {len(FAULTS)} faults")
    sys.exit(1 if FAULTS else 0)


main()
