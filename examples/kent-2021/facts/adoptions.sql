-- One row per adoption order. The days are those from the start of the child's last period of care before moving in
-- with the adoptive family. Foster carers who adopt are family from the day on which they took the child in. All
-- belong to the county.
SELECT
    adopted.record,
    adopted.person,
    'kent' AS place,
    adopted.order_date,
    adopted.moved_in_date,
    adopted.moved_in_date - max(ssd_cla_episodes.clae_entered_care_date) AS days_to_family
FROM (
    SELECT
        perm_table_id AS record,
        perm_person_id AS person,
        perm_permanence_order_date AS order_date,
        CASE
            WHEN perm_adopted_by_carer_flag THEN coalesce(perm_placed_foster_carer_date, perm_placed_for_adoption_date)
            ELSE perm_placed_for_adoption_date
        END AS moved_in_date
    FROM ssd_permanence
    WHERE lower(perm_permanence_order_type) LIKE '%adoption%'
) AS adopted
LEFT JOIN ssd_cla_episodes
    ON
        adopted.person = ssd_cla_episodes.clae_person_id
        AND ssd_cla_episodes.clae_entered_care_date <= adopted.moved_in_date
GROUP BY adopted.record, adopted.person, adopted.order_date, adopted.moved_in_date
