"""All rules, one line each. A rule that is not listed here does not run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from planner.checks.base import (
    AnyRule,
    CandidatesRule,
    Case,
    Changes,
    ChoiceRule,
    OfferingRule,
    PlannerRule,
    StackRule,
    WorkloadRule,
    no_changes,
    no_remark,
)
from planner.checks.rules import (
    aoai001_check_failed,
    aoai002_acceptance_void,
    aoai003_plan_unsound,
    aoai201_unknown_model,
    aoai202_unknown_version,
    aoai203_unknown_region,
    aoai204_type_not_offered,
    aoai205_not_in_region,
    aoai206_availability_unknown,
    aoai207_limited_access,
    aoai208_select_customers,
    aoai209_sources_disagree,
    aoai210_two_clouds,
    aoai211_old_snapshot,
    aoai301_below_minimum,
    aoai302_above_maximum,
    aoai303_off_step,
    aoai304_wrong_unit,
    aoai305_quota_exceeded,
    aoai306_quota_unknown,
    aoai307_too_many_deployments,
    aoai308_too_small,
    aoai309_below_target,
    aoai310_version_with_capacity,
    aoai311_move_needs_quota_twice,
    aoai312_live_of_another,
    aoai313_quota_key_unknown,
    aoai314_quota_in_tokens,
    aoai401_leaves_boundary,
    aoai402_weights_leave_geography,
    aoai403_unknown_residency,
    aoai404_outside_member_states,
    aoai405_residency_unsaid,
    aoai501_retired,
    aoai502_retires_soon,
    aoai503_existing_customers_only,
    aoai504_preview_in_prod,
    aoai505_version_not_pinned,
    aoai506_upgrade_changes_model,
    aoai601_single_region,
    aoai602_developer_in_prod,
    aoai603_global_replicas,
    aoai604_too_few_regions,
    aoai605_contradicting_requirements,
    aoai606_contradicting_placement,
    aoai607_kept,
    aoai608_no_place_left,
    aoai701_not_fine_tunable,
    aoai702_training_not_offered,
    aoai703_not_deployable_so,
    aoai704_idle_deletion,
    aoai705_hosting_cost,
    aoai706_trained_elsewhere,
    aoai707_ephemeral,
    aoai708_another_base,
    aoai801_account_name,
    aoai802_subdomain,
    aoai803_local_auth,
    aoai804_public_network,
    aoai805_kind_openai,
    aoai806_deployment_name,
    aoai807_names_not_yours,
    aoai808_unknown_role,
    aoai809_malformed_id,
    aoai810_id_of_other_type,
    aoai811_private_without_subnet,
    aoai812_key_without_identity,
    aoai813_content_filter_undefined,
    aoai814_block_list_undefined,
    aoai815_spillover_impossible,
    aoai816_listed_twice,
    aoai817_malformed_address,
    aoai818_without_effect,
    aoai819_diagnostics_nowhere,
    aoai820_subnet_not_seen,
    aoai821_read_only_lock,
    aoai822_restore_left_on,
    aoai823_zones_incomplete,
    aoai824_account_not_pinned,
    aoai825_import_impossible,
    aoai826_import_left_on,
    aoai827_group_id,
    aoai828_account_keeps_its_name,
    aoai829_network_in_one_region,
    aoai830_deployment_keeps_its_name,
    aoai831_unknown_location,
    aoai832_nobody_let_in,
    aoai833_stays_with_another_team,
    aoai834_group_stays,
    aoai835_nothing_left,
    aoai836_still_referred_to,
    aoai837_closed_too_early,
    aoai838_others_at_stake,
    aoai839_kind_moved_on,
    aoai840_empty_left_on,
    aoai841_team_section_gone,
    aoai842_account_in_another_group,
    aoai843_renamed_and_refused,
    aoai844_name_of_what_runs,
    aoai845_more_open,
    aoai846_kind_takes_openai_only,
    aoai847_not_written,
    aoai848_bought_on_the_marketplace,
    aoai849_two_of_one_name,
)
from planner.domain.finding import Finding, Rule
from planner.domain.offering import Offering
from planner.domain.terms import Use

RULES: tuple[AnyRule, ...] = (
    aoai001_check_failed.CHECK,
    aoai002_acceptance_void.CHECK,
    aoai003_plan_unsound.CHECK,
    aoai201_unknown_model.CHECK,
    aoai202_unknown_version.CHECK,
    aoai203_unknown_region.CHECK,
    aoai204_type_not_offered.CHECK,
    aoai205_not_in_region.CHECK,
    aoai206_availability_unknown.CHECK,
    aoai207_limited_access.CHECK,
    aoai208_select_customers.CHECK,
    aoai209_sources_disagree.CHECK,
    aoai210_two_clouds.CHECK,
    aoai211_old_snapshot.CHECK,
    aoai301_below_minimum.CHECK,
    aoai302_above_maximum.CHECK,
    aoai303_off_step.CHECK,
    aoai304_wrong_unit.CHECK,
    aoai305_quota_exceeded.CHECK,
    aoai306_quota_unknown.CHECK,
    aoai307_too_many_deployments.CHECK,
    aoai308_too_small.CHECK,
    aoai309_below_target.CHECK,
    aoai310_version_with_capacity.CHECK,
    aoai311_move_needs_quota_twice.CHECK,
    aoai312_live_of_another.CHECK,
    aoai313_quota_key_unknown.CHECK,
    aoai314_quota_in_tokens.CHECK,
    aoai401_leaves_boundary.CHECK,
    aoai402_weights_leave_geography.CHECK,
    aoai403_unknown_residency.CHECK,
    aoai404_outside_member_states.CHECK,
    aoai405_residency_unsaid.CHECK,
    aoai501_retired.CHECK,
    aoai502_retires_soon.CHECK,
    aoai503_existing_customers_only.CHECK,
    aoai504_preview_in_prod.CHECK,
    aoai505_version_not_pinned.CHECK,
    aoai506_upgrade_changes_model.CHECK,
    aoai601_single_region.CHECK,
    aoai602_developer_in_prod.CHECK,
    aoai603_global_replicas.CHECK,
    aoai604_too_few_regions.CHECK,
    aoai605_contradicting_requirements.CHECK,
    aoai606_contradicting_placement.CHECK,
    aoai607_kept.CHECK,
    aoai608_no_place_left.CHECK,
    aoai701_not_fine_tunable.CHECK,
    aoai702_training_not_offered.CHECK,
    aoai703_not_deployable_so.CHECK,
    aoai704_idle_deletion.CHECK,
    aoai705_hosting_cost.CHECK,
    aoai706_trained_elsewhere.CHECK,
    aoai707_ephemeral.CHECK,
    aoai708_another_base.CHECK,
    aoai801_account_name.CHECK,
    aoai802_subdomain.CHECK,
    aoai803_local_auth.CHECK,
    aoai804_public_network.CHECK,
    aoai805_kind_openai.CHECK,
    aoai806_deployment_name.CHECK,
    aoai807_names_not_yours.CHECK,
    aoai808_unknown_role.CHECK,
    aoai809_malformed_id.CHECK,
    aoai810_id_of_other_type.CHECK,
    aoai811_private_without_subnet.CHECK,
    aoai812_key_without_identity.CHECK,
    aoai813_content_filter_undefined.CHECK,
    aoai814_block_list_undefined.CHECK,
    aoai815_spillover_impossible.CHECK,
    aoai816_listed_twice.CHECK,
    aoai817_malformed_address.CHECK,
    aoai818_without_effect.CHECK,
    aoai819_diagnostics_nowhere.CHECK,
    aoai820_subnet_not_seen.CHECK,
    aoai821_read_only_lock.CHECK,
    aoai822_restore_left_on.CHECK,
    aoai823_zones_incomplete.CHECK,
    aoai824_account_not_pinned.CHECK,
    aoai825_import_impossible.CHECK,
    aoai826_import_left_on.CHECK,
    aoai827_group_id.CHECK,
    aoai828_account_keeps_its_name.CHECK,
    aoai829_network_in_one_region.CHECK,
    aoai830_deployment_keeps_its_name.CHECK,
    aoai831_unknown_location.CHECK,
    aoai832_nobody_let_in.CHECK,
    aoai833_stays_with_another_team.CHECK,
    aoai834_group_stays.CHECK,
    aoai835_nothing_left.CHECK,
    aoai836_still_referred_to.CHECK,
    aoai837_closed_too_early.CHECK,
    aoai838_others_at_stake.CHECK,
    aoai839_kind_moved_on.CHECK,
    aoai840_empty_left_on.CHECK,
    aoai841_team_section_gone.CHECK,
    aoai842_account_in_another_group.CHECK,
    aoai843_renamed_and_refused.CHECK,
    aoai844_name_of_what_runs.CHECK,
    aoai845_more_open.CHECK,
    aoai846_kind_takes_openai_only.CHECK,
    aoai847_not_written.CHECK,
    aoai848_bought_on_the_marketplace.CHECK,
    aoai849_two_of_one_name.CHECK,
)

BY_ID: dict[str, Rule] = {check.rule.id: check.rule for check in RULES}

WORKLOAD_RULES = tuple(check for check in RULES if isinstance(check, WorkloadRule))
OFFERING_RULES = tuple(check for check in RULES if isinstance(check, OfferingRule))
CANDIDATES_RULES = tuple(check for check in RULES if isinstance(check, CandidatesRule))
CHOICE_RULES = tuple(check for check in RULES if isinstance(check, ChoiceRule))
STACK_RULES = tuple(check for check in RULES if isinstance(check, StackRule))

Remark = Callable[[Case, Offering], Iterable[Finding]]


def _remarks(use: Use) -> Iterator[tuple[Rule, Remark]]:
    for choice in CHOICE_RULES:
        if use in choice.uses:
            yield choice.rule, choice.review
    for check in OFFERING_RULES:
        if use in check.uses and check.remark is not no_remark:
            yield check.rule, check.remark


REMARKS = {use: tuple(_remarks(use)) for use in Use}
"""What looks at a chosen offering, by the workload's use."""

REJECTING = {use: tuple(c for c in OFFERING_RULES if use in c.uses) for use in Use}
"""What may reject an offering, by the workload's use."""

CHANGES: dict[Rule, Changes] = {
    check.rule: check.changes
    for check in RULES
    if not isinstance(check, StackRule | PlannerRule) and check.changes is not no_changes
}
"""What might help against a rule's findings."""

OTHERWISE: dict[Rule, Changes] = {
    check.rule: check.otherwise for check in RULES if isinstance(check, WorkloadRule | OfferingRule)
}
"""What to try when nothing of that helps."""
