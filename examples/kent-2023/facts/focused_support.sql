-- One row per request of a family for focused support. A family is still supported if someone of it went to a session,
-- or had an intervention that reached them, after the day on which the request was closed and no later than the same
-- day three months on. All belong to the county.
WITH next_support AS (
    SELECT
        focused_support.request_id,
        min(open_access.contact_date) AS contact_date
    FROM focused_support
    INNER JOIN open_access
        ON
            focused_support.family_id = open_access.family_id
            AND focused_support.closed_date < open_access.contact_date
    WHERE open_access.kind NOT IN ('letter', 'no reply')
    GROUP BY focused_support.request_id
)

SELECT
    focused_support.request_id AS record,
    'kent' AS place,
    focused_support.started_by,
    focused_support.started_date,
    focused_support.closed_date,
    coalesce(next_support.contact_date <= add_months(focused_support.closed_date, 3), FALSE) AS is_still_supported
FROM focused_support
LEFT JOIN next_support ON focused_support.request_id = next_support.request_id
