-- One row per activity or event of a Children's Centre to which a child under five came. The place is the district
-- where the child lives.
SELECT
    contact_id AS record,
    client_id AS person,
    district AS place,
    contact_date,
    coalesce(deprived, FALSE) AS is_deprived
FROM open_access
WHERE provision = 'children''s centre' AND kind = 'session' AND age(born, contact_date) < 5
