-- One row: a placement of a child in care, with the day on which the child came into care.
SELECT
  placements.clap_cla_placement_id AS record,
  placements.clap_person_id AS person,
  'kent' AS place,
  placements.clap_cla_placement_start_date AS start_date,
  placements.clap_cla_placement_end_date AS end_date,
  care.entered_care,
  people.pers_dob AS born
FROM ssd_cla_placement AS placements
JOIN (
  SELECT clae_cla_id, min(clae_entered_care_date) AS entered_care FROM ssd_cla_episodes GROUP BY clae_cla_id
) AS care ON care.clae_cla_id = placements.clap_cla_id
JOIN ssd_person AS people ON people.pers_person_id = placements.clap_person_id
