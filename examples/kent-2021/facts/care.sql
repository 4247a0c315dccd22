-- One row per episode of care: a stretch of a child's time in care with one placement and one legal status. An
-- episode ends when the child's next one begins, even if nobody entered its end, so that a child is in one at a time.
-- `same_home_since` is the day on which the placement began; for a child who is placed for adoption it is the day on
-- which the placement before that began. All belong to the county.
WITH episodes AS (
    SELECT
        clae_cla_episode_id,
        clae_person_id,
        clae_cla_placement_id,
        clae_entered_care_date,
        clae_cla_episode_start_date,
        clae_cla_episode_ceased_date,
        lead(clae_cla_episode_start_date) OVER (
            PARTITION BY clae_person_id ORDER BY clae_cla_episode_start_date, clae_cla_episode_id
        ) AS next_start_date
    FROM ssd_cla_episodes
),

placements AS (
    SELECT
        clap_cla_placement_id,
        clap_cla_placement_type,
        clap_cla_placement_provider,
        clap_cla_placement_start_date,
        lag(clap_cla_placement_start_date) OVER (
            PARTITION BY coalesce(clap_cla_id, clap_cla_placement_id)
            ORDER BY clap_cla_placement_start_date, clap_cla_placement_id
        ) AS previous_start_date
    FROM ssd_cla_placement
),

unaccompanied AS (
    SELECT
        immi_person_id,
        min(coalesce(immi_immigration_status_start_date, DATE '1900-01-01')) AS since,
        max(coalesce(immi_immigration_status_end_date, DATE '2999-12-31')) AS until
    FROM ssd_immigration_status
    WHERE immi_immigration_status = 'UASC'
    GROUP BY immi_person_id
)

SELECT
    episodes.clae_cla_episode_id AS record,
    episodes.clae_person_id AS person,
    'kent' AS place,
    episodes.clae_cla_episode_start_date AS start_date,
    least(episodes.clae_cla_episode_ceased_date, episodes.next_start_date) AS end_date,
    coalesce(episodes.clae_entered_care_date, episodes.clae_cla_episode_start_date) AS entered_care_date,
    ssd_person.pers_dob AS born,
    placements.clap_cla_placement_type AS placement_type,
    placements.clap_cla_placement_provider AS provider,
    CASE
        WHEN placements.clap_cla_placement_type IN ('A3', 'A4', 'A5', 'A6')
            THEN coalesce(placements.previous_start_date, placements.clap_cla_placement_start_date)
        ELSE placements.clap_cla_placement_start_date
    END AS same_home_since,
    unaccompanied.since AS unaccompanied_since,
    unaccompanied.until AS unaccompanied_until
FROM episodes
LEFT JOIN placements ON episodes.clae_cla_placement_id = placements.clap_cla_placement_id
LEFT JOIN ssd_person ON episodes.clae_person_id = ssd_person.pers_person_id
LEFT JOIN unaccompanied ON episodes.clae_person_id = unaccompanied.immi_person_id
