"""Results of the program and of a query, compared as the results CSV prints them."""

import csv
import io

SHOWN = 10


def four(value):
    """Four decimals, as the program prints them: rounded from the exact binary value, no minus before zero."""
    text = f"{value:.4f}"
    return text.lstrip("-") if not text.strip("-0.") else text


def cell(value):
    if value is None or value == "":
        return ""
    if isinstance(value, float):
        return four(value)
    return str(value)


def of_program(text):
    """Head and rows of the program's CSV."""
    rows = csv.reader(io.StringIO(text))
    return next(rows), list(rows)


def of_text(text, numeric):
    """The same of a client that prints numbers in full."""
    head, rows = of_program(text)
    return head, [[number(one) if is_number else one for one, is_number in zip(row, numeric)] for row in rows]


def number(text):
    return float(text) if text else None


def numeric(head):
    """Which columns hold numbers: all but names and words."""
    words = {"id", "name", "level", "raw_level", "target", "entry"}
    return [at > 10 or name not in words for at, name in enumerate(head)]


def differences(wanted, got):
    """What differs, one line a cell; rows may come in any order."""
    (head, rows), (other_head, other_rows) = wanted, got
    if head != other_head:
        return [f"columns {other_head} instead of {head}"]
    found = {row[0]: [cell(value) for value in row] for row in other_rows}
    told = [] if len(rows) == len(other_rows) else [f"{len(other_rows)} rows instead of {len(rows)}"]
    for row in rows:
        other = found.get(row[0], [""] * len(head))
        pairs = zip(head, row, other)
        told += [f"{row[0]} {name}: {there!r} instead of {here!r}" for name, here, there in pairs if here != there]
    return told


def report(engine, wanted, got, seconds):
    """Prints what was compared; whether it was equal."""
    told = differences(wanted, got)
    head, rows = wanted
    state = f"{len(told)} cells differ" if told else "all equal"
    print(f"{engine}: {len(rows)} rows x {len(head)} columns, {state}, query {seconds:.1f} s", flush=True)
    for line in told[:SHOWN]:
        print(f"  {line}")
    return not told
