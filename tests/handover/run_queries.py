"""Runs the generated queries: DuckDB and jq must find the calls that the page finds; Athena's and Lake's texts must
parse in their dialects. Reads cases.json and the folder trail/ of the working directory."""

import concurrent.futures
import json
import subprocess
import sys

import duckdb
import sqlglot

failures = []


def fail(engine, case, what):
    failures.append(f"{engine}: {case['filter']!r}: {what}\n{case[engine]['texts'][-1]}")


def judge(engine, case, found):
    expected, found = set(case["expected"]), set(found)
    relation = case[engine]["relation"]
    missing, more = expected - found, found - expected
    if relation == "equal" and (missing or more):
        fail(engine, case, f"misses {sorted(missing)[:5]}, has too many {sorted(more)[:5]}")
    if relation == "superset" and missing:
        fail(engine, case, f"misses {sorted(missing)[:5]}")


def run_duckdb(case):
    database = connection.cursor()
    try:
        result = None
        for statement in database.extract_statements(case["duckdb"]["texts"][0]):
            result = database.execute(statement)
        names = [column[0] for column in result.description]
        judge("duckdb", case, [row[names.index("eventID")] for row in result.fetchall()])
    except duckdb.Error as error:
        fail("duckdb", case, error)


def run_jq(case):
    run = subprocess.run(["sh", "-c", case["jq"]["texts"][0]], capture_output=True, text=True)
    if run.returncode or run.stderr:
        fail("jq", case, run.stderr)
    else:
        judge("jq", case, [json.loads(line)["eventID"] for line in run.stdout.splitlines()])


def check_shell(case):
    for text in case["aws"]["texts"]:
        run = subprocess.run(["sh", "-n", "-c", text], capture_output=True, text=True)
        if run.returncode:
            fail("aws", case, run.stderr)


def parse(case):
    for engine, dialect in (("athena", "athena"), ("lake", "trino")):
        for text in case[engine]["texts"]:
            if engine == "lake":
                text = text.replace("EXAMPLE-f852-4e8f-8bd1-bcf6cEXAMPLE", "event_data_store")
            try:
                statements = sqlglot.parse(text, dialect=dialect)
                if len(statements) != 1 or isinstance(statements[0], sqlglot.exp.Command):
                    fail(engine, case, f"{len(statements)} statements: {statements}")
            except sqlglot.errors.SqlglotError as error:
                fail(engine, case, error)


connection = duckdb.connect()
cases = json.load(open("cases.json", encoding="utf-8"))
for case in cases:
    parse(case)
with concurrent.futures.ThreadPoolExecutor(4) as pool:
    list(pool.map(run_jq, cases))
    list(pool.map(check_shell, cases))
    list(pool.map(run_duckdb, cases))
print(f"{len(cases)} filters, {len(failures)} failures")
for failure in failures[:25]:
    print(failure[:1500], end="\n\n")
sys.exit(1 if failures else 0)
