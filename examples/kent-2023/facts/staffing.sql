-- One row per team and month end: its posts and workers, in full-time equivalents. The place is the team; teams other
-- than the children's social work teams have no page and stand under the county; `team` names them.
SELECT
    staffing_id AS record,
    CASE WHEN team_type = 'cswt' THEN team ELSE 'kent' END AS place,
    team,
    month_end,
    team_type,
    posts_fte,
    permanent_qualified_fte,
    agency_fte,
    workers_fte
FROM staffing
