-- One row: the posts and workers of a team at the end of a month, in full-time equivalents.
SELECT
  staffing_id AS record,
  CASE WHEN team_type = 'cswt' THEN team ELSE 'kent' END AS place,
  month_end,
  team_type,
  workers_fte
FROM staffing
