"""The floor: merely decodes the columns that the facts of the measured indicators name, of the tables that they name.

    python benches/peers/decode_peer.py SNAPSHOT [--list]
"""

import pathlib
import re
import sys
import tomllib

import pyarrow.parquet

KENT = pathlib.Path(__file__).resolve().parents[2] / "examples/kent-2023"


def measured():
    """The indicators that are measured, and the facts that they name."""
    found = {}
    for file in sorted((KENT / "indicators").glob("*.toml")):
        for indicator, rules in tomllib.loads(file.read_text(encoding="utf-8")).items():
            measure = rules.get("measure")
            if measure:
                below = measure.get("denominator")
                found[indicator] = {measure.get("facts"), below.get("facts") if isinstance(below, dict) else None}
    return found


def main(snapshot):
    facts = set().union(*measured().values()) - {None}
    words = set()
    for name in facts:
        words |= set(re.findall(r"\w+", (KENT / f"facts/{name}.sql").read_text(encoding="utf-8")))
    for file in sorted(pathlib.Path(snapshot).glob("*.parquet")):
        if file.stem in words:
            columns = [name for name in pyarrow.parquet.read_schema(file).names if name in words]
            print(file.stem, pyarrow.parquet.read_table(file, columns=columns).nbytes)


if __name__ == "__main__":
    if sys.argv[2:] == ["--list"]:
        print(*measured())
    else:
        main(sys.argv[1])
