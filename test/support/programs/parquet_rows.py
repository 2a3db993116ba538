"""Reads a Parquet file with pyarrow and compares its rows with those in the JSON file beside it; numbers are float32 there."""

import json
import sys

import pyarrow.parquet as pq

table = pq.read_table(sys.argv[1])
with open(f"{sys.argv[1]}.json") as file:
    expected = json.load(file)
rows = [list(row.values()) for row in table.to_pylist()]
assert len(rows) == len(expected), (len(rows), len(expected))
for row, wanted in zip(rows, expected):
    assert len(row) == len(wanted), (row, wanted)
    for cell, value in zip(row, wanted):
        same = cell == value if isinstance(value, str) else abs(cell - value) <= 1e-6 * max(1, abs(value))
        assert same, (row, wanted)
