-- One row per placement that needs a placement arrangement meeting. In time is within five working days, of which the
-- first is the one after the day on which the child was placed. The place is the team that placed the child.
WITH unaccompanied AS (
    SELECT DISTINCT immi_person_id AS person
    FROM ssd_immigration_status
    WHERE immi_immigration_status = 'UASC'
)

SELECT
    placement_meetings.meeting_id AS record,
    placement_meetings.person_id AS person,
    placement_meetings.team AS place,
    placement_meetings.placed_date,
    add_working_days(placement_meetings.placed_date, 5) AS due_date,
    placement_meetings.completed_date AS done_date,
    coalesce(
        working_days(placement_meetings.placed_date, placement_meetings.completed_date) <= 5, FALSE
    ) AS is_in_time,
    CASE WHEN unaccompanied.person IS NULL THEN 'excluding UASC' END AS uasc
FROM placement_meetings
LEFT JOIN unaccompanied ON placement_meetings.person_id = unaccompanied.person
