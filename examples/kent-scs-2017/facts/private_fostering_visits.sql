-- One row per visit that is due to a privately fostered child, from the day on which it is due until the arrangement
-- ends. All belong to the county.
SELECT
    private_fostering_visits.visit_id AS record,
    private_fostering.person_id AS person,
    'kent' AS place,
    private_fostering_visits.due_date,
    private_fostering.end_date,
    private_fostering_visits.visited_date AS done_date,
    coalesce(private_fostering_visits.visited_date <= private_fostering_visits.due_date, FALSE) AS is_in_time
FROM private_fostering_visits
INNER JOIN private_fostering ON private_fostering_visits.arrangement_id = private_fostering.arrangement_id
