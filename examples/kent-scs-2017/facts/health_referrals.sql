-- One row per time in care, with the first referral for an initial health assessment after it began. In time is within
-- five working days, of which the first is the one after the day on which the child came into care. The place is the
-- team of the worker who was the last to become involved by that day, of those who were still.
WITH stays AS (
    SELECT
        clae_person_id AS person,
        coalesce(clae_entered_care_date, clae_cla_episode_start_date) AS entered_care_date,
        min(clae_cla_episode_id) AS record
    FROM ssd_cla_episodes
    GROUP BY clae_person_id, coalesce(clae_entered_care_date, clae_cla_episode_start_date)
),

held AS (
    SELECT
        stays.record,
        ssd_involvements.invo_professional_team AS team,
        row_number() OVER (
            PARTITION BY stays.record
            ORDER BY ssd_involvements.invo_involvement_start_date DESC, ssd_involvements.invo_involvements_id DESC
        ) AS latest
    FROM stays
    INNER JOIN ssd_involvements
        ON
            stays.person = ssd_involvements.invo_person_id
            AND stays.entered_care_date >= ssd_involvements.invo_involvement_start_date
    WHERE
        ssd_involvements.invo_involvement_end_date IS NULL
        OR ssd_involvements.invo_involvement_end_date > stays.entered_care_date
),

referred AS (
    SELECT
        stays.record,
        min(health_referrals.referred_date) AS referred_date
    FROM stays
    INNER JOIN health_referrals
        ON stays.person = health_referrals.person_id AND stays.entered_care_date <= health_referrals.referred_date
    GROUP BY stays.record
),

unaccompanied AS (
    SELECT DISTINCT immi_person_id AS person
    FROM ssd_immigration_status
    WHERE immi_immigration_status = 'UASC'
)

SELECT
    stays.record,
    stays.person,
    held.team AS place,
    stays.entered_care_date,
    add_working_days(stays.entered_care_date, 5) AS due_date,
    referred.referred_date AS done_date,
    coalesce(working_days(stays.entered_care_date, referred.referred_date) <= 5, FALSE) AS is_in_time,
    CASE WHEN unaccompanied.person IS NULL THEN 'excluding UASC' END AS uasc
FROM stays
LEFT JOIN held ON stays.record = held.record AND held.latest = 1
LEFT JOIN referred ON stays.record = referred.record
LEFT JOIN unaccompanied ON stays.person = unaccompanied.person
