-- One row: the children of one age in a place, at the middle of a year.
SELECT population_id AS record, place, year, age, children
FROM population
