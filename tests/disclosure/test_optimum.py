"""Ours hides hardly more than the optimum of pytauargus, and what it hides is protected as well."""

import contextlib
import random
import tempfile
import unittest
from pathlib import Path

import pytauargus

import attack
import frameworks
from disclose import disclose

DISTRICTS = 5
BANDS = ["under 5", "5 to 10", "over 10"]


def truth_of(seed, dimensions):
    """A table of counts in teams of districts, of which a fifth are small."""
    chance = random.Random(seed)
    places = [("county", "county", [])]
    places += [(f"district-{district}", "district", ["county"]) for district in range(DISTRICTS)]
    places += [(f"team-{district}{team}", "team", [f"district-{district}", "county"])
               for district in range(DISTRICTS) for team in "ab"]
    cells = frameworks.crossings(dimensions)
    counts = {(leaf, cell): chance.randrange(1, 5) if chance.random() < 0.2 else chance.randrange(5, 60)
              for leaf in frameworks.leaves(places) for cell in cells}
    figures = {}
    for place, _, _ in places:
        where = frameworks.within(places, place)
        for subset in frameworks.subsets(dimensions):
            total = sum(count for (leaf, cell), count in counts.items() if leaf in where and set(subset) <= set(cell))
            figures["COUNT", place, "2023-10", "snapshot", " + ".join(subset)] = (total, None)
    rules = {"unit": "count", "basis": "snapshot", "also": [], "sums": "exact"}
    return frameworks.Truth(places, dimensions, {"COUNT": rules}, figures), counts


def hidden_by_pytauargus(dimensions, counts, folder):
    """The keys of what the optimum hides, every cell being worth the same."""
    records = [{"place": leaf, **dict(zip(dimensions, cell)), "children": 1}
               for (leaf, cell), count in counts.items() for _ in range(count)]
    hierarchy = Path(folder, "places.hrc")
    hierarchy.write_text("".join(f"district-{district}\n@team-{district}a\n@team-{district}b\n"
                                 for district in range(DISTRICTS)))
    # It leaves logs where it is run.
    with contextlib.chdir(folder):
        result = pytauargus.protect(
            records, ["place", *dimensions], "children", safety_rules="FREQ(5,100)", suppress="OPT(1)",
            hrc={"place": str(hierarchy)}, cost_var="-2", workdir=folder)
    hidden = set()
    for row in result.tables[0].rows:
        if row["status"] in "UM":
            members = [row[name] for name in dimensions if row[name] != "Total"]
            place = "county" if row["place"] == "Total" else row["place"]
            hidden.add(("COUNT", place, "2023-10", "snapshot", " + ".join(members)))
    return hidden


def least_width(truth, hidden):
    attacker = attack.Attack(truth, hidden)
    intervals = [attacker.interval(key, 0) for key in hidden]
    return min(most - least for least, most in intervals)


class Optimum(unittest.TestCase):
    def compare(self, dimensions, seeds):
        for seed in seeds:
            with self.subTest(seed=seed), tempfile.TemporaryDirectory() as folder:
                truth, counts = truth_of(seed, dimensions)
                theirs = hidden_by_pytauargus(dimensions, counts, folder)
                if not theirs:
                    continue
                width = least_width(truth, theirs)
                self.assertGreaterEqual(width, 1)
                frameworks.write(folder, truth, uncertainty=int(width))
                ours, _ = disclose(folder)
                self.assertGreaterEqual(least_width(truth, ours), width)
                print(f"\n{len(truth.figures)} cells: ours hides {len(ours)}, pytauargus {len(theirs)}, "
                      f"each of {int(width) + 1} numbers at least", end="")
                self.assertLessEqual(len(ours), 1.2 * len(theirs))

    def test_places_in_places(self):
        self.compare({}, range(20))

    def test_places_in_places_by_age(self):
        self.compare({"age": BANDS}, range(10))


if __name__ == "__main__":
    unittest.main()
