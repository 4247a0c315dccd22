-- One row per referral to social work. The place is the district: what the team that received it is part of, or the
-- team itself. `child_until` is the day on which the case was closed, or on which the child came of age.
SELECT
    ssd_cin_episodes.cine_referral_id AS record,
    ssd_cin_episodes.cine_person_id AS person,
    coalesce(ssd_department.dept_team_parent_id, ssd_cin_episodes.cine_referral_team) AS place,
    ssd_cin_episodes.cine_referral_date AS referral_date,
    ssd_cin_episodes.cine_close_date AS close_date,
    least(ssd_cin_episodes.cine_close_date, add_months(ssd_person.pers_dob, 216)) AS child_until,
    coalesce(upper(ssd_cin_episodes.cine_close_reason) = 'RC9', FALSE) AS is_step_down
FROM ssd_cin_episodes
LEFT JOIN ssd_department ON ssd_cin_episodes.cine_referral_team = ssd_department.dept_team_id
LEFT JOIN ssd_person ON ssd_cin_episodes.cine_person_id = ssd_person.pers_person_id
