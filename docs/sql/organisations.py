"""Invented organisations for a pack, from its input schema: the same seed gives the same ones."""

import csv
import json
import math
import random
import re
import subprocess
from dataclasses import dataclass

GAPS = [0.0, 0.0, 0.02, 0.1, 0.3, 0.8]
FAR = [1e100, -1e100, 1e-100, -1e-100, 1e15, 2.0**-52, -(2.0**-52)]
SIGNS = ["Öz & Söhne", "O'Neill", 'die "Neuen"', "back\\slash", "a,b", "Nord; Süd", "$x", "100 %"]


@dataclass(frozen=True)
class Field:
    id: str
    kind: str  # number, integer, boolean, enum, text, list
    words: tuple = ()
    low: float = -math.inf
    high: float = math.inf
    above: float = -math.inf
    limits: tuple = ()  # numbers that a rule compares it with


def program(binary, arguments, pack):
    """Standard output of the program, for this pack."""
    with_pack = arguments + (["--pack", pack] if pack else [])
    return subprocess.run([binary, *with_pack], check=True, capture_output=True, text=True).stdout


def fields(binary, pack):
    """The input fields of the pack."""
    schema = json.loads(program(binary, ["schema", "input"], pack))
    properties = schema["$defs"]["organisation"]["properties"]
    query = program(binary, ["pack", "sql", "--dialect", "duckdb"], pack)
    declared = [(name, one) for name, one in properties.items() if name != "id" and "anyOf" in one]
    return [field(name, one, limits(name, query)) for name, one in declared]


def limits(name, query):
    """What the query compares the field with, the tolerance taken off again."""
    beside = re.findall(rf"\bf_{name} (?:[<>]=?|BETWEEN) \(?(-?[\d.]+(?:e-?\d+)?)", query)
    return tuple(sorted({round(float(one), 9) + 0.0 for one in beside}))


def field(name, declared, limits):
    form = declared["anyOf"][0]
    if "enum" in form:
        return Field(name, "enum", tuple(form["enum"]))
    kind = {"string": "text", "array": "list"}.get(form["type"], form["type"])
    return Field(
        name,
        kind,
        low=form.get("minimum", -math.inf),
        high=form.get("maximum", math.inf),
        above=form.get("exclusiveMinimum", -math.inf),
        limits=limits,
    )


def generate(fields, count, seed):
    """Records with gaps; numbers lie at, beside and between the round ones, where rules decide."""
    chance = random.Random(seed)
    for number in range(count):
        gaps = chance.choice(GAPS)
        # Half of the answers lean to one end of their scale, so that weak and strong organisations occur.
        lean = chance.random()
        record = {"id": f"O{number:07d}"}
        for one in fields:
            value = answer(one, chance, lean)
            record[one.id] = None if chance.random() < gaps else value
        yield record


def answer(one, chance, lean):
    leaning = chance.random() < 0.7
    if one.kind == "enum":
        return one.words[round(lean * (len(one.words) - 1))] if leaning else chance.choice(one.words)
    if one.kind == "boolean":
        return chance.random() < (lean if leaning else 0.5)
    if one.kind == "text":
        return f"{chance.choice(SIGNS)} {chance.randrange(1000)}" if one.id == "name" else None
    if one.kind == "list":
        return None
    value = within(one, leant(one, chance, lean) if leaning else a_number(one, chance))
    return round(value) if one.kind == "integer" else value


def leant(one, chance, lean):
    if one.high == math.inf:
        return chance.lognormvariate(3 * lean, 1.5)
    return round(one.low + (one.high - one.low) * chance.gauss(lean, 0.1), chance.randrange(6))


def a_number(one, chance):
    if one.limits and chance.random() < 0.6:
        return beside(chance.choice(one.limits), chance)
    low = next((x for x in (one.low, one.above) if x > -math.inf), -1000.0)
    high = one.high if one.high < math.inf else chance.choice([5.0, 50.0, 500.0, 1e6, 1e9])
    way = chance.randrange(7)
    if way == 6 and one.kind != "integer":
        return chance.choice(FAR)
    if way == 0:
        return chance.uniform(low, high)
    if way == 1:
        return chance.choice([low, high, 0.0, 1.0])
    span = min(high, low + 100.0)
    round_one = low + chance.choice([0.1, 0.5, 1.0, 5.0]) * chance.randrange(int(max(span - low, 1)) + 1)
    return beside(round_one, chance) if way < 4 else round_one


def beside(number, chance):
    """The number, or one a few binary places beside it; beside 0 a few steps of the tolerance."""
    steps = chance.randrange(-5, 6)
    return number + steps * 2.0**-54 if number == 0 else number * (1 + steps * 2.0**-53)


def within(one, value):
    value = max(min(value, one.high), one.low)
    return value if value > one.above else one.above + 1.0


def write_lines(records, path):
    """One JSON object a line, for the program."""
    with open(path, "w", encoding="utf-8") as out:
        for record in records:
            given = {key: value for key, value in record.items() if value is not None}
            out.write(json.dumps(given, ensure_ascii=False) + "\n")


def write_table(records, columns, path):
    """CSV for the databases: an empty cell is NULL."""
    cell = lambda value: "" if value is None else str(value).lower() if isinstance(value, bool) else value
    with open(path, "w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(columns)
        rows.writerows([cell(record.get(name)) for name in columns] for record in records)
