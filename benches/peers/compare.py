"""Measures the same indicators with Bellwether and with DuckDB from one snapshot, compares every figure, and prints how long
each took as a ratio, from one run.

    python benches/peers/compare.py [--scale N] [--program target/release/bellwether]
"""

import argparse
import csv
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time
from decimal import Decimal

ROOT = pathlib.Path(__file__).resolve().parents[2]


def timed(command, output):
    """Runs a command; how many seconds it took, and the most memory that it had, in MiB."""
    with open(output, "wb") as out:
        begun = time.monotonic()
        process = subprocess.Popen([str(word) for word in command], stdout=out)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.monotonic() - begun
    if status != 0:
        sys.exit(f"{command[0]} failed")
    return seconds, usage.ru_maxrss / 1024


def figures(path):
    with open(path, encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    found = {}
    for row in rows:
        if row.get("status") or (not row["numerator"] and not row.get("value")):
            continue
        above = row["numerator"] or row["value"]
        below = row["denominator"] or None
        found[row["indicator"], row["place"], row["period"]] = (Decimal(above), below and Decimal(below))
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=int, default=1)
    parser.add_argument("--runs", type=int, default=3)
    target = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
    parser.add_argument("--program", type=pathlib.Path, default=target / "release/bellwether")
    arguments = parser.parse_args()
    sys.path.insert(0, str(pathlib.Path(__file__).parent))
    from duckdb_peer import QUERIES
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        extract, framework = folder / "extract", folder / "kent"
        shutil.copytree(ROOT / "examples/kent-2023", framework)
        records = [sys.executable, pathlib.Path(__file__).with_name("made_records.py"), extract]
        subprocess.run([*records, "--scale", str(arguments.scale)], check=True)
        load = [arguments.program, "load", framework, extract, "--taken", "2023-11-06", "--specimen"]
        seconds, memory = timed(load, folder / "load.txt")
        print(f"load: {seconds:.2f} s, {memory:.0f} MiB")
        snapshot = next((framework / "records/snapshots").iterdir())
        ours = [arguments.program, "measure", framework, "--from", "2013-11", "--to", "2023-10", "--everywhere", "--format", "csv"]
        for indicator in QUERIES:
            ours += ["--indicator", indicator]
        theirs = [sys.executable, pathlib.Path(__file__).with_name("duckdb_peer.py"), snapshot]
        best = {}
        for _ in range(arguments.runs):
            for name, command in [("bellwether", ours), ("duckdb", theirs)]:
                seconds, memory = timed(command, folder / f"{name}.csv")
                known = best.get(name, (seconds, memory))
                best[name] = (min(seconds, known[0]), max(memory, known[1]))
        for name, (seconds, memory) in best.items():
            print(f"{name}: {seconds:.2f} s at best, {memory:.0f} MiB at most")
        print(f"duckdb / bellwether: {best['duckdb'][0] / best['bellwether'][0]:.1f}")
        one, other = figures(folder / "bellwether.csv"), figures(folder / "duckdb.csv")
        # The peer answers for the places that have records of their own, and for the county.
        answered = {key[:2] for key in other}
        one = {key: value for key, value in one.items() if key[:2] in answered and (key in other or value[0] or value[1])}
        different = [key for key in one.keys() | other.keys() if one.get(key) != other.get(key)]
        print(f"figures: {len(one)} ours, {len(other)} theirs, {len(different)} different")
        for key in sorted(different)[:10]:
            print(key, one.get(key), other.get(key))
        sys.exit(1 if different else 0)


if __name__ == "__main__":
    main()
