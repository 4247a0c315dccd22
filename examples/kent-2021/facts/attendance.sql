-- One row per pupil and time over which sessions were counted. It stands from the day on which that time is over until
-- the next one is; the last of an academic year is the year's. The place is the district.
WITH counts AS (
    SELECT
        to_date,
        lead(to_date) OVER (ORDER BY to_date) AS next_to_date
    FROM (SELECT DISTINCT to_date FROM attendance) AS counted
)

SELECT
    attendance.attendance_id AS record,
    attendance.pupil_id AS person,
    attendance.district AS place,
    attendance.to_date,
    counts.next_to_date,
    coalesce(
        extract(YEAR FROM add_months(counts.next_to_date, 4)) > extract(YEAR FROM add_months(attendance.to_date, 4)),
        TRUE
    ) AS is_last_of_year,
    attendance.school_type,
    attendance.sessions_expected,
    attendance.sessions_missed
FROM counts
INNER JOIN attendance ON counts.to_date = attendance.to_date
