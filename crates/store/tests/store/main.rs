//! What a store promises, on both databases: the same suite runs on SQLite and on PostgreSQL.
//!
//! PostgreSQL is the server that `BELLWETHER_TEST_POSTGRES` names (`host=… user=… dbname=…`), or else one on this
//! machine's own socket; each test has a schema of its own, which is dropped. Without a server they say so and pass.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "helpers of tests may fail loudly, and say what they skip"
)]

mod accounts;
mod audience_copies;
mod audit;
mod chain;
mod commentary;
mod copies;
mod failures;
mod frozen;
mod history;
mod kills;
mod led;
mod life;
mod made;
mod people;
mod records;
mod register;
mod remarks;
mod schema;
mod scratch;
mod sessions;
mod tls;
mod visible;
mod writers;

/// Each test on each database.
macro_rules! suite {
    ($($module:ident { $($name:ident),* $(,)? })*) => {
        mod sqlite {
            $(mod $module { $(
                #[test]
                fn $name() {
                    crate::scratch::run(crate::scratch::Kind::Sqlite, crate::$module::$name);
                }
            )* })*
        }

        mod postgres {
            $(mod $module { $(
                #[test]
                fn $name() {
                    crate::scratch::run(crate::scratch::Kind::Postgres, crate::$module::$name);
                }
            )* })*
        }
    };
}

suite! {
    life {
        a_release_is_drafted_made_ready_signed_off_and_published,
        what_is_kept_is_what_was_drafted,
        a_step_out_of_turn_is_refused_with_where_the_release_is,
        a_draft_that_is_drafted_again_cannot_be_signed_off_unseen,
        numbers_go_on_once_a_release_is_signed_off,
        a_later_release_of_a_month_supersedes_the_one_before,
        a_release_is_published_at_its_time_and_not_before,
        a_correction_does_not_give_way_to_what_it_corrects,
        pages_that_do_not_say_what_they_correct_are_not_published,
        a_withdrawn_release_keeps_its_seal_and_the_reason,
        what_a_withdrawn_release_says_can_still_be_removed,
        nobody_has_the_number_nought,
        an_edition_is_imported_whole_or_not_at_all,
        a_role_and_a_reason_must_be_said,
    }
    frozen {
        the_database_refuses_to_change_what_is_signed_off,
        the_same_changes_are_made_to_a_draft,
        the_database_refuses_a_seal_out_of_turn,
    }
    chain {
        a_chain_verifies_and_says_where_it_ends,
        whatever_is_tampered_with_is_found,
        a_release_of_an_earlier_layout_verifies_beside_later_ones,
    }
    writers {
        a_writer_that_waits_too_long_is_refused_with_a_reason,
        a_store_that_many_make_at_once_is_made_once,
        writers_at_once_make_one_chain,
    }
    copies {
        a_backup_restores_to_what_was_there,
        a_backup_is_not_laid_over_releases,
    }
    audience_copies {
        a_copy_is_given_as_it_was_drawn,
        what_several_files_say_is_kept_once,
        a_site_of_hundreds_of_pages_is_kept,
        the_database_refuses_to_change_a_copy_of_what_is_signed_off,
        the_same_changes_are_made_to_the_copies_of_a_draft,
        a_copy_that_is_not_what_was_drafted_is_not_signed_off,
        the_copies_of_what_is_removed_are_gone,
        the_seal_is_over_the_copies_too,
        nothing_of_a_removed_copy_is_left_in_the_file,
        a_copy_that_was_tampered_with_is_found,
        a_backup_has_the_copies,
    }
    commentary {
        a_text_is_seen_and_changed_by_those_who_answer_for_its_place,
        a_text_is_written_submitted_returned_and_approved,
        a_second_writer_gets_both_texts,
        nobody_takes_a_step_with_what_they_have_not_seen,
        what_is_asked_again_is_kept_once,
        a_step_out_of_turn_is_refused_with_where_the_text_is,
        a_text_a_role_and_a_reason_must_be_said,
        the_text_of_the_month_before_stands_beside_it,
        the_texts_of_files_are_taken_in_once,
        a_text_that_named_a_child_is_removed_for_good,
        the_database_refuses_to_change_what_was_written,
        many_who_write_at_once_lose_nothing,
        a_backup_has_everything_that_was_written,
    }
    remarks {
        remarks_stand_beside_the_version_that_they_are_of,
        a_remark_says_something_of_a_text_that_is_there_by_those_who_may,
        remarks_say_nothing_any_more_once_the_text_is_removed,
        the_database_refuses_to_change_what_was_said_of_a_text,
        a_backup_has_every_remark,
    }
    led {
        a_release_is_led_from_a_draft_to_its_withdrawal,
        who_drafted_a_release_neither_checks_it_nor_signs_it_off,
        what_somebody_may_not_see_they_cannot_lead,
        the_database_refuses_to_change_who_drafted_what_is_signed_off,
    }
    history {
        every_value_of_a_figure_is_given_as_it_was_published,
        a_figure_of_a_draft_is_no_history,
    }
    failures {
        a_database_of_a_newer_program_is_left_alone,
    }
    accounts {
        the_first_account_is_an_administrator_and_is_made_once,
        an_account_is_used_after_its_invitation_is_accepted,
        an_invitation_holds_once_and_until_its_end,
        a_name_is_had_by_one_account,
        roles_are_given_and_taken_place_by_place,
        nobody_changes_their_own_roles,
        only_administrators_change_accounts,
        an_identity_provider_knows_one_account_for_each_that_it_knows,
        an_account_that_is_disabled_cannot_be_used,
        an_account_that_looks_after_the_others_is_left,
    }
    sessions {
        a_session_says_who_with_the_parts_of_their_places,
        a_session_that_is_not_used_ends_after_its_time_and_not_before,
        a_session_in_use_ends_at_the_latest_and_not_before,
        signing_in_ends_the_session_that_somebody_came_with,
        a_new_password_and_a_disabled_account_end_every_session,
        sessions_are_seen_and_ended_by_those_whose_they_are,
        a_session_that_is_signed_out_of_is_over,
        sessions_that_have_ended_are_not_kept,
        a_token_acts_for_its_holder_until_it_ends,
    }
    audit {
        the_log_says_who_did_what_in_order,
        the_log_is_read_page_by_page_by_those_who_may,
        the_database_refuses_to_change_the_log,
        whatever_is_changed_in_the_log_is_found,
        writers_at_once_make_one_log,
        a_backup_has_accounts_roles_and_the_log_but_no_session,
    }
    records {
        records_are_given_at_the_places_where_somebody_may_look,
        who_may_not_look_gets_nothing_and_learns_nothing,
        a_look_is_for_a_reason_and_one_that_cannot_be_written_down_gives_nothing,
    }
    visible {
        each_sees_the_releases_of_the_steps_that_they_may_see,
        what_somebody_may_not_see_is_answered_like_what_there_is_not,
        a_release_is_published_from_its_time_on_and_not_before,
        each_gets_the_fullest_copy_that_they_may,
        what_was_not_drawn_for_somebody_is_not_there_for_them,
        what_is_superseded_tells_what_stands_in_its_place,
        the_files_that_are_asked_for_are_of_copies_that_somebody_may_see,
    }
    register {
        an_action_keeps_all_that_was_said_of_it,
        an_action_is_overdue_after_its_last_day_while_it_is_open,
        a_second_writer_gets_what_the_first_said,
        many_entries_are_kept_all_or_none,
        actions_are_seen_and_written_by_those_who_answer_for_their_place,
        what_must_be_said_of_an_action_is_asked_for,
        the_database_refuses_to_change_what_was_said_of_an_action,
        a_backup_has_every_version_of_every_action,
        a_contract_runs_from_its_first_day_to_its_last_and_is_dived_into_after_a_year,
        a_provider_sees_what_is_its_own_and_no_trace_of_another,
        what_is_moved_to_another_meeting_shows_where_it_was,
        who_asks_does_not_settle_a_query,
        the_plan_is_seen_by_all_who_work_and_made_for_the_whole_council,
        a_return_is_approved_by_somebody_else_and_waits_again_when_it_is_changed,
        a_public_summary_is_approved_by_somebody_else,
    }
    kills {
        whatever_is_acknowledged_is_whole_after_a_kill,
    }
}
