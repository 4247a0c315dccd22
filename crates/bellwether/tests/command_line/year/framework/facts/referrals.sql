-- One row per referral. It is a re-referral if the child's referral before it came no more than 12 months earlier, the
-- anniversary included.
SELECT
    record,
    person,
    place,
    received_date,
    close_date,
    is_closed_at_once,
    coalesce(received_date <= add_months(previous_date, 12), FALSE) AS is_re_referral
FROM (
    SELECT
        cine_referral_id AS record,
        cine_person_id AS person,
        cine_referral_team AS place,
        cine_referral_date AS received_date,
        cine_close_date AS close_date,
        coalesce(cine_referral_nfa, FALSE) AS is_closed_at_once,
        lag(cine_referral_date) OVER (
            PARTITION BY cine_person_id ORDER BY cine_referral_date, cine_referral_id
        ) AS previous_date
    FROM ssd_cin_episodes
) AS referral
