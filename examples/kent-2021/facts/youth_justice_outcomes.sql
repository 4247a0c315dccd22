-- One row per outcome of a young person's offending: a caution, a conditional caution or a disposal of a court. The
-- place is the district.
SELECT
    youth_justice_outcomes.outcome_id AS record,
    youth_justice_outcomes.person_id AS person,
    youth_justice_outcomes.district AS place,
    youth_justice_outcomes.outcome_date,
    youth_justice_outcomes.first_substantive,
    age(ssd_person.pers_dob, youth_justice_outcomes.outcome_date) AS age_at_outcome
FROM youth_justice_outcomes
LEFT JOIN ssd_person ON youth_justice_outcomes.person_id = ssd_person.pers_person_id
