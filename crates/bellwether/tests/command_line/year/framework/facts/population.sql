-- One row per calendar year and year of age: how many residents the mid-year estimate counts.
SELECT
    population_id AS record,
    place,
    year AS estimate_year,
    age,
    children
FROM population
