-- One row per notification that early help received. The place is the district of whoever sent it. The age is that on
-- the day on which it was received.
SELECT
    early_help_notifications.notification_id AS record,
    early_help_notifications.person_id AS person,
    early_help_notifications.district AS place,
    early_help_notifications.received_date,
    early_help_notifications.kind,
    CASE
        WHEN age(ssd_person.pers_dob, early_help_notifications.received_date) <= 4 THEN 'age 0-4'
        WHEN age(ssd_person.pers_dob, early_help_notifications.received_date) <= 10 THEN 'age 5-10'
        WHEN age(ssd_person.pers_dob, early_help_notifications.received_date) <= 15 THEN 'age 11-15'
        WHEN age(ssd_person.pers_dob, early_help_notifications.received_date) > 15 THEN 'age 16 and over'
    END AS age_band
FROM early_help_notifications
LEFT JOIN ssd_person ON early_help_notifications.person_id = ssd_person.pers_person_id
