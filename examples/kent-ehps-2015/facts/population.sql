-- One row per place, calendar year and year of age: how many residents the mid-year estimate counts. Where somebody
-- parted them, those of deprived areas and the others have a row each.
SELECT
    population_id AS record,
    place,
    year AS estimate_year,
    age,
    coalesce(deprived, FALSE) AS is_deprived,
    children
FROM population
