-- One row per session or contact of a client with a Children's Centre or a Youth Hub. Support is a session or an
-- intervention that reached the client: letters, and attempts without a reply, are not. All belong to the county.
SELECT
    contact_id AS record,
    client_id AS person,
    'kent' AS place,
    contact_date,
    kind NOT IN ('letter', 'no reply') AS is_support
FROM open_access
