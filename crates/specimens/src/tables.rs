//! The tables that are written, and which of their columns a made-up mistake can spoil.

/// A table: its name and its columns, each followed by what it holds where a mistake can be made in it.
pub(crate) struct Table {
    pub(crate) name: &'static str,
    /// Names parted by spaces. After a name: `*` the key, `@` a date that must be there, `<` a date that must not come
    /// before the first `@`, `#` a whole number, `=` one of a few words, `>` a reference to another table.
    pub(crate) layout: &'static str,
}

macro_rules! tables {
    ($($constant:ident $name:literal $layout:literal;)*) => {
        $(pub(crate) const $constant: Table = Table { name: $name, layout: $layout };)*
        /// All of them.
        pub(crate) const ALL: &[Table] = &[$($constant),*];
    };
}

tables! {
    PERSON "ssd_person" "pers_person_id* pers_forename pers_surname pers_sex pers_gender pers_ethnicity pers_dob@ pers_common_child_id pers_legacy_id pers_upn_unknown pers_send_flag pers_expected_dob pers_death_date pers_is_mother pers_nationality";
    FAMILY "ssd_family" "fami_table_id* fami_family_id fami_person_id";
    ADDRESS "ssd_address" "addr_table_id* addr_address_json addr_person_id addr_address_type addr_address_start_date@ addr_address_end_date addr_address_postcode";
    DISABILITY "ssd_disability" "disa_person_id disa_table_id* disa_disability_code";
    IMMIGRATION "ssd_immigration_status" "immi_person_id immi_immigration_status_id* immi_immigration_status immi_immigration_status_start_date@ immi_immigration_status_end_date";
    LEGAL_STATUS "ssd_legal_status" "lega_legal_status_id* lega_person_id lega_legal_status lega_legal_status_start_date@ lega_legal_status_end_date";
    CONTACTS "ssd_contacts" "cont_contact_id* cont_person_id cont_contact_date@ cont_contact_source_code cont_contact_source_desc cont_contact_outcome_json";
    EARLY_HELP_EPISODES "ssd_early_help_episodes" "earl_episode_id* earl_person_id earl_episode_start_date@ earl_episode_end_date earl_episode_reason earl_episode_end_reason earl_episode_organisation earl_episode_worker_id";
    CIN_EPISODES "ssd_cin_episodes" "cine_referral_id* cine_person_id cine_referral_date@ cine_cin_primary_need_code cine_referral_source_code cine_referral_source_desc cine_referral_outcome_json cine_referral_nfa cine_close_reason cine_close_date< cine_referral_team cine_referral_worker_id";
    CIN_ASSESSMENTS "ssd_cin_assessments" "cina_assessment_id* cina_person_id cina_referral_id cina_assessment_start_date@ cina_assessment_child_seen cina_assessment_auth_date cina_assessment_outcome_json cina_assessment_outcome_nfa cina_assessment_team cina_assessment_worker_id";
    ASSESSMENT_FACTORS "ssd_assessment_factors" "cinf_table_id* cinf_assessment_id cinf_assessment_factors_json";
    CIN_PLANS "ssd_cin_plans" "cinp_cin_plan_id* cinp_referral_id cinp_person_id cinp_cin_plan_start_date@ cinp_cin_plan_end_date cinp_cin_plan_team cinp_cin_plan_worker_id";
    CIN_VISITS "ssd_cin_visits" "cinv_cin_visit_id* cinv_person_id cinv_cin_visit_date@ cinv_cin_visit_seen cinv_cin_visit_seen_alone cinv_cin_visit_bedroom";
    S47 "ssd_s47_enquiry" "s47e_s47_enquiry_id* s47e_referral_id s47e_person_id s47e_s47_start_date@ s47e_s47_end_date s47e_s47_nfa s47e_s47_outcome_json s47e_s47_completed_by_worker_id s47e_s47_completed_by_team";
    CONFERENCES "ssd_initial_cp_conference" "icpc_icpc_id* icpc_icpc_meeting_id icpc_s47_enquiry_id icpc_person_id icpc_cp_plan_id icpc_referral_id icpc_icpc_transfer_in icpc_icpc_target_date icpc_icpc_date@ icpc_icpc_outcome_cp_flag icpc_icpc_outcome_json icpc_icpc_team icpc_icpc_worker_id";
    CP_PLANS "ssd_cp_plans" "cppl_cp_plan_id* cppl_referral_id cppl_icpc_id cppl_person_id cppl_cp_plan_start_date@ cppl_cp_plan_end_date cppl_cp_plan_initial_category cppl_cp_plan_ola cppl_cp_plan_latest_category";
    CP_REVIEWS "ssd_cp_reviews" "cppr_cp_review_id* cppr_person_id cppr_cp_plan_id cppr_cp_review_due cppr_cp_review_date@ cppr_cp_review_meeting_id cppr_cp_review_outcome_continue_cp cppr_cp_review_quorate cppr_cp_review_participation";
    CARE_EPISODES "ssd_cla_episodes" "clae_cla_episode_id* clae_person_id clae_cla_episode_start_date@ clae_cla_episode_start_reason clae_cla_primary_need_code clae_cla_episode_ceased_date clae_cla_episode_ceased_reason clae_cla_id clae_referral_id clae_cla_placement_id clae_entered_care_date clae_cla_last_iro_contact_date";
    PLACEMENTS "ssd_cla_placement" "clap_cla_placement_id* clap_cla_placement_start_date@ clap_cla_placement_type clap_cla_placement_urn clap_cla_placement_distance clap_cla_id clap_cla_placement_provider clap_cla_placement_postcode clap_cla_placement_end_date clap_cla_placement_change_reason clap_person_id";
    CARE_REVIEWS "ssd_cla_reviews" "clar_cla_review_id* clar_cla_id clar_cla_review_due_date clar_cla_review_date@ clar_cla_review_cancelled clar_cla_review_participation";
    CARE_HEALTH "ssd_cla_health" "clah_health_check_id* clah_person_id clah_health_check_type clah_health_check_date@ clah_health_check_status";
    MISSING "ssd_missing" "miss_table_id* miss_person_id miss_missing_episode_start_date@ miss_missing_episode_type miss_missing_episode_end_date miss_missing_rhi_offered miss_missing_rhi_accepted";
    CARE_LEAVERS "ssd_care_leavers" "clea_table_id* clea_person_id clea_care_leaver_eligibility clea_care_leaver_in_touch clea_care_leaver_latest_contact@ clea_care_leaver_accommodation clea_care_leaver_accom_suitable clea_care_leaver_activity clea_pathway_plan_review_date clea_care_leaver_personal_advisor clea_care_leaver_allocated_team clea_care_leaver_worker_id";
    PERMANENCE "ssd_permanence" "perm_table_id* perm_person_id perm_cla_id perm_adm_decision_date perm_ffa_cp_decision_date perm_placement_order_date perm_placed_for_adoption_date@ perm_matched_date perm_adopted_by_carer_flag perm_placed_ffa_cp_date perm_decision_reversed_date perm_placed_foster_carer_date perm_part_of_sibling_group perm_siblings_placed_together perm_siblings_placed_apart perm_placement_provider_urn perm_decision_reversed_reason perm_permanence_order_date perm_permanence_order_type perm_adoption_worker_id perm_adopter_sex perm_adopter_legal_status perm_number_of_adopters";
    INVOLVEMENTS "ssd_involvements" "invo_involvements_id* invo_professional_id invo_professional_role_id invo_professional_team invo_involvement_start_date@ invo_involvement_end_date invo_worker_change_reason invo_person_id invo_referral_id";
    PROFESSIONALS "ssd_professionals" "prof_professional_id* prof_staff_id prof_professional_name prof_social_worker_registration_no prof_professional_job_title prof_professional_caseload prof_professional_department prof_full_time_equivalency prof_agency_worker_flag";
    DEPARTMENTS "ssd_department" "dept_team_id* dept_team_name dept_team_parent_id dept_team_parent_name";
    SEND "ssd_send" "send_table_id* send_upn send_uln send_upn_unknown send_person_id";
    REQUESTS "ssd_ehcp_requests" "ehcr_ehcp_request_id* ehcr_send_table_id ehcr_ehcp_req_date@ ehcr_ehcp_req_outcome_date ehcr_ehcp_req_outcome";
    ASSESSMENTS "ssd_ehcp_assessment" "ehca_ehcp_assessment_id* ehca_ehcp_request_id ehca_ehcp_assessment_outcome_date ehca_ehcp_assessment_outcome ehca_ehcp_assessment_exceptions";
    NAMED_PLANS "ssd_ehcp_named_plan" "ehcn_named_plan_id* ehcn_ehcp_asmt_id ehcn_named_plan_start_date@ ehcn_named_plan_ceased_date ehcn_named_plan_ceased_reason";
    ACTIVE_PLANS "ssd_ehcp_active_plans" "ehcp_active_ehcp_id* ehcp_ehcp_request_id ehcp_active_ehcp_last_review_date";
    NEEDS "ssd_sen_need" "senn_table_id* senn_active_ehcp_id senn_active_ehcp_need_type senn_active_ehcp_need_rank";
    HELP_CASES "early_help_cases" "case_id* family_id unit district opened_date@ closed_date closure_outcome=";
    HELP_ASSESSMENTS "early_help_assessments" "assessment_id* case_id> district allocated_date@ completed_date";
    AUDITS "audits" "audit_id* service= place completed_date grade=";
    STAFFING "staffing" "staffing_id* month_end@ team team_type= posts_fte# permanent_qualified_fte# workers_fte#";
    SETTING_PLACEMENTS "ehcp_placements" "placement_id* named_plan_id> setting_type= district start_date@ end_date";
    PSYCHOLOGY "ep_referrals" "ep_referral_id* ehcp_request_id referred_date@ advice_date";
    ATTENDANCE "attendance" "attendance_id* pupil_id district school_type from_date@ to_date< sessions_expected# sessions_missed#";
    EXCLUSIONS "exclusions" "exclusion_id* pupil_id kind= start_date@ curriculum_year= school_type district";
    MISSING_EDUCATION "missing_education" "case_id* pupil_id district referred_date@ closed_date";
    PARTICIPATION "participation" "participation_id* person_id curriculum_year# district status= start_date@ end_date";
    FOCUSED_SUPPORT "focused_support" "request_id* family_id started_by= started_date@ closed_date";
    OPEN_ACCESS "open_access" "contact_id* client_id family_id kind= contact_date@";
    SETTINGS "settings" "setting_id* kind= opened_date@ closed_date";
    INSPECTIONS "inspections" "inspection_id* setting_id> inspected_date@ grade=";
    CENSUS "school_census" "census_id* census_date@ setting_id> pupils# statutory_age_pupils# statutory_age_free_school_meals#";
    YOUTH_JUSTICE "youth_justice_outcomes" "outcome_id* person_id outcome_date@ kind first_substantive district";
    POPULATION "population" "population_id* place year# age# children#";
    RESTRICTED "restricted_people" "person_id* reason=";
}
