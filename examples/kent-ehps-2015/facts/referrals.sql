-- One row per referral to Children's Social Work Services. The place is the team that received it; teams other than
-- the children's social work teams have no page and stand under the county; `team` names them. A referral is a
-- re-referral if the child's referral before it came no more than 12 months earlier, the anniversary included.
SELECT
    record,
    person,
    place,
    team,
    referral_date,
    close_date,
    coalesce(referral_date <= add_months(previous_referral_date, 12), FALSE) AS is_re_referral
FROM (
    SELECT
        cine_referral_id AS record,
        cine_person_id AS person,
        CASE
            WHEN cine_referral_team IS NULL OR cine_referral_team LIKE '%-cswt' THEN cine_referral_team
            ELSE 'kent'
        END AS place,
        cine_referral_team AS team,
        cine_referral_date AS referral_date,
        cine_close_date AS close_date,
        lag(cine_referral_date) OVER (
            PARTITION BY cine_person_id ORDER BY cine_referral_date, cine_referral_id
        ) AS previous_referral_date
    FROM ssd_cin_episodes
) AS referral
