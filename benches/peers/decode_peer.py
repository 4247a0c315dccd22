"""The floor: merely decodes the columns that the facts of the measured indicators name, of the tables that they name.

    python benches/peers/decode_peer.py SNAPSHOT [--list | INDICATOR ...]
"""

import pathlib
import re
import sys
import tomllib

import pyarrow.parquet


def measured(framework):
    """The indicators that are measured, and the facts that they name."""
    found = {}
    for file in sorted((framework / "indicators").glob("*.toml")):
        for indicator, rules in tomllib.loads(file.read_text(encoding="utf-8")).items():
            measure = rules.get("measure")
            if measure:
                below = measure.get("denominator")
                found[indicator] = {measure.get("facts"), below.get("facts") if isinstance(below, dict) else None}
    return found


def main(snapshot, framework, indicators):
    found = measured(framework)
    facts = set().union(*(found[indicator] for indicator in indicators or found)) - {None}
    words = set()
    for name in facts:
        words |= set(re.findall(r"\w+", (framework / f"facts/{name}.sql").read_text(encoding="utf-8")))
    for file in sorted(snapshot.glob("*.parquet")):
        if file.stem in words:
            columns = [name for name in pyarrow.parquet.read_schema(file).names if name in words]
            print(file.stem, pyarrow.parquet.read_table(file, columns=columns).nbytes)


if __name__ == "__main__":
    snapshot = pathlib.Path(sys.argv[1]).resolve()
    # A snapshot lies in the framework's `records/snapshots`.
    framework = snapshot.parents[2]
    if sys.argv[2:] == ["--list"]:
        print(*measured(framework))
    else:
        main(snapshot, framework, sys.argv[2:])
