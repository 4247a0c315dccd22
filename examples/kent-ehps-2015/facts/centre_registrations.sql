-- One row per registration of a child with a Children's Centre, from its day until it ends or the child turns five. The
-- place is the district where the child lives.
SELECT
    registration_id AS record,
    person_id AS person,
    district AS place,
    registered_date,
    least(ended_date, add_months(born, 60)) AS until_date,
    row_number() OVER (PARTITION BY person_id ORDER BY registered_date, registration_id) = 1 AS is_first,
    coalesce(age(born, registered_date) < 5, FALSE) AS is_under_5,
    coalesce(deprived, FALSE) AS is_deprived
FROM centre_registrations
