-- One row: a child's time in care without a break, over all its episodes.
SELECT
  clae_cla_id AS record,
  clae_person_id AS person,
  'kent' AS place,
  min(clae_entered_care_date) AS entered_care,
  CASE WHEN count(clae_cla_episode_ceased_date) = count(*) THEN max(clae_cla_episode_ceased_date) END AS left_care
FROM ssd_cla_episodes
GROUP BY clae_cla_id, clae_person_id
