-- One row per episode of care and stretch of time in which nothing changes that is asked of the child: the team and the
-- worker, the reviews that are due, the health checks. The team is that of the worker who was the last to become
-- involved of those who are. An episode ends when the child's next one begins. A review is late if it was held after it
-- was due, or not at all, and is so from the day on which it was due.
WITH episodes AS (
    SELECT
        clae_cla_episode_id AS episode,
        clae_person_id AS person,
        clae_cla_placement_id AS placement,
        coalesce(clae_entered_care_date, clae_cla_episode_start_date) AS entered_care_date,
        clae_cla_episode_start_date AS start_date,
        least(
            clae_cla_episode_ceased_date,
            lead(clae_cla_episode_start_date) OVER (
                PARTITION BY clae_person_id ORDER BY clae_cla_episode_start_date, clae_cla_episode_id
            )
        ) AS end_date
    FROM ssd_cla_episodes
),

placements AS (
    SELECT
        clap_cla_placement_id AS placement,
        clap_cla_placement_type AS placement_type,
        clap_cla_placement_provider AS provider,
        clap_cla_placement_distance AS distance,
        CASE
            WHEN clap_cla_placement_type IN ('A3', 'A4', 'A5', 'A6')
                THEN coalesce(lag(clap_cla_placement_start_date) OVER stay, clap_cla_placement_start_date)
            ELSE clap_cla_placement_start_date
        END AS same_home_since,
        coalesce(
            lag(clap_cla_placement_end_date, 2) OVER stay,
            CASE
                WHEN lag(clap_cla_placement_id, 2) OVER stay IS NOT NULL
                    THEN lag(clap_cla_placement_start_date) OVER stay
            END
        ) AS third_last_end_date
    FROM ssd_cla_placement
    WINDOW stay AS (
        PARTITION BY coalesce(clap_cla_id, clap_cla_placement_id)
        ORDER BY clap_cla_placement_start_date, clap_cla_placement_id
    )
),

involvements AS (
    SELECT
        invo_involvements_id AS involvement,
        invo_person_id AS person,
        invo_professional_id AS worker,
        invo_professional_team AS team,
        invo_involvement_start_date AS start_date,
        invo_involvement_end_date AS end_date,
        sum(CASE WHEN is_continued THEN 0 ELSE 1 END) OVER (
            PARTITION BY invo_person_id, invo_professional_id
            ORDER BY invo_involvement_start_date, invo_involvements_id
        ) AS turn
    FROM (
        SELECT
            invo_involvements_id,
            invo_person_id,
            invo_professional_id,
            invo_professional_team,
            invo_involvement_start_date,
            invo_involvement_end_date,
            coalesce(
                lag(invo_involvement_end_date) OVER (
                    PARTITION BY invo_person_id, invo_professional_id
                    ORDER BY invo_involvement_start_date, invo_involvements_id
                ) >= invo_involvement_start_date,
                FALSE
            ) AS is_continued
        FROM ssd_involvements
    ) AS involvement
),

turns AS (
    SELECT
        involvement,
        person,
        worker,
        team,
        start_date,
        end_date,
        min(start_date) OVER (PARTITION BY person, worker, turn) AS worker_since
    FROM involvements
),

reviews AS (
    SELECT
        stays.person,
        ssd_cla_reviews.clar_cla_review_due_date AS due_date,
        coalesce(
            ssd_cla_reviews.clar_cla_review_date > ssd_cla_reviews.clar_cla_review_due_date, TRUE
        ) AS is_late
    FROM ssd_cla_reviews
    INNER JOIN (
        SELECT DISTINCT
            clae_cla_id,
            clae_person_id AS person
        FROM ssd_cla_episodes
    ) AS stays
        ON ssd_cla_reviews.clar_cla_id = stays.clae_cla_id
    WHERE
        ssd_cla_reviews.clar_cla_review_due_date IS NOT NULL
        AND NOT coalesce(ssd_cla_reviews.clar_cla_review_cancelled, FALSE)
),

checks AS (
    SELECT
        clah_person_id AS person,
        clah_health_check_date AS check_date,
        lower(clah_health_check_type) LIKE '%dent%' AS is_dental
    FROM ssd_cla_health
    WHERE clah_health_check_date IS NOT NULL AND coalesce(lower(clah_health_check_status) <> 'refused', TRUE)
),

days AS (
    SELECT
        episode,
        person,
        start_date,
        end_date,
        entered_care_date,
        start_date AS day
    FROM episodes
    UNION
    SELECT
        episodes.episode,
        episodes.person,
        episodes.start_date,
        episodes.end_date,
        episodes.entered_care_date,
        changes.day
    FROM episodes
    INNER JOIN (
        SELECT
            person,
            start_date AS day
        FROM turns
        UNION
        SELECT
            person,
            end_date AS day
        FROM turns
        UNION
        SELECT
            person,
            due_date AS day
        FROM reviews
        UNION
        SELECT
            person,
            check_date AS day
        FROM checks
    ) AS changes
        ON episodes.person = changes.person AND episodes.start_date < changes.day
    WHERE episodes.end_date IS NULL OR changes.day < episodes.end_date
),

reviewed AS (
    SELECT
        days.episode,
        days.day,
        max(reviews.due_date) AS last_due_date,
        max(reviews.due_date) FILTER (WHERE reviews.is_late) AS late_due_date
    FROM days
    INNER JOIN reviews
        ON
            days.person = reviews.person
            AND days.day >= reviews.due_date
            AND days.entered_care_date <= reviews.due_date
    GROUP BY days.episode, days.day
),

checked AS (
    SELECT
        days.episode,
        days.day,
        max(checks.check_date) FILTER (WHERE checks.is_dental) AS last_dental_date,
        max(checks.check_date) FILTER (WHERE NOT checks.is_dental) AS last_health_date
    FROM days
    INNER JOIN checks ON days.person = checks.person AND days.day >= checks.check_date
    GROUP BY days.episode, days.day
),

held AS (
    SELECT
        days.episode,
        days.day,
        turns.team,
        turns.worker,
        turns.worker_since,
        row_number() OVER (
            PARTITION BY days.episode, days.day ORDER BY turns.start_date DESC, turns.involvement DESC
        ) AS latest
    FROM days
    INNER JOIN turns
        ON
            days.person = turns.person
            AND days.day >= turns.start_date
            AND (turns.end_date IS NULL OR days.day < turns.end_date)
),

unaccompanied AS (
    SELECT
        immi_person_id AS person,
        min(coalesce(immi_immigration_status_start_date, DATE '1900-01-01')) AS since,
        max(coalesce(immi_immigration_status_end_date, DATE '2999-12-31')) AS until
    FROM ssd_immigration_status
    WHERE immi_immigration_status = 'UASC'
    GROUP BY immi_person_id
)

SELECT
    days.episode AS record,
    days.person,
    held.team AS place,
    days.day AS start_date,
    coalesce(lead(days.day) OVER (PARTITION BY days.episode ORDER BY days.day), days.end_date) AS end_date,
    days.entered_care_date,
    ssd_person.pers_dob AS born,
    placements.placement_type,
    placements.provider,
    placements.distance,
    placements.same_home_since,
    placements.third_last_end_date,
    CASE WHEN held.worker IS NOT NULL THEN held.worker_since END AS worker_since,
    reviewed.last_due_date,
    reviewed.late_due_date,
    checked.last_dental_date,
    checked.last_health_date,
    unaccompanied.person IS NOT NULL AS is_unaccompanied,
    unaccompanied.since AS unaccompanied_since,
    unaccompanied.until AS unaccompanied_until,
    CASE WHEN unaccompanied.person IS NULL THEN 'excluding UASC' END AS uasc
FROM days
INNER JOIN episodes ON days.episode = episodes.episode
LEFT JOIN placements ON episodes.placement = placements.placement
LEFT JOIN reviewed ON days.episode = reviewed.episode AND days.day = reviewed.day
LEFT JOIN checked ON days.episode = checked.episode AND days.day = checked.day
LEFT JOIN held ON days.episode = held.episode AND days.day = held.day AND held.latest = 1
LEFT JOIN ssd_person ON days.person = ssd_person.pers_person_id
LEFT JOIN unaccompanied ON days.person = unaccompanied.person
