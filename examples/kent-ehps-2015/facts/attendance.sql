-- One row per pupil and time over which sessions were counted. It stands from the day on which that time is over until the
-- next one is. The place is the district.
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
    attendance.school_type,
    attendance.sessions_expected,
    attendance.sessions_missed
FROM attendance
INNER JOIN counts ON attendance.to_date = counts.to_date
