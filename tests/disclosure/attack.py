"""A second attacker: works out of what is shown, with SciPy, the least and the most that each hidden count can be."""

import itertools
import math

import numpy
from scipy.optimize import linprog
from scipy.sparse import csr_array

import frameworks


class Attack:
    """What an outsider knows: the shown figures, how places and breakdowns add, and what a period is made of."""

    def __init__(self, truth, hidden):
        self.columns, self.rows, self.left = {}, [], []
        self.truth, self.hidden = truth, hidden
        for key in truth.figures:
            self.add_complement(key)
            self.add_places(key)
            self.add_breakdowns(key)
        self.add_months()

    def column(self, name):
        return self.columns.setdefault(name, len(self.columns))

    def amount(self, key, side):
        """A shown amount, or the unknown that stands for it."""
        counts = self.truth.figures.get(key)
        if counts is None or counts[side] is None:
            return None
        return self.column((key, side)) if key in self.hidden else float(counts[side])

    def add(self, terms, unknown=()):
        """Terms (amount, factor) and further unknowns (name, factor) that add to nought."""
        row, left = {}, 0.0
        for amount, factor in terms:
            if isinstance(amount, float):
                left -= factor * amount
            else:
                row[amount] = row.get(amount, 0) + factor
        for name, factor in unknown:
            row[self.column(name)] = factor
        if row:
            self.rows.append(row)
            self.left.append(left)

    def add_complement(self, key):
        if key in self.hidden and self.truth.figures[key][1] is not None:
            above, below = self.amount(key, 0), self.amount(key, 1)
            self.add([(below, -1), (above, 1)], [((key, "rest"), 1)])

    def add_places(self, key):
        name, place, period, basis, label = key
        for level in ("district", "team"):
            parts = frameworks.parts(self.truth.places, place, level)
            keys = [(name, part, period, basis, label) for part in parts]
            if not parts:
                continue
            # Teams are everything only where every district has one.
            everything = set(frameworks.within(self.truth.places, place)) == {
                leaf for part in parts for leaf in frameworks.within(self.truth.places, part)}
            unallocated = name == "UNALLOCATED" and place == "county"
            for side in (0, 1):
                amounts = [self.amount(part, side) for part in keys]
                whole = self.amount(key, side)
                if whole is None or all(amount is None for amount in amounts):
                    continue
                terms = [(whole, -1)] + [(amount, 1) for amount in amounts if amount is not None]
                exact = everything and not unallocated and all(amount is not None for amount in amounts)
                self.add(terms, [] if exact else [((key, level, side), 1)])

    def add_breakdowns(self, key):
        name, place, period, basis, label = key
        members = label.split(" + ") if label else []
        for dimension in self.truth.dimensions.values():
            if set(dimension) & set(members):
                continue
            keys = []
            for member in dimension:
                labels = {" + ".join(order) for order in itertools.permutations([*members, member])}
                keys += [(name, place, period, basis, other) for other in labels
                         if (name, place, period, basis, other) in self.truth.figures]
            for side in (0, 1):
                amounts = [self.amount(part, side) for part in keys]
                whole = self.amount(key, side)
                if whole is None or any(amount is None for amount in amounts) or not amounts:
                    continue
                terms = [(whole, -1)] + [(amount, 1) for amount in amounts]
                self.add(terms, [] if len(keys) == len(dimension) else [((key, dimension[0], side), 1)])

    def add_months(self):
        for key in self.truth.figures:
            name, place, period, basis, label = key
            at = frameworks.MONTHS.index(period)
            if basis == "year to date":
                months = frameworks.MONTHS[:at + 1]
                # The financial year began in April: nothing is shown of its first months.
                earlier = [(("before", name, place, label), 1)]
            elif basis.startswith("rolling"):
                months, earlier = frameworks.MONTHS[at - 2:at + 1], []
            else:
                continue
            terms, unknown = [(self.amount(key, 0), -1)], list(earlier)
            for month in months:
                shown = self.amount((name, place, month, "month", label), 0)
                if shown is None:
                    unknown.append((("month", name, place, month, label), 1))
                else:
                    terms.append((shown, 1))
            self.add(terms, unknown)

    def interval(self, key, side):
        """The least and the most whole number that a hidden amount can be."""
        column = self.columns.get((key, side))
        if column is None:
            return 0, math.inf
        if not hasattr(self, "matrix"):
            entries = [(at, column, factor) for at, row in enumerate(self.rows) for column, factor in row.items()]
            at, columns, factors = zip(*entries)
            self.matrix = csr_array((factors, (at, columns)), shape=(len(self.rows), len(self.columns)))
        bounds = []
        for sign in (1, -1):
            aim = numpy.zeros(len(self.columns))
            aim[column] = sign
            found = linprog(aim, A_eq=self.matrix, b_eq=self.left, bounds=(0, None), method="highs")
            if found.status == 3:
                bounds.append(math.inf)
            elif found.status == 0:
                bounds.append(sign * found.fun)
            else:
                raise AssertionError(f"{key}: {found.message}")
        return math.ceil(bounds[0] - 1e-6), bounds[1] if math.isinf(bounds[1]) else math.floor(bounds[1] + 1e-6)

    def worked_out(self, uncertainty, keys):
        """Those of some hidden amounts that can be worked out more closely than is allowed."""
        found = []
        for key in keys:
            if key not in self.truth.figures:
                continue
            sides = [0] if self.truth.figures[key][1] is None else [0, "rest"]
            for side in sides:
                least, most = self.interval(key, side)
                if most - least < uncertainty:
                    found.append((key, side, least, most))
        return found
