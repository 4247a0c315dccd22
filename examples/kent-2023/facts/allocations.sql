-- One row: a case held by a worker of a social work team. Teams for children in care work for the whole county.
SELECT
  invo_involvements_id AS record,
  invo_person_id AS person,
  CASE WHEN invo_professional_team LIKE 'cic-%' THEN 'kent' ELSE invo_professional_team END AS place,
  CASE
    WHEN invo_professional_team LIKE 'cic-%' THEN 'cic team'
    WHEN invo_professional_team LIKE '%-cswt' THEN 'cswt'
    ELSE 'other'
  END AS team_type,
  invo_involvement_start_date AS start_date,
  invo_involvement_end_date AS end_date
FROM ssd_involvements
