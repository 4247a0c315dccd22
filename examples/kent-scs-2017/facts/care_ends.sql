-- One row per time in care that is over, with the reason of its last episode; those of adoption are E11 and E12. The
-- place is the team of the worker who was the last to become involved before that day, of those who were still.
WITH last_episodes AS (
    SELECT
        clae_cla_episode_id AS record,
        clae_person_id AS person,
        clae_cla_episode_ceased_date AS left_care_date,
        clae_cla_episode_ceased_reason AS reason,
        row_number() OVER (
            PARTITION BY clae_person_id, coalesce(clae_entered_care_date, clae_cla_episode_start_date)
            ORDER BY clae_cla_episode_start_date DESC, clae_cla_episode_id DESC
        ) AS latest
    FROM ssd_cla_episodes
),

held AS (
    SELECT
        last_episodes.record,
        ssd_involvements.invo_professional_team AS team,
        row_number() OVER (
            PARTITION BY last_episodes.record
            ORDER BY ssd_involvements.invo_involvement_start_date DESC, ssd_involvements.invo_involvements_id DESC
        ) AS latest
    FROM last_episodes
    INNER JOIN ssd_involvements
        ON
            last_episodes.person = ssd_involvements.invo_person_id
            AND last_episodes.left_care_date > ssd_involvements.invo_involvement_start_date
    WHERE
        ssd_involvements.invo_involvement_end_date IS NULL
        OR ssd_involvements.invo_involvement_end_date >= last_episodes.left_care_date
),

unaccompanied AS (
    SELECT
        immi_person_id AS person,
        min(coalesce(immi_immigration_status_start_date, DATE '1900-01-01')) AS since
    FROM ssd_immigration_status
    WHERE immi_immigration_status = 'UASC'
    GROUP BY immi_person_id
)

SELECT
    last_episodes.record,
    last_episodes.person,
    held.team AS place,
    last_episodes.left_care_date,
    coalesce(last_episodes.reason IN ('E11', 'E12'), FALSE) AS is_adopted,
    coalesce(unaccompanied.since <= last_episodes.left_care_date, FALSE) AS is_unaccompanied
FROM last_episodes
LEFT JOIN held ON last_episodes.record = held.record AND held.latest = 1
LEFT JOIN unaccompanied ON last_episodes.person = unaccompanied.person
WHERE last_episodes.latest = 1 AND last_episodes.left_care_date IS NOT NULL
