"""The workflow tables written again by hand: one line per row, with its source beside it.

A row of ``workflow.py`` that is missing here was not agreed with anybody. The sources are the state machines of the
offices (PermenPPPA 2/2022 as practised for victims; KUHAP Pasal 8, 109, 110, 138 and Kepja 518/A/J.A/11/2001 for the
criminal track); rows of our own practice say so.
"""

import pytest

from cases import workflow as of_cases
from coordination import workflow as of_decisions
from referrals import workflow as of_referrals

STAGES_OF_A_VICTIM = """
complaint       -> identification duplicate transferred          # screened within a day, or another region's
identification  -> assessment not_tppo transferred emergency duplicate
emergency       -> identification assessment                     # safety first, the questions afterwards
assessment      -> plan not_tppo transferred
plan            -> service assessment
service         -> monitoring plan transferred                   # back to the plan with a reason
monitoring      -> service plan termination
termination     -> assessment                                    # opened again, with a reason
not_tppo        -> assessment                                    # new facts
transferred     -> assessment                                    # returned
duplicate       ->                                               # the other row goes on
"""

STAGES_OF_THE_CRIMINAL_TRACK = """
police_report       -> inquiry                                   # SP.Lidik
inquiry             -> investigation inquiry_stopped             # sprindik, or no crime
inquiry_stopped     ->
investigation       -> spdp stopped                              # Pasal 109
spdp                -> p16 stage_one stopped
p16                 -> p17 stage_one stopped                     # Kepja 518: prosecutor appointed
p17                 -> p17 stage_one stopped                     # asked for progress, repeatable
stage_one           -> p18 p19 p21                               # Pasal 8(3)a, 110, 138
p18                 -> p19
p19                 -> stage_one p20 stopped                     # the loop
p20                 -> stage_one stopped                         # time exhausted
p21                 -> p21a stage_two                            # complete
p21a                -> p21a stage_two                            # reminder, repeatable
stage_two           -> court_filed prosecution_stopped           # Pasal 8(3)b
stopped             -> investigation                             # reopened by praperadilan or new evidence
prosecution_stopped -> stage_two                                 # P-26 revoked by P-27
court_filed         -> trial
trial               -> verdict
verdict             -> appeal final
appeal              -> appeal_verdict
appeal_verdict      -> cassation final
cassation           -> cassation_verdict
cassation_verdict   -> final
final               -> execution                                 # P-48
execution           ->
"""

STATES_OF_A_SERVICE = """
requested -> accepted declined withdrawn stopped                 # stopped: the consent was withdrawn
accepted  -> completed partly declined withdrawn stopped         # declined: not reached, or refused by the victim
stopped   -> withdrawn                                           # the sender says what was arranged
completed ->
partly    ->                                                    # the rest is a service of its own
declined  ->
withdrawn ->
"""

OUTCOMES_OF_A_COMPLAINT = """
pending         -> new_case existing_case information other_region wrong_number spam not_a_complaint emergency
emergency       -> new_case existing_case information other_region wrong_number spam not_a_complaint
new_case        ->                                               # part of a case for good
existing_case   ->
information     -> new_case existing_case other_region wrong_number spam not_a_complaint emergency
other_region    -> new_case existing_case information wrong_number spam not_a_complaint emergency
wrong_number    -> new_case existing_case information other_region spam not_a_complaint emergency
spam            -> new_case existing_case information other_region wrong_number not_a_complaint emergency
not_a_complaint -> new_case existing_case information other_region wrong_number spam emergency
"""

STATES_OF_A_REFERRAL = """
sent      -> accepted declined withdrawn
accepted  -> completed withdrawn
declined  ->
completed ->
withdrawn ->
"""

STATES_OF_A_DECISION = """
open        -> in_progress done cancelled
in_progress -> done cancelled open
done        -> in_progress                                       # it was not done after all
cancelled   -> open
"""

TABLES = {
    "victim": (STAGES_OF_A_VICTIM, of_cases.NEXT_STAGES),
    "criminal track": (STAGES_OF_THE_CRIMINAL_TRACK, of_cases.NEXT_LEGAL_STAGES),
    "service": (STATES_OF_A_SERVICE, of_cases.NEXT_SERVICE_STATES),
    "complaint": (OUTCOMES_OF_A_COMPLAINT, of_cases.NEXT_OUTCOMES),
    "referral": (STATES_OF_A_REFERRAL, of_referrals.NEXT_STATES),
    "decision": (STATES_OF_A_DECISION, of_decisions.NEXT_STATES),
}
STEPS_WITH_A_REASON = {
    ("termination", "assessment"),
    ("not_tppo", "assessment"),
    ("transferred", "assessment"),
    ("service", "plan"),
    ("monitoring", "termination"),
}


def written(table: str) -> set[str]:
    """``before -> after`` for every step of a handwritten table; a final state is ``state ->``."""
    steps = set()
    for line in filter(None, table.strip().splitlines()):
        before, following = (part.strip() for part in line.split("#")[0].split("->"))
        steps |= {f"{before} -> {after}" for after in following.split()} or {f"{before} ->"}
    return steps


def kept(table) -> set[str]:
    """The same for a table of the product."""
    return {
        step
        for before, following in table.items()
        for step in ({f"{before} -> {after}" for after in following} or {f"{before} ->"})
    }


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_the_one_written_by_hand(name):
    by_hand, product = TABLES[name]
    added, missing = kept(product) - written(by_hand), written(by_hand) - kept(product)
    assert not added, f"nobody agreed on: {sorted(added)}"
    assert not missing, f"agreed, and not possible: {sorted(missing)}"


def test_the_steps_that_need_a_reason_are_the_ones_written_by_hand():
    assert {(str(before), str(after)) for before, after in of_cases.NEEDS_REASON} == STEPS_WITH_A_REASON


def test_the_criminal_track_begins_with_the_police_report_alone():
    assert {str(stage) for stage in of_cases.FIRST_LEGAL_STAGES} == {"police_report"}
