-- One row per referral to the Educational Psychology service, open until its advice is given. All belong to the county.
SELECT
    ep_referrals.ep_referral_id AS record,
    ssd_send.send_person_id AS person,
    'kent' AS place,
    ep_referrals.referred_date,
    ep_referrals.referred_date + 42 AS due_date,
    ep_referrals.advice_date,
    ep_referrals.advice_date AS done_date
FROM ep_referrals
LEFT JOIN ssd_ehcp_requests ON ep_referrals.ehcp_request_id = ssd_ehcp_requests.ehcr_ehcp_request_id
LEFT JOIN ssd_send ON ssd_ehcp_requests.ehcr_send_table_id = ssd_send.send_table_id
