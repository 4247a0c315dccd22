-- One row per private fostering arrangement. The place is the team that watches over it.
SELECT
    arrangement_id AS record,
    person_id AS person,
    team AS place,
    start_date,
    end_date
FROM private_fostering
