"""Asks the program what it hides."""

import csv
import io
import os
import subprocess

PROGRAM = os.environ.get("BELLWETHER", "bellwether")
KEY = ("indicator", "place", "period", "basis", "breakdown")


def disclose(folder):
    """The hidden figures as (indicator, place, period, basis, breakdown), and which of them are small themselves."""
    done = subprocess.run([PROGRAM, "disclose", folder, "--format", "csv"], capture_output=True, text=True)
    if done.returncode != 0:
        raise AssertionError(done.stderr)
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    hidden = {tuple(row[name] for name in KEY): row["kind"] for row in rows}
    return set(hidden), {key for key, kind in hidden.items() if kind == "primary"}
