-- One row per child who came back after being missing and was to be offered an interview. In time is within three
-- working days, of which the first is the one after the return. The first interview counts. All belong to the county.
SELECT
    ssd_missing.miss_table_id AS record,
    ssd_missing.miss_person_id AS person,
    'kent' AS place,
    ssd_missing.miss_missing_episode_end_date AS returned_date,
    add_working_days(ssd_missing.miss_missing_episode_end_date, 3) AS due_date,
    first_interviews.held_date AS done_date,
    coalesce(
        working_days(ssd_missing.miss_missing_episode_end_date, first_interviews.held_date) <= 3, FALSE
    ) AS is_in_time
FROM ssd_missing
LEFT JOIN (
    SELECT
        missing_id,
        min(held_date) AS held_date
    FROM return_interviews
    GROUP BY missing_id
) AS first_interviews
    ON ssd_missing.miss_table_id = first_interviews.missing_id
WHERE ssd_missing.miss_missing_rhi_offered = 'Y'
