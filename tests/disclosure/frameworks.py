"""Framework folders of random shape, made up, with the truth that an outsider must not find out."""

import itertools
import pathlib
import random

FRAMEWORK = """name = "Northshire children's scorecard"
organisation = "Northshire Council"
specimen = true
levels = ["county", "district", "team"]

[disclosure]
owner = "Information governance"
method = "hide"
threshold = 5
uncertainty = {uncertainty}

[[contacts]]
role = "Information governance"

[[editions]]
scorecard = "children"
data_month = "2023-10"
"""

SCORECARD = """title = "Children"

[[pages]]
id = "county"
title = "County"
places = ["county"]
sections = ["all"]

[sections.all]
title = "All"
indicators = [{indicators}]
periods = "4 months"
columns = ["periods"]
"""

INDICATOR = """[{id}]
title = "{id}"
polarity = "low"
unit = "{unit}"
decimals = 1
basis = "{basis}"
also = [{also}]
frequency = "month"
year = "financial"
places = ["county", "district", "team"]
sums = "{sums}"
definition = "Those who are counted."
source = "cases"

"""

MONTHS = ["2023-07", "2023-08", "2023-09", "2023-10"]


class Truth:
    """What is known inside: the places, the members of each dimension, and every figure with its counts.

    `figures` maps (indicator, place, period, basis, breakdown) to (numerator, denominator or None).
    """

    def __init__(self, places, dimensions, indicators, figures):
        self.places, self.dimensions, self.indicators, self.figures = places, dimensions, indicators, figures


def places_of(chance, districts, teams):
    """Places as (name, level, parents)."""
    places = [("county", "county", [])]
    for district in range(districts):
        places.append((f"district-{district}", "district", ["county"]))
    for team in range(teams):
        places.append((f"team-{team}", "team", [f"district-{chance.randrange(districts)}", "county"]))
    return places


def leaves(places):
    """Where cases are counted: teams, and districts without one."""
    with_team = {parents[0] for _, level, parents in places if level == "team"}
    return [name for name, level, _ in places if level == "team" or level == "district" and name not in with_team]


def parts(places, whole, level):
    return [name for name, its, parents in places if its == level and whole in parents]


def within(places, whole):
    """The leaves that add to a place."""
    parents = {name: parents for name, _, parents in places}
    return [leaf for leaf in leaves(places) if leaf == whole or whole in parents[leaf]]


def count(chance, small):
    return chance.randrange(0, 7) if chance.random() < small else chance.randrange(5, 90)


def crossings(dimensions):
    """Every choice of one member of each dimension."""
    return list(itertools.product(*dimensions.values()))


def subsets(dimensions):
    """Every choice of one member of each of some of the dimensions, or of none."""
    return [members for size in range(len(dimensions) + 1) for names in itertools.combinations(dimensions, size)
            for members in crossings({name: dimensions[name] for name in names})]


def random_truth(seed):
    chance = random.Random(seed)
    places = places_of(chance, chance.randrange(2, 5), chance.randrange(0, 7))
    dimensions = {f"d{number}": [f"d{number} m{member}" for member in range(chance.randrange(2, 4))]
                  for number in range(chance.randrange(0, 3))}
    small = chance.choice([0.05, 0.15, 0.3])
    indicators, figures = {}, {}
    for name, (unit, basis, also, sums) in {
        "COUNT": ("count", "snapshot", [], "exact"),
        "UNALLOCATED": ("count", "snapshot", [], "with unallocated"),
        "SHARE": ("percent", "month", [], "no"),
        "FLOW": ("count", "month", ["rolling 3 months"], "exact"),
        "YEAR": ("count", "year to date", [], "exact"),
    }.items():
        indicators[name] = {"unit": unit, "basis": basis, "also": also, "sums": sums}
        below = {(leaf, month, cell): count(chance, small) for leaf in leaves(places) + ["nowhere"]
                 for month in MONTHS for cell in crossings(dimensions)}
        above = {key: chance.randrange(0, value + 1) for key, value in below.items()}
        for (place, _, _), subset in itertools.product(places, subsets(dimensions)):
            where = within(places, place)
            if name == "UNALLOCATED" and place == "county":
                where = where + ["nowhere"]
            label = " + ".join(subset)

            def total(amounts, months):
                return sum(amounts[leaf, month, cell] for leaf in where for month in months for cell in crossings(dimensions)
                           if set(subset) <= set(cell))

            for index, month in enumerate(MONTHS):
                if unit == "percent":
                    if total(below, [month]):
                        figures[name, place, month, basis, label] = (total(above, [month]), total(below, [month]))
                    continue
                months = MONTHS[:index + 1] if basis == "year to date" else [month]
                figures[name, place, month, basis, label] = (total(below, months), None)
                if also and index >= 2:
                    figures[name, place, month, also[0], label] = (total(below, MONTHS[index - 2:index + 1]), None)
    return Truth(places, dimensions, indicators, figures)


def write(folder, truth, uncertainty=5):
    """Writes a framework folder."""
    folder = pathlib.Path(folder)
    for name in ("indicators", "figures", "sources", "scorecards"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / "framework.toml").write_text(FRAMEWORK.format(uncertainty=uncertainty))
    names = ", ".join(f'"{name}"' for name in truth.indicators)
    (folder / "scorecards/children.toml").write_text(SCORECARD.format(indicators=names))
    (folder / "sources/cases.toml").write_text('[cases]\ntitle = "Case records"\n')
    rows = ["place,name,level,part_of"]
    rows += [f"{name},{name.title()},{level},{';'.join(parents)}" for name, level, parents in truth.places]
    (folder / "places.csv").write_text("\n".join(rows) + "\n")
    if truth.dimensions:
        (folder / "breakdowns.toml").write_text("".join(
            f'[{name}]\ntitle = "{name}"\nmembers = [{", ".join(repr(member) for member in members)}]\n'
            "exclusive = true\ncomplete = true\n\n" for name, members in truth.dimensions.items()))
    (folder / "indicators/all.toml").write_text("".join(
        INDICATOR.format(id=name, **(rules | {"also": ", ".join(f'"{basis}"' for basis in rules["also"])}))
        for name, rules in truth.indicators.items()))
    rows = ["indicator,place,period,basis,breakdown,numerator,denominator,value"]
    for (name, place, period, basis, label), (above, below) in truth.figures.items():
        basis = "" if basis == truth.indicators[name]["basis"] else basis
        amounts = f",,{above}" if below is None else f"{above},{below},"
        rows.append(f"{name},{place},{period},{basis},{label},{amounts}")
    (folder / "figures/all.csv").write_text("\n".join(rows) + "\n")
