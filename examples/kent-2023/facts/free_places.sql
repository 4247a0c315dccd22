-- One row per child aged two with a free early education place on the day of the last count of the academic year. The
-- place is the district.
SELECT
    record,
    person,
    place,
    counted_date
FROM (
    SELECT
        place_id AS record,
        child_id AS person,
        district AS place,
        counted_date,
        max(counted_date) OVER (PARTITION BY extract(YEAR FROM add_months(counted_date, 4))) AS last_counted_date
    FROM free_places
) AS counted
WHERE counted_date = last_counted_date
