-- One row per pupil and stage: whether the pupil reached what is expected at its end, or the score. The place is the
-- district.
SELECT
    result_id AS record,
    pupil_id AS person,
    district AS place,
    stage,
    assessed_date,
    coalesce(reached_standard, FALSE) AS is_reached,
    score,
    CASE WHEN free_school_meals THEN 'FSM' WHEN NOT free_school_meals THEN 'not FSM' END AS fsm
FROM attainment
