#!/usr/bin/env python3
"""Runs a pack on a Spark cluster: the query reads a table, and its result is compared with the program's.

    pip install pyspark                       # and Java 17
    python docs/sql/spark.py --program target/debug/kamready --rows 2000

starts a cluster on this machine (two workers of one core and 1 GB each), writes invented organisations as
Parquet, runs the query over them and compares all columns.

The same over a billion rows of one's own:

1. Keep the organisations as Parquet, partitioned by whatever they come by (a day, a country), in files of
   some hundred MB, one column for each field that the query reads: `id`, `name`, and the fields by their ids.
2. Write the query once: `kamready pack sql --dialect spark --table organisations > pack.sql`.
3. Run it where the cluster is, with `--master` of the cluster instead of local-cluster:

       spark.read.parquet("s3://…/organisations/").createOrReplaceTempView("organisations")
       spark.sql(open("pack.sql").read()).write.partitionBy("level").parquet("s3://…/results/")

Each row is worked out by itself: the plan is one stage that reads, computes and writes, with no shuffle, no
join and no state (this script looks for an exchange in the plan and fails if there is one). Time and cost grow
with the rows and shrink with the cores; a file that failed can be run again alone. Before all rows, run
`kamready check` over the same facts: the query trusts what it reads.
"""

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

import organisations
import results

TYPES = {"number": "DOUBLE", "integer": "BIGINT", "boolean": "BOOLEAN"}


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    arguments.add_argument("--program", default="kamready")
    arguments.add_argument("--pack")
    arguments.add_argument("--master", default="local-cluster[2,1,1024]")
    arguments.add_argument("--rows", type=int, default=1000)
    arguments.add_argument("--seed", type=int, default=1)
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        sys.exit(0 if check(given, Path(folder)) else 1)


def check(given, folder):
    fields = organisations.fields(given.program, given.pack)
    records = list(organisations.generate(fields, given.rows, given.seed))
    lines = folder / "organisations.ndjson"
    organisations.write_lines(records, lines)
    told = organisations.program(given.program, ["assess", str(lines), "-o", "csv"], given.pack)
    query = organisations.program(given.program, ["pack", "sql", "--dialect", "spark"], given.pack)
    spark = cluster(given.master)
    try:
        lay(spark, fields, records, folder)
        return run(spark, query, results.of_program(told))
    finally:
        spark.stop()


def cluster(master):
    import pyspark
    from pyspark.sql import SparkSession

    # The workers find the programs of the package by this.
    os.environ.setdefault("SPARK_HOME", os.path.dirname(pyspark.__file__))
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.master(master).appName("kamready")
    settings = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.executor.memory": "1g",
        "spark.sql.files.maxPartitionBytes": "256k",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
    }
    for name, value in settings.items():
        builder = builder.config(name, value)
    spark = builder.getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    return spark


def lay(spark, fields, records, folder):
    """The records as Parquet in four files, under the name that the query reads."""
    kinds = {one.id: TYPES.get(one.kind, "STRING") for one in fields}
    columns = list(dict.fromkeys(["id", "name", *kinds]))
    schema = ", ".join(f"`{name}` {kinds.get(name, 'STRING')}" for name in columns)
    rows = [tuple(record.get(name) for name in columns) for record in records]
    path = str(folder / "organisations")
    spark.createDataFrame(rows, schema).repartition(4).write.parquet(path)
    spark.read.parquet(path).createOrReplaceTempView("organisations")


def run(spark, query, wanted):
    began = time.monotonic()
    answer = spark.sql(query)
    rows = [list(row) for row in answer.collect()]
    seconds = time.monotonic() - began
    plan = answer._jdf.queryExecution().executedPlan().toString()
    shuffles = plan.count("Exchange")
    workers = spark.sparkContext.defaultParallelism
    print(f"spark {spark.version}: {workers} cores, {answer.rdd.getNumPartitions()} partitions, {shuffles} shuffles")
    return results.report("spark", wanted, (answer.columns, rows), seconds) and shuffles == 0


if __name__ == "__main__":
    main()
