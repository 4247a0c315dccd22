-- One row per review of a child in care that was held. By the codes of the national return a child of four or older
-- takes part by speaking, through an advocate or by signs, or by sending views (PN1, PN2, PN3, PN5, PN6); one who is
-- there and says nothing (PN4) does not. Children under four (PN0) are not asked. The place is the team of the worker
-- who was the last to become involved by that day, of those who were still.
WITH reviews AS (
    SELECT
        ssd_cla_reviews.clar_cla_review_id AS record,
        stays.person,
        ssd_cla_reviews.clar_cla_review_date AS held_date,
        ssd_cla_reviews.clar_cla_review_participation AS participation
    FROM ssd_cla_reviews
    INNER JOIN (
        SELECT DISTINCT
            clae_cla_id,
            clae_person_id AS person
        FROM ssd_cla_episodes
    ) AS stays
        ON ssd_cla_reviews.clar_cla_id = stays.clae_cla_id
    WHERE
        ssd_cla_reviews.clar_cla_review_date IS NOT NULL
        AND NOT coalesce(ssd_cla_reviews.clar_cla_review_cancelled, FALSE)
),

held AS (
    SELECT
        reviews.record,
        ssd_involvements.invo_professional_team AS team,
        row_number() OVER (
            PARTITION BY reviews.record
            ORDER BY ssd_involvements.invo_involvement_start_date DESC, ssd_involvements.invo_involvements_id DESC
        ) AS latest
    FROM reviews
    INNER JOIN ssd_involvements
        ON
            reviews.person = ssd_involvements.invo_person_id
            AND reviews.held_date >= ssd_involvements.invo_involvement_start_date
    WHERE
        ssd_involvements.invo_involvement_end_date IS NULL
        OR ssd_involvements.invo_involvement_end_date > reviews.held_date
),

unaccompanied AS (
    SELECT DISTINCT immi_person_id AS person
    FROM ssd_immigration_status
    WHERE immi_immigration_status = 'UASC'
)

SELECT
    reviews.record,
    reviews.person,
    held.team AS place,
    reviews.held_date,
    coalesce(reviews.participation <> 'PN0', TRUE) AS is_asked,
    coalesce(reviews.participation IN ('PN1', 'PN2', 'PN3', 'PN5', 'PN6'), FALSE) AS is_part,
    CASE WHEN unaccompanied.person IS NULL THEN 'excluding UASC' END AS uasc
FROM reviews
LEFT JOIN held ON reviews.record = held.record AND held.latest = 1
LEFT JOIN unaccompanied ON reviews.person = unaccompanied.person
