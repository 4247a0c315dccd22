-- One row per worker's involvement with a child: a case that the worker holds. A child with workers in two teams is a
-- case of both. The place is the worker's team; teams other than the children's social work teams have no page and
-- stand under the county; `team` names them. Of one child, all workers of a team have one `team_case`.
SELECT
    invo_involvements_id AS record,
    invo_person_id AS person,
    CASE
        WHEN invo_professional_team IS NULL OR invo_professional_team LIKE '%-cswt' THEN invo_professional_team
        ELSE 'kent'
    END AS place,
    invo_professional_team AS team,
    concat(invo_person_id, ' ', invo_professional_team) AS team_case,
    invo_involvement_start_date AS start_date,
    invo_involvement_end_date AS end_date,
    CASE
        WHEN invo_professional_team LIKE '%-cswt' THEN 'cswt'
        WHEN invo_professional_team LIKE 'cic-%' OR invo_professional_team LIKE '%-cic' THEN 'cic team'
        WHEN invo_professional_team LIKE 'fostering%' THEN 'fostering'
        ELSE 'other'
    END AS team_type
FROM ssd_involvements
