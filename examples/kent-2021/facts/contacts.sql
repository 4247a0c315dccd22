-- One row per contact about a child that the Front Door processed, with what came of it. All belong to the county.
SELECT
    cont_contact_id AS record,
    cont_person_id AS person,
    'kent' AS place,
    cont_contact_date AS contact_date,
    cont_contact_outcome_json AS outcome
FROM ssd_contacts
