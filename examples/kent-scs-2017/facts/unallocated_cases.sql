-- One row per stretch of time in which a referral is open and no worker is involved with the child. It begins with the
-- referral, or on the day on which the last worker's involvement ended; a team without a worker is nobody. All belong
-- to the county.
WITH workers AS (
    SELECT
        invo_person_id AS person,
        invo_involvement_start_date AS start_date,
        invo_involvement_end_date AS end_date
    FROM ssd_involvements
    WHERE invo_professional_id IS NOT NULL
),

days AS (
    SELECT
        cine_referral_id AS referral,
        cine_person_id AS person,
        cine_close_date AS close_date,
        cine_referral_date AS day
    FROM ssd_cin_episodes
    UNION
    SELECT
        ssd_cin_episodes.cine_referral_id AS referral,
        ssd_cin_episodes.cine_person_id AS person,
        ssd_cin_episodes.cine_close_date AS close_date,
        workers.end_date AS day
    FROM ssd_cin_episodes
    INNER JOIN workers
        ON
            ssd_cin_episodes.cine_person_id = workers.person
            AND ssd_cin_episodes.cine_referral_date < workers.end_date
    WHERE ssd_cin_episodes.cine_close_date IS NULL OR workers.end_date < ssd_cin_episodes.cine_close_date
),

unaccompanied AS (
    SELECT DISTINCT immi_person_id AS person
    FROM ssd_immigration_status
    WHERE immi_immigration_status = 'UASC'
),

stretches AS (
    SELECT
        days.referral,
        days.person,
        days.close_date,
        days.day,
        count(*) FILTER (
            WHERE workers.start_date <= days.day AND (workers.end_date IS NULL OR workers.end_date > days.day)
        ) AS involved,
        min(workers.start_date) FILTER (WHERE workers.start_date > days.day) AS next_date
    FROM days
    LEFT JOIN workers ON days.person = workers.person
    GROUP BY days.referral, days.person, days.close_date, days.day
)

SELECT
    stretches.referral AS record,
    stretches.person,
    'kent' AS place,
    stretches.day AS start_date,
    least(stretches.next_date, stretches.close_date) AS end_date,
    CASE WHEN unaccompanied.person IS NULL THEN 'excluding UASC' END AS uasc
FROM stretches
LEFT JOIN unaccompanied ON stretches.person = unaccompanied.person
WHERE stretches.involved = 0
