#!/usr/bin/env python3
"""Runs the program and its SQL over the same invented organisations and compares all columns.

    python docs/sql/check.py --program target/debug/kamready --rows 10000 duckdb postgres

DuckDB comes from PyPI (`pip install duckdb`). For PostgreSQL a server of its own is started in a temporary
folder; its programs must be on the PATH or under /usr/lib/postgresql. Ends with 1 if anything differs.
"""

import argparse
import glob
import os
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import organisations
import results

TYPES = {
    "duckdb": {"number": "DOUBLE", "integer": "BIGINT", "boolean": "BOOLEAN"},
    "postgres": {"number": "double precision", "integer": "bigint", "boolean": "boolean"},
}


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    arguments.add_argument("engines", nargs="+", choices=sorted(RUN))
    arguments.add_argument("--program", default="kamready")
    arguments.add_argument("--pack")
    arguments.add_argument("--rows", type=int, default=1000)
    arguments.add_argument("--seed", type=int, default=1)
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        sys.exit(0 if check(given, Path(folder)) else 1)


def check(given, folder):
    fields = organisations.fields(given.program, given.pack)
    records = list(organisations.generate(fields, given.rows, given.seed))
    columns = list(dict.fromkeys(["id", "name", *(one.id for one in fields)]))
    lines, table = folder / "organisations.ndjson", folder / "organisations.csv"
    organisations.write_lines(records, lines)
    organisations.write_table(records, columns, table)
    began = time.monotonic()
    told = organisations.program(given.program, ["assess", str(lines), "-o", "csv"], given.pack)
    print(f"kamready: {given.rows} rows, {time.monotonic() - began:.1f} s", flush=True)
    wanted = results.of_program(told)
    equal = True
    for engine in given.engines:
        query = organisations.program(given.program, ["pack", "sql", "--dialect", engine], given.pack)
        got, seconds = RUN[engine](query, declared(fields, columns, engine), table, folder)
        equal &= results.report(engine, wanted, got, seconds)
    return equal


def declared(fields, columns, engine):
    kinds = {one.id: one.kind for one in fields}
    types = (f'"{name}" {TYPES[engine].get(kinds.get(name), "text")}' for name in columns)
    return f"CREATE TABLE organisations ({', '.join(types)})"


def duckdb(query, table, rows, _folder):
    import duckdb

    base = duckdb.connect()
    base.execute(table)
    base.execute(f"COPY organisations FROM '{rows}' (HEADER, NULLSTR '')")
    began = time.monotonic()
    answer = base.execute(query)
    head = [column[0] for column in answer.description]
    return (head, answer.fetchall()), time.monotonic() - began


def postgres(query, table, rows, folder):
    with server(folder) as ask:
        ask(f"{table};\n\\copy organisations FROM '{rows}' CSV HEADER\n")
        began = time.monotonic()
        told = ask(f"SET jit = off;\n{query};\n")
        seconds = time.monotonic() - began
    head = told.split("\n", 1)[0].split(",")
    return results.of_text(told, results.numeric(head)), seconds


@contextmanager
def server(folder):
    """A PostgreSQL server in a folder of its own, and a way to ask it; it refuses to run as root."""
    place = [shutil.which("initdb") or "", *sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"))]
    binaries = Path(next(filter(None, reversed(place)))).parent
    data = folder / "server"
    data.mkdir()
    other = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.getuid() == 0 else []
    if other:
        shutil.chown(data, "postgres")
    run = lambda *words: subprocess.run([*other, *words], check=True, stdout=subprocess.DEVNULL, cwd=data)
    run(binaries / "initdb", "-D", data / "base", "-A", "trust", "-U", "check", "-E", "UTF8", "--locale=C", "--no-sync")
    options = f"-c listen_addresses= -c unix_socket_directories={data}"
    run(binaries / "pg_ctl", "-D", data / "base", "-w", "-l", data / "log", "-o", options, "start")
    client = [*other, binaries / "psql", "-h", data, "-U", "check", "-d", "postgres", "--csv", "-q", "-v", "ON_ERROR_STOP=1"]
    ask = lambda text: subprocess.run(client, input=text, check=True, stdout=subprocess.PIPE, text=True, cwd=data).stdout
    try:
        yield ask
    finally:
        run(binaries / "pg_ctl", "-D", data / "base", "-m", "immediate", "stop")


RUN = {"duckdb": duckdb, "postgres": postgres}

if __name__ == "__main__":
    main()
