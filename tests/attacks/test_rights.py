"""The attacker has the application's database role, or can inject SQL in a user's context."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from coordination.models import Decision, Meeting
from safeguards import row_security
from taskforces.access.scoping import row_security_context
from tests.factories import CaseFactory, ComplaintFactory, ReferralFactory, VictimFactory

# The tables from which the application may delete, and why. All other tables keep their rows.
DELETABLE = {
    "cases_dutyturn": "a turn of duty planned by mistake is taken out of the roster",
    "cases_draft": "a draft is gone once its form is saved",
    "cases_linktoken": "tokens of somebody are written anew when what is known of them changes",
    "cases_registermapping": "what an office remembers of its columns is forgotten when it asks so",
    "cases_registerpiece": "the uploaded file goes some time after its batch is settled",
    "cases_registerprogress": "goes with the dry run",
    "cases_registerrow": "a dry run is made anew",
    "cases_filewords": "a summary that was emptied is not found by its words",
    "cases_complainttokens": "a reporter whose name and number were taken out is not found by them",
    "cases_persontokens": "somebody without a name any more is not found by one",
    "coordination_attendance": "who came is corrected",
    "coordination_decision": "a decision written by mistake is taken out of its meeting",
    "taskforces_agencyservice": "what an agency offers is written anew",
    "taskforces_division": "a division nobody uses may be removed",
    "taskforces_notification": "one's own lines",
}
OURS = ("cases_", "referrals_", "reports_", "coordination_", "taskforces_", "safeguards_")


def refusal_of(context: dict, statement: str) -> str:
    """PostgreSQL's error for a statement of the application role; empty if it succeeded."""
    try:
        with transaction.atomic(), row_security.activate(context), connection.cursor() as cursor:
            cursor.execute(statement)
    except DatabaseError as error:
        return str(error).split("\n")[0]
    return ""


@pytest.fixture
def referral(world):
    """A referral of a victim of Kota Jambi to Dinas Sosial."""
    victim = VictimFactory(case=CaseFactory(by=world.sari))
    ComplaintFactory(by=world.sari, people=1)
    return ReferralFactory(victim=victim)


@pytest.mark.parametrize("person", ["maya", "sari"])
@pytest.mark.parametrize(
    "change",
    [
        "victim_id = gen_random_uuid()",
        "case_id = gen_random_uuid()",
        "task_force_id = gen_random_uuid()",
        "agency_id = gen_random_uuid()",
        "consent_id = gen_random_uuid()",
        "slip = ''",
        "number = 'R-2020-0001'",
        "sent_at = now()",
        "answer_due_at = now() + interval '1 year'",
        "service_lines = '{legal_aid}'",
    ],
)
def test_nobody_rewrites_what_was_sent(world, referral, person, change):
    context = row_security_context(getattr(world, person))
    assert "permission denied" in refusal_of(context, f"UPDATE referrals_referral SET {change}")


def test_the_answer_may_still_be_written(world, referral):
    assert refusal_of(row_security_context(world.maya), "UPDATE referrals_referral SET version = 2") == ""


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE cases_service SET victim_id = gen_random_uuid()",
        "UPDATE cases_service SET service_line = 'legal_aid'",
        "UPDATE cases_consent SET given_by = 'victim'",
        "UPDATE cases_participation SET agency_id = gen_random_uuid()",
        "UPDATE cases_screening SET verdict = 'met'",
        "UPDATE cases_contactattempt SET opened_by_id = gen_random_uuid()",
        "UPDATE cases_contactattempt SET way = 'call'",
        "UPDATE cases_emergencyresponse SET due_at = now()",
        "UPDATE cases_emergencyresponse SET declared_by_id = gen_random_uuid()",
        "UPDATE taskforces_region SET name = 'x'",
        "DELETE FROM cases_case",
        "DELETE FROM cases_person",
        "DELETE FROM taskforces_membership",
    ],
)
def test_what_was_written_once_stays(world, referral, statement):
    assert "permission denied" in refusal_of(row_security_context(world.sari), statement)


def test_the_application_deletes_nothing_but_what_is_named_here(world):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace "
            "AND has_table_privilege('tppo_app', oid, 'DELETE')"
        )
        deletable = {name for (name,) in cursor.fetchall() if name.startswith(OURS)}
    assert deletable - set(DELETABLE) == set()


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE public.planted (a int)",
        "ALTER TABLE cases_case DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE safeguards_auditevent DISABLE TRIGGER ALL",
        "SET LOCAL session_replication_role = replica",
        "DROP POLICY task_force_select ON cases_case",
        "TRUNCATE cases_case CASCADE",
        "CREATE FUNCTION public.planted() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "COPY cases_case TO PROGRAM 'id'",
        "INSERT INTO django_migrations (app, name, applied) VALUES ('x', 'x', now())",
    ],
)
def test_the_application_role_cannot_lift_itself(world, statement):
    assert refusal_of(row_security_context(world.sari), statement)


def test_functions_with_the_owner_s_rights_fix_where_they_look_for_names(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace "
            "AND NOT coalesce(array_to_string(proconfig, ',') LIKE '%%search_path=pg_catalog%%pg_temp%%', false)"
        )
        assert cursor.fetchall() == []


@pytest.mark.django_db(transaction=True)
def test_a_context_ends_with_its_transaction(world):
    with transaction.atomic(), row_security.activate(row_security_context(world.sari)):
        pass
    names = ("app.user_id", "app.task_forces", "app.agencies", "app.member_task_forces", "app.coordinating_task_forces")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT current_user::text, {', '.join(f'current_setting({n!r}, true)' for n in names)}")
        person, *left = cursor.fetchone()
    assert person != "tppo_app"
    assert not any(left)


@pytest.fixture
def meeting(world):
    """A meeting of Kota Jambi with a decision."""
    meeting = Meeting.objects.create(
        task_force=world.jambi,
        title="Rapat koordinasi",
        held_on=date(2026, 2, 12),
        place="Aula",
        recorded_at=timezone.now(),
        recorded_by=world.rina,
    )
    Decision.objects.create(
        task_force=world.jambi,
        meeting=meeting,
        text="Daftar nomor jaga",
        owner_agency=world.dinsos,
        due_on=date(2026, 3, 1),
        state_changed_at=timezone.now(),
        state_changed_by=world.rina,
    )
    return meeting


@pytest.mark.parametrize(("person", "changed"), [("sari", 0), ("maya", 0), ("arif", 0), ("tono", 0), ("rina", 1)])
def test_members_read_what_was_decided_and_coordinators_write_it(world, meeting, person, changed):
    with row_security.activate(row_security_context(getattr(world, person))):
        assert Decision.objects.update(text="Lain") == changed
        assert Meeting.objects.update(place="Lain") == changed
