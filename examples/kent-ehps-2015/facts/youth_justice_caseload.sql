-- One row per young person on the youth justice caseload and stretch of time in which the young person is in care, or
-- is not. The place is the district.
WITH days AS (
    SELECT
        case_id,
        person_id,
        district,
        end_date,
        start_date AS day
    FROM youth_justice_cases
    UNION
    SELECT
        youth_justice_cases.case_id,
        youth_justice_cases.person_id,
        youth_justice_cases.district,
        youth_justice_cases.end_date,
        changes.day
    FROM youth_justice_cases
    INNER JOIN (
        SELECT
            clae_person_id AS person,
            clae_cla_episode_start_date AS day
        FROM ssd_cla_episodes
        UNION
        SELECT
            clae_person_id AS person,
            clae_cla_episode_ceased_date AS day
        FROM ssd_cla_episodes
    ) AS changes
        ON youth_justice_cases.person_id = changes.person AND youth_justice_cases.start_date < changes.day
    WHERE youth_justice_cases.end_date IS NULL OR changes.day < youth_justice_cases.end_date
),

states AS (
    SELECT
        days.case_id,
        days.person_id,
        days.district,
        days.end_date,
        days.day,
        count(ssd_cla_episodes.clae_cla_episode_id) FILTER (
            WHERE
                ssd_cla_episodes.clae_cla_episode_ceased_date IS NULL
                OR ssd_cla_episodes.clae_cla_episode_ceased_date > days.day
        ) AS episodes
    FROM days
    LEFT JOIN ssd_cla_episodes
        ON days.person_id = ssd_cla_episodes.clae_person_id AND days.day >= ssd_cla_episodes.clae_cla_episode_start_date
    GROUP BY days.case_id, days.person_id, days.district, days.end_date, days.day
)

SELECT
    case_id AS record,
    person_id AS person,
    district AS place,
    day AS start_date,
    coalesce(lead(day) OVER (PARTITION BY case_id ORDER BY day), end_date) AS end_date,
    episodes > 0 AS is_in_care
FROM states
