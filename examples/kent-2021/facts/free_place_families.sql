-- One row per family on the last list of the academic year of those who may be eligible for a free place. The place is
-- the district.
SELECT
    record,
    place,
    listed_date
FROM (
    SELECT
        listing_id AS record,
        district AS place,
        listed_date,
        max(listed_date) OVER (PARTITION BY extract(YEAR FROM add_months(listed_date, 4))) AS last_listed_date
    FROM free_place_families
) AS listed
WHERE listed_date = last_listed_date
