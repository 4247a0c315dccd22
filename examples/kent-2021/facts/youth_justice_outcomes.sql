-- One row per outcome of a young person's offending: a caution, a conditional caution or a disposal of a court. The
-- place is the district. Every disposal but a caution is a court's.
SELECT
    youth_justice_outcomes.outcome_id AS record,
    youth_justice_outcomes.person_id AS person,
    youth_justice_outcomes.district AS place,
    youth_justice_outcomes.outcome_date,
    youth_justice_outcomes.first_substantive,
    lower(youth_justice_outcomes.kind) NOT LIKE '%caution%' AS is_court,
    lower(youth_justice_outcomes.kind) LIKE '%custod%'
    OR lower(youth_justice_outcomes.kind) LIKE '%detention%' AS is_custodial,
    age(ssd_person.pers_dob, youth_justice_outcomes.outcome_date) AS age_at_outcome
FROM youth_justice_outcomes
LEFT JOIN ssd_person ON youth_justice_outcomes.person_id = ssd_person.pers_person_id
