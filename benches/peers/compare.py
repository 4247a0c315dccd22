"""Measures the same indicators with Bellwether and with peers from one snapshot, compares every figure, and prints how
long each took as a ratio, from one run.

    python benches/peers/compare.py [--scale N] [--runs N] [--program target/release/bellwether] [--extract FOLDER]
                                    [--example kent-2021]

What is compared is what the example measures and a peer answers for. The records are specimens, which `cargo run --release -p specimens --example write` makes, or those of `--extract`.
"""

import argparse
import collections
import csv
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from decimal import Decimal

ROOT = pathlib.Path(__file__).resolve().parents[2]
HERE = pathlib.Path(__file__).parent
BASES = ("", "month", "snapshot", "rolling 12 months", "year")
# What an example defines in another way than the peers, which follow kent-2023: for units of early help, by the month.
OTHERWISE = {"kent-2021": {"EH16-F", "EH52-F"}}


def timed(command, output):
    """Runs a command; how many seconds it took, and the most memory that it had, in MiB."""
    with open(output, "wb") as out, tempfile.TemporaryFile() as said:
        begun = time.monotonic()
        process = subprocess.Popen([str(word) for word in command], stdout=out, stderr=said)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.monotonic() - begun
        if status != 0:
            said.seek(0)
            sys.exit(f"{' '.join(map(str, command))} failed:\n{said.read().decode()}")
    return seconds, usage.ru_maxrss / 1024


def figures(path):
    """The amounts above and below the line by indicator, place and period."""
    with open(path, encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    found = {}
    for row in rows:
        nothing = row.get("status") or (not row["numerator"] and not row.get("value"))
        if nothing or row.get("breakdown") or row.get("basis", "") not in BASES:
            continue
        below = row["denominator"] or None
        amounts = (Decimal(row["numerator"] or row["value"]), below and Decimal(below))
        found[row["indicator"], row["place"], row["period"]] = amounts
    return found


def differences(ours, theirs):
    """The figures of the places for which a peer answers that are not the same; how many were compared."""
    answered = {key[:2] for key in theirs}
    ours = {key: value for key, value in ours.items() if key[:2] in answered and (key in theirs or any(value))}
    return len(ours), [key for key in ours.keys() | theirs.keys() if ours.get(key) != theirs.get(key)]


def measured_by(framework):
    """The indicators that a framework has a measure for."""
    read = [tomllib.loads(file.read_text(encoding="utf-8")) for file in framework.glob("indicators/*.toml")]
    return {name for indicators in read for name, indicator in indicators.items() if "measure" in indicator}


def snapshot_of(arguments, folder):
    """Makes an extract and loads it."""
    framework = folder / "kent"
    shutil.copytree(ROOT / "examples" / arguments.example, framework)
    extract = arguments.extract
    if extract is None:
        extract = folder / "extract"
        write = ["cargo", "run", "--release", "--quiet", "-p", "specimens", "--example", "write", "--"]
        subprocess.run(
            [*write, extract, "2023-11-06", str(arguments.scale)], check=True, cwd=ROOT, stderr=subprocess.DEVNULL)
    load = [arguments.program, "load", framework, extract, "--taken", "2023-11-06", "--specimen"]
    seconds, memory = timed(load, folder / "load.txt")
    print(f"load: {seconds:.1f} s, {memory:.0f} MiB")
    return framework, next((framework / "records/snapshots").iterdir())


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=int, default=1)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--extract", type=pathlib.Path)
    parser.add_argument("--example", default="kent-2023")
    parser.add_argument("--peers", default="duckdb,polars,pandas,decode")
    target = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
    parser.add_argument("--program", type=pathlib.Path, default=target / "release/bellwether")
    parser.add_argument("--memory", type=int, help="the most memory that ours may use for queries, in MiB")
    arguments = parser.parse_args()
    different = 0
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        framework, snapshot = snapshot_of(arguments, folder)
        rows = sum(pyarrow.parquet.read_metadata(file).num_rows for file in snapshot.glob("*.parquet"))
        print(f"{rows:,} rows")
        measured = measured_by(framework) - OTHERWISE.get(arguments.example, set())
        for peer in arguments.peers.split(","):
            script = [sys.executable, HERE / f"{peer}_peer.py", snapshot]
            listed = subprocess.run([*script, "--list"], check=True, capture_output=True, text=True).stdout.split()
            asked = [indicator for indicator in listed if indicator in measured]
            ours = [arguments.program, "measure", framework, "--from", "2013-11", "--to", "2023-10"]
            ours += ["--everywhere", "--format", "csv"]
            ours += [word for indicator in asked for word in ("--indicator", indicator)]
            if arguments.memory:
                ours += ["--memory", str(arguments.memory)]
            best = {}
            for _ in range(arguments.runs):
                for name, command in [("bellwether", ours), (peer, [*script, *asked])]:
                    seconds, memory = timed(command, folder / f"{name}.csv")
                    known = best.get(name, (seconds, memory))
                    best[name] = (min(seconds, known[0]), max(memory, known[1]))
            (mine, my_memory), (theirs, their_memory) = best["bellwether"], best[peer]
            print(
                f"{peer}, {len(asked)} indicators: {theirs:.2f} s and {their_memory:.0f} MiB; "
                f"bellwether {mine:.2f} s and {my_memory:.0f} MiB; ratio {theirs / mine:.2f}")
            if peer != "decode":
                compared, wrong = differences(figures(folder / "bellwether.csv"), figures(folder / f"{peer}.csv"))
                print(f"  {compared} figures compared, {len(wrong)} different")
                for indicator, number in sorted(collections.Counter(key[0] for key in wrong).items()):
                    first = min(key[1:] for key in wrong if key[0] == indicator)
                    print(f"  {indicator}: {number}, the first at", *first)
                different += len(wrong)
    sys.exit(1 if different else 0)


if __name__ == "__main__":
    import pyarrow.parquet

    main()
