-- One row per time in care. The place is the team of the worker who was the last to become involved by the day on which
-- the child came into care, of those who were still.
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
)

SELECT
    stays.record,
    stays.person,
    held.team AS place,
    stays.entered_care_date
FROM stays
LEFT JOIN held ON stays.record = held.record AND held.latest = 1
