-- One row per school and census: its pupils. A census stands until the next one, of whichever schools. All belong to
-- the county.
WITH censuses AS (
    SELECT
        census_date,
        lead(census_date) OVER (ORDER BY census_date) AS next_census_date
    FROM (SELECT DISTINCT census_date FROM school_census) AS taken
)

SELECT
    school_census.census_id AS record,
    'kent' AS place,
    school_census.census_date,
    censuses.next_census_date,
    settings.kind,
    school_census.pupils,
    school_census.statutory_age_pupils,
    school_census.statutory_age_free_school_meals
FROM school_census
INNER JOIN censuses ON school_census.census_date = censuses.census_date
INNER JOIN settings ON school_census.setting_id = settings.setting_id
