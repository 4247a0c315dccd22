-- One row: a session or a contact of open access that reached somebody.
SELECT contact_id AS record, client_id AS person, 'kent' AS place, contact_date
FROM open_access
WHERE kind NOT IN ('letter', 'no reply')
