-- One row per child for whom adoption was thought of, with the day on which the child last came into care by then. All
-- belong to the county.
SELECT
    plans.record,
    plans.person,
    'kent' AS place,
    plans.decision_date,
    plans.matched_date,
    plans.matched_date - plans.order_date AS days_to_match,
    coalesce(
        plans.decision_date <= add_months(max(ssd_cla_episodes.clae_entered_care_date), 4), FALSE
    ) AS is_agreed_in_time
FROM (
    SELECT
        perm_table_id AS record,
        perm_person_id AS person,
        perm_adm_decision_date AS decision_date,
        perm_placement_order_date AS order_date,
        perm_matched_date AS matched_date
    FROM ssd_permanence
) AS plans
LEFT JOIN ssd_cla_episodes
    ON
        plans.person = ssd_cla_episodes.clae_person_id
        AND coalesce(plans.decision_date, plans.matched_date) >= ssd_cla_episodes.clae_entered_care_date
GROUP BY plans.record, plans.person, plans.decision_date, plans.order_date, plans.matched_date
