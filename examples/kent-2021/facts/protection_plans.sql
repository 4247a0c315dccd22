-- One row per child protection plan, those of other authorities included. The place is the team of the referral from
-- which the plan came; other teams, and plans that name no referral, stand under the county; `team` names the team. A
-- plan is a repeat if the child had an earlier one, however long ago and with whichever authority.
SELECT
    plans.record,
    plans.person,
    CASE
        WHEN ssd_cin_episodes.cine_referral_team LIKE '%-cswt' THEN ssd_cin_episodes.cine_referral_team
        ELSE 'kent'
    END AS place,
    ssd_cin_episodes.cine_referral_team AS team,
    plans.start_date,
    plans.end_date,
    plans.is_own,
    plans.is_repeat
FROM (
    SELECT
        cppl_cp_plan_id AS record,
        cppl_person_id AS person,
        cppl_referral_id AS referral,
        cppl_cp_plan_start_date AS start_date,
        cppl_cp_plan_end_date AS end_date,
        NOT coalesce(cppl_cp_plan_ola, FALSE) AS is_own,
        row_number() OVER (
            PARTITION BY cppl_person_id ORDER BY cppl_cp_plan_start_date, cppl_cp_plan_id
        ) > 1 AS is_repeat
    FROM ssd_cp_plans
) AS plans
LEFT JOIN ssd_cin_episodes ON plans.referral = ssd_cin_episodes.cine_referral_id
