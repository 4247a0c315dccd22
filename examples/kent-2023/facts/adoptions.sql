-- One row: an adoption order, with the days from coming into care to moving in with the adoptive family.
SELECT
  adoptions.perm_table_id AS record,
  adoptions.perm_person_id AS person,
  'kent' AS place,
  adoptions.perm_permanence_order_date AS order_date,
  adoptions.perm_placed_for_adoption_date - care.entered_care AS days
FROM ssd_permanence AS adoptions
JOIN (
  SELECT clae_cla_id, min(clae_entered_care_date) AS entered_care FROM ssd_cla_episodes GROUP BY clae_cla_id
) AS care ON care.clae_cla_id = adoptions.perm_cla_id
WHERE adoptions.perm_permanence_order_type = 'Adoption'
