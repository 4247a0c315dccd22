-- One row per open access activity, the council's own or a commissioned one, to which a young person came: aged 13 to
-- 19, or 11 to 25 with a disability. The place is the district.
SELECT
    contact_id AS record,
    client_id AS person,
    district AS place,
    contact_date
FROM open_access
WHERE
    provision = 'youth'
    AND kind = 'session'
    AND (
        age(born, contact_date) BETWEEN 13 AND 19
        OR (coalesce(disabled, FALSE) AND age(born, contact_date) BETWEEN 11 AND 25)
    )
