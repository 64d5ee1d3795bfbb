"""The workflow tables are total, and every state has a way to an end."""

import pytest

from cases import workflow
from cases.choices import LegalStage, ServiceState, Stage
from safeguards.errors import WorkflowRefused


@pytest.mark.parametrize(
    ("table", "states"),
    [
        (workflow.NEXT_STAGES, Stage),
        (workflow.NEXT_LEGAL_STAGES, LegalStage),
        (workflow.NEXT_SERVICE_STATES, ServiceState),
    ],
)
def test_every_state_has_a_row_and_leads_to_known_states(table, states):
    assert set(table) == set(states)
    assert all(set(following) <= set(states) for following in table.values())


@pytest.mark.parametrize("start", [stage for stage in Stage if stage != Stage.DUPLICATE])
def test_termination_can_be_reached_from_every_stage_but_a_duplicate(start):
    assert Stage.TERMINATION in reachable(workflow.NEXT_STAGES, start)


@pytest.mark.parametrize("stage", [stage for stage in LegalStage if stage != LegalStage.POLICE_REPORT])
def test_every_legal_stage_can_be_reached_from_the_police_report(stage):
    assert stage in reachable(workflow.NEXT_LEGAL_STAGES, LegalStage.POLICE_REPORT)


def test_every_stage_has_its_place_in_the_order():
    assert set(workflow.STAGE_ORDER) == set(Stage)
    assert len(workflow.STAGE_ORDER) == len(Stage)


def test_a_reason_is_asked_only_of_steps_that_exist():
    assert all(after in workflow.NEXT_STAGES[before] for before, after in workflow.NEEDS_REASON)


def test_a_case_shows_its_least_advanced_victim():
    assert workflow.least_advanced(["service", "complaint", "monitoring"]) == Stage.COMPLAINT
    assert workflow.least_advanced(["termination", "service"]) == Stage.SERVICE
    assert workflow.least_advanced(["not_tppo", "termination"]) == Stage.TERMINATION
    assert workflow.least_advanced([]) == Stage.COMPLAINT


@pytest.mark.parametrize("before", list(Stage))
@pytest.mark.parametrize("after", list(Stage))
def test_the_check_follows_the_table(before, after):
    if after in workflow.NEXT_STAGES[before]:
        workflow.check_stage(before, after)
    else:
        with pytest.raises(WorkflowRefused):
            workflow.check_stage(before, after)


def test_the_criminal_track_begins_with_the_police_report():
    workflow.check_legal_stage("", LegalStage.POLICE_REPORT)
    with pytest.raises(WorkflowRefused, match="laporan polisi"):
        workflow.check_legal_stage("", LegalStage.TRIAL)


def reachable(table, start) -> set:
    """All states that can follow a state, directly or later."""
    found, open_ends = set(), [start]
    while open_ends:
        for following in table[open_ends.pop()]:
            if following not in found:
                found.add(following)
                open_ends.append(following)
    return found
