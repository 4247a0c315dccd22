-- One row per child in need and stretch of time in which nothing changes that is asked of it. A child is in need from
-- the day on which an assessment under the referral is finished until the referral is closed, save while the child has
-- a protection plan or is in care. `since_date` is the day on which that began. All belong to the county.
WITH assessed AS (
    SELECT
        ssd_cin_episodes.cine_referral_id AS referral,
        ssd_cin_episodes.cine_person_id AS person,
        ssd_cin_episodes.cine_close_date AS close_date,
        min(ssd_cin_assessments.cina_assessment_auth_date) AS assessed_date
    FROM ssd_cin_episodes
    INNER JOIN ssd_cin_assessments ON ssd_cin_episodes.cine_referral_id = ssd_cin_assessments.cina_referral_id
    WHERE ssd_cin_assessments.cina_assessment_auth_date IS NOT NULL
    GROUP BY ssd_cin_episodes.cine_referral_id, ssd_cin_episodes.cine_person_id, ssd_cin_episodes.cine_close_date
),

times AS (
    SELECT
        cppl_person_id AS person,
        'elsewhere' AS kind,
        cppl_cp_plan_start_date AS start_date,
        cppl_cp_plan_end_date AS end_date
    FROM ssd_cp_plans
    UNION ALL
    SELECT
        clae_person_id AS person,
        'elsewhere' AS kind,
        clae_cla_episode_start_date AS start_date,
        clae_cla_episode_ceased_date AS end_date
    FROM ssd_cla_episodes
    UNION ALL
    SELECT
        cinp_person_id AS person,
        'plan' AS kind,
        cinp_cin_plan_start_date AS start_date,
        cinp_cin_plan_end_date AS end_date
    FROM ssd_cin_plans
    UNION ALL
    SELECT
        cinv_person_id AS person,
        'seen' AS kind,
        cinv_cin_visit_date AS start_date,
        cinv_cin_visit_date AS end_date
    FROM ssd_cin_visits
    WHERE coalesce(cinv_cin_visit_seen, TRUE)
),

days AS (
    SELECT
        referral,
        person,
        close_date,
        assessed_date,
        assessed_date AS day
    FROM assessed
    UNION
    SELECT
        assessed.referral,
        assessed.person,
        assessed.close_date,
        assessed.assessed_date,
        changes.day
    FROM assessed
    INNER JOIN (
        SELECT
            person,
            start_date AS day
        FROM times
        UNION
        SELECT
            person,
            end_date AS day
        FROM times
    ) AS changes
        ON assessed.person = changes.person AND assessed.assessed_date < changes.day
    WHERE assessed.close_date IS NULL OR changes.day < assessed.close_date
),

states AS (
    SELECT
        days.referral,
        days.person,
        days.close_date,
        days.assessed_date,
        days.day,
        count(*) FILTER (
            WHERE times.kind = 'elsewhere' AND (times.end_date IS NULL OR times.end_date > days.day)
        ) AS elsewhere,
        count(*) FILTER (
            WHERE times.kind = 'plan' AND (times.end_date IS NULL OR times.end_date > days.day)
        ) AS plans,
        max(times.start_date) FILTER (WHERE times.kind = 'seen') AS last_seen_date,
        max(times.end_date) FILTER (
            WHERE times.kind = 'elsewhere' AND times.end_date <= days.day
        ) AS back_date
    FROM days
    LEFT JOIN times ON days.person = times.person AND times.start_date <= days.day
    GROUP BY days.referral, days.person, days.close_date, days.assessed_date, days.day
)

SELECT
    referral AS record,
    person,
    'kent' AS place,
    start_date,
    end_date,
    since_date,
    has_plan,
    last_seen_date
FROM (
    SELECT
        referral,
        person,
        day AS start_date,
        coalesce(lead(day) OVER (PARTITION BY referral ORDER BY day), close_date) AS end_date,
        greatest(assessed_date, back_date) AS since_date,
        plans > 0 AS has_plan,
        last_seen_date,
        elsewhere
    FROM states
) AS stretch
WHERE elsewhere = 0
