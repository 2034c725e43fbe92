"""Reads the exported tables with Python's csv: the rows must be those of files.json, and no cell of a safe file may be
a formula to a spreadsheet."""

import csv
import json

for file in json.load(open("files.json", encoding="utf-8")):
    with open(file["name"], encoding="utf-8-sig", newline="") as table:
        rows = list(csv.reader(table, strict=True))
    assert rows == file["rows"], (file["name"], [pair for pair in zip(rows, file["rows"]) if pair[0] != pair[1]][:3])
    with open(file["name"], "rb") as table:
        assert table.read().endswith(b"\r\n")
    if file["safe"]:
        assert not any(cell.startswith(tuple("=+-@\t\r\n")) for row in rows for cell in row)
