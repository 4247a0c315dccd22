"""Nothing that `bellwether disclose` hides can be worked out by an attacker of another hand."""

import os
import random
import tempfile
import unittest

import attack
import frameworks
from disclose import disclose

MOST = 40


def is_small(above, below):
    return 0 < above < 5 or below is not None and (0 < below - above < 5 or 0 < below < 5)


class Attacks(unittest.TestCase):
    def test_nothing_hidden_in_frameworks_of_random_shape_is_worked_out(self):
        for seed in range(int(os.environ.get("FRAMEWORKS", "10"))):
            with self.subTest(seed=seed), tempfile.TemporaryDirectory() as folder:
                truth = frameworks.random_truth(seed)
                frameworks.write(folder, truth)
                hidden, primary = disclose(folder)
                small = {key for key, counts in truth.figures.items() if is_small(*counts)}
                self.assertEqual(primary, small)
                # Each takes two programs of thousands of counts: some of each framework, chosen by lot.
                some = random.Random(seed).sample(sorted(hidden), min(MOST, len(hidden)))
                self.assertEqual(attack.Attack(truth, hidden).worked_out(5, some), [])

    def test_the_attacker_works_out_what_is_not_protected(self):
        truth = frameworks.Truth(
            places=[("county", "county", []), ("district-0", "district", ["county"]), ("district-1", "district", ["county"])],
            dimensions={},
            indicators={},
            figures={("COUNT", place, "2023-10", "snapshot", ""): (count, None)
                     for place, count in [("county", 23), ("district-0", 3), ("district-1", 20)]},
        )
        hidden = {("COUNT", "district-0", "2023-10", "snapshot", "")}
        self.assertEqual([found[2:] for found in attack.Attack(truth, hidden).worked_out(5, hidden)], [(3, 3)])


if __name__ == "__main__":
    unittest.main()
