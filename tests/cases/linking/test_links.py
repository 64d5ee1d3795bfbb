"""Links between files are shown only to the supervisor, by kind and code, until somebody gives a reason."""

from html import unescape
from unittest.mock import patch

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.actions import complaints, links, merges, victims
from cases.choices import LinkKind, PersonRole
from cases.linking import detection, linkable_values, shared_values
from cases.merging import undo_plan
from cases.models import Link, LinkToken, Person
from safeguards import row_security
from safeguards.audit import AuditEvent
from safeguards.audit.sentences import sentence_of
from safeguards.errors import AccessDenied, WorkflowRefused
from taskforces.access.scoping import row_security_context
from taskforces.models import Notification
from tests.cases.merging.test_merges import merged
from tests.cases.stories import girl, log, logged, opened, stranger
from tests.factories import CaseFactory, NotSameFactory, PersonFactory, VictimFactory, change
from tests.personas import client_of

pytestmark = pytest.mark.django_db
SHARED = "0815-0000-0042"


def recruiter(**changes) -> dict:
    """Somebody reported, with a number."""
    given = {"is_known": True, "name": "Contoh Perekrut Rekaan", "phone": SHARED, "role": PersonRole.RECRUITER}
    return stranger(**{**given, **changes})


def other_girl(**changes) -> dict:
    """Another victim, with nothing in common."""
    return girl(name="Contoh Kenanga Lain", nik="1571015506100002", phone="0819-1111-2222", nickname="Nanga",
                address="Lorong Lain 5 RT 7", birth_date=None, age=15, **changes)  # fmt: skip


@pytest.fixture
def two_files(world):
    """Two complaints whose recruiters have the same number, logged by the act, which detects it."""
    first = log(world, girl(), recruiter())
    second = log(world, other_girl(), recruiter(name="Rekaan Bos Lain"))
    return first, second


def page_of(user, address) -> str:
    answer = client_of(user).get(address)
    return unescape(answer.content.decode()) if answer.status_code == 200 else ""


def test_a_number_in_a_second_file_is_a_link_and_the_supervisor_is_told_by_code(world, two_files):
    link = Link.objects.get()
    assert link.kind == LinkKind.PHONE
    line = Notification.objects.get(user=world.ratna)
    assert line.text == f"{two_files[1].number} berkaitan dengan berkas lain: nomor telepon."
    assert line.path == reverse("cases:link-detail", args=[link.pk])
    assert not Notification.objects.filter(user=world.sari).exists()


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        (LinkKind.PHONE, {"phone": "0815-0000-0042"}, {"phone": "+62 815 0000 0042"}),
        (LinkKind.ACCOUNT, {"accounts": "BCA 123-456-7890"}, {"accounts": "lain\nbca 1234567890"}),
        (LinkKind.ADDRESS, {"address": "Jl. Rekaan No. 27 RT 03"}, {"address": "Jalan Rekaan 27, RT 3"}),
    ],
)
def test_values_are_the_same_however_they_are_written(world, kind, one, other):
    nothing = {"phone": "", "accounts": "", "address": ""}
    log(world, recruiter(**{**nothing, **one}))
    log(world, recruiter(**{**nothing, "name": "Rekaan Bos Lain", **other}))
    assert [link.kind for link in Link.objects.all()] == [kind]


def test_a_reported_person_written_down_again_is_a_link(world):
    one = {"phone": "", "name": "Contoh Perekrut Rekaan", "nik": "1571020101800001"}
    log(world, recruiter(**one))
    log(world, recruiter(**one))
    assert LinkKind.SUSPECT in {link.kind for link in Link.objects.all()}


def test_a_town_an_emergency_number_or_one_girl_s_own_number_link_nobody(world):
    log(world, recruiter(phone="112", address="Jambi"))
    log(world, recruiter(phone="112", address="Jambi", name="Rekaan Bos Lain"))
    case = opened(world, girl())
    person = case.victims.get().person
    VictimFactory(case=CaseFactory(by=world.sari), person=person)
    detection.detect_links([person], code="K")
    assert not Link.objects.exists()


def test_the_panel_stands_on_the_supervisor_s_pages_alone(world, two_files):
    first, second = two_files
    case = CaseFactory.of_complaint(first)
    for address, other in (
        (reverse("cases:case-detail", args=[case.pk]), second.number),
        (reverse("cases:complaint-detail", args=[second.pk]), case.number),
    ):
        shown = page_of(world.ratna, address)
        assert "Kaitan antarkasus" in shown
        assert other in shown.split('id="kaitan"')[1]
        assert SHARED not in shown
        hidden = page_of(world.sari, address)
        assert "Kaitan" not in hidden
        assert "kaitan" not in hidden.lower()


def test_the_caseworker_s_page_asks_nothing_about_links(world, two_files):
    address = reverse("cases:complaint-detail", args=[two_files[0].pk])
    client = client_of(world.sari)
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    assert not [query for query in asked if "cases_link" in query["sql"]]


def test_more_files_cost_no_more_questions(world, two_files):
    case = CaseFactory.of_complaint(two_files[0])
    with CaptureQueriesContext(connection) as few:
        assert len(shared_values.links_of_case(case)[0].files) == 1
    for number in range(6):
        log(world, other_girl(), recruiter(name=f"Rekaan Bos {number}"))
    with CaptureQueriesContext(connection) as many:
        assert len(shared_values.links_of_case(case)[0].files) == 7
    assert len(few) == len(many) == 4


PAGES = ("link-list", "link-detail", "link-dismiss", "link-restore")


@pytest.mark.parametrize("name", ["sari", "maya", "rina", "arif", "dewi", "nobody"])
def test_nobody_but_the_supervisor_reaches_a_link(world, two_files, name):
    link, client = Link.objects.get(), client_of(getattr(world, name))
    for page in PAGES:
        address = reverse(f"cases:{page}", args=[] if page == "link-list" else [link.pk])
        assert client.get(address).status_code in (403, 405)
        assert client.post(address, {}).status_code in (403, 405)
    for act in (links.reveal, links.dismiss):
        with pytest.raises(AccessDenied):
            act(link=link, reason="Ingin tahu saja", by=getattr(world, name))
    with pytest.raises(AccessDenied):
        links.restore(link=link, by=getattr(world, name))
    assert not Link.objects.visible_to(getattr(world, name)).exists()


def test_another_task_force_shares_nothing(world, two_files):
    supervisor = world.ratna
    log(world, recruiter(), by=world.tono)
    assert len(shared_values.files_sharing(list(Link.objects.all()))[0].files) == 2
    assert Link.objects.exclude(task_force=world.jambi).count() == 0
    assert Link.objects.visible_to(supervisor).count() == 1


def test_the_value_is_shown_for_a_reason_and_recorded(world, two_files):
    link, client = Link.objects.get(), client_of(world.ratna)
    address = reverse("cases:link-detail", args=[link.pk])
    page = client.get(address).content.decode()
    assert all(complaint.number in page for complaint in two_files)
    assert SHARED not in page
    assert client.post(address, {"reason": ""}).status_code == 422
    shown = client.post(address, {"reason": "other", "other_reason": "Bahan rujukan ke kepolisian"})
    assert SHARED in shown.content.decode()
    event = AuditEvent.objects.get(verb="link.revealed")
    assert sentence_of(event).startswith("Membuka nilai kaitan antarkasus (Nomor telepon)")
    assert SHARED not in sentence_of(event)


def test_a_hub_is_set_aside_with_a_reason_and_can_come_back(world, two_files):
    link, client = Link.objects.get(), client_of(world.ratna)
    dismiss = reverse("cases:link-dismiss", args=[link.pk])
    assert client.post(dismiss, {"dismissed_reason": ""}).status_code == 422
    assert client.post(dismiss, {"dismissed_reason": "kantor"}).status_code == 422
    for _twice in range(2):
        assert client.post(dismiss, {"dismissed_reason": "Telepon rumah aman"}).status_code == 302
    assert AuditEvent.objects.filter(verb="link.dismissed").count() == 1
    address = reverse("cases:complaint-detail", args=[two_files[0].pk])
    assert "Kaitan antarkasus" not in page_of(world.ratna, address)
    Notification.objects.all().delete()
    log(world, recruiter(name="Rekaan Bos Ketiga"))
    assert not Notification.objects.exists()
    assert two_files[0].number in client.get(reverse("cases:link-list") + "?dikesampingkan=1").content.decode()
    client.post(reverse("cases:link-restore", args=[link.pk]))
    assert "Kaitan antarkasus" in page_of(world.ratna, address)


def test_an_old_link_is_news_in_a_new_file(world, two_files):
    Notification.objects.all().delete()
    third = log(world, recruiter(name="Rekaan Bos Ketiga"))
    assert Notification.objects.get(user=world.ratna).text.startswith(third.number)


def test_a_link_noticed_while_correcting_is_told_once(world):
    log(world, recruiter())
    case = opened(world, other_girl())
    victim = case.victims.get()
    for _twice in range(2):
        victims.edit(victim=victim, changes={"phone": SHARED}, version=None, by=world.sari)
    assert Notification.objects.filter(user=world.ratna).count() == 1


def test_a_value_corrected_away_is_no_link_any_more(world, two_files):
    row = two_files[1].people.get(role=PersonRole.RECRUITER)
    complaints.amend(
        complaint=two_files[1],
        details={},
        people=[{"id": row.pk, "phone": "0817-9999-0000"}],
        version=two_files[1].version,
        by=world.sari,
    )
    assert shared_values.files_sharing(list(Link.objects.all())) == []


def test_tokens_follow_a_merge_and_its_undoing(world):
    girls = [logged(world, one).people.get().person for one in (girl(), girl(phone="0813-0000-0099"))]
    before = set(LinkToken.objects.values_list("person", "kind", "token"))
    merge = merged(*girls, world.sari, {"phone": "both"})
    assert not LinkToken.objects.filter(person=girls[1]).exists()
    assert LinkToken.objects.filter(person=girls[0], kind=LinkKind.PHONE).count() == 2
    merges.undo(merge=merge, digest=undo_plan.plan_of(merge).digest, by=world.sari)
    assert set(LinkToken.objects.values_list("person", "kind", "token")) == before


def test_a_short_reason_sets_nothing_aside_and_a_failure_leaves_nothing(world, two_files):
    link = Link.objects.get()
    with pytest.raises(WorkflowRefused):
        links.dismiss(link=link, reason="kantor", by=world.ratna)
    with patch("cases.actions.links.record", side_effect=RuntimeError), pytest.raises(RuntimeError):
        links.dismiss(link=link, reason="Telepon rumah aman", by=world.ratna)
    link.refresh_from_db()
    assert link.dismissed_at is None


def test_tokens_are_those_of_the_values(world):
    person = PersonFactory(task_force=world.jambi, accounts="BCA 1234567890", address="Lorong Rahasia 9")
    detection.refresh([person])
    kinds = set(LinkToken.objects.filter(person=person).values_list("kind", flat=True))
    assert kinds == {LinkKind.PHONE, LinkKind.ACCOUNT, LinkKind.ADDRESS}
    change(person, accounts="")
    detection.refresh([Person.objects.get(pk=person.pk)])
    assert not LinkToken.objects.filter(person=person, kind=LinkKind.ACCOUNT).exists()
    assert linkable_values.token_of(LinkKind.PHONE, "", person) is None


def test_what_was_written_at_once_is_noticed_at_the_end_and_told_once(world):
    numbers = [f"0815-0000-00{place}" for place in (11, 12)]
    people = [
        PersonFactory(task_force=world.jambi, name=f"Rekaan {number}", phone=number, address="", findable=False)
        for number in numbers * 2
    ]
    for person in people:
        VictimFactory(case=CaseFactory(by=world.sari), person=person)
    detection.write_tokens_of_new(people, suspects=())
    made = detection.detect_all_links(world.jambi.pk, code="Register lama")
    assert [link.kind for link in made] == [LinkKind.PHONE] * 2
    assert (
        Notification.objects.get(user=world.ratna).text == "Register lama berkaitan dengan berkas lain: nomor telepon."
    )
    assert detection.detect_all_links(world.jambi.pk, code="Register lama") == []


TABLES = ("cases_link", "cases_linktoken", "cases_personmerge", "cases_notsame")


@pytest.mark.parametrize(("name", "sees"), [("sari", True), ("tono", False), ("maya", False), ("rina", False)])
def test_the_database_itself_shows_merges_and_links_to_the_case_team_alone(world, two_files, name, sees):
    people = [row.person for row in two_files[0].people.all()] + [row.person for row in two_files[1].people.all()]
    NotSameFactory(one=people[0], other=people[2], by=world.sari)
    merged(people[1], people[3], world.sari)
    for table in TABLES:
        with row_security.activate(row_security_context(getattr(world, name))), connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM {table}")
            assert (cursor.fetchone()[0] > 0) is sees, table


@pytest.mark.parametrize("table", ["cases_link", "cases_personmerge", "cases_notsame"])
def test_what_was_decided_is_not_deleted(world, table):
    with (
        pytest.raises(ProgrammingError),
        transaction.atomic(),
        row_security.activate(row_security_context(world.sari)),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"DELETE FROM {table}")


def test_a_recruiter_met_again_is_shown_by_name(world):
    one = {"phone": "", "name": "Contoh Perekrut Rekaan", "nik": "1571020101800001"}
    log(world, recruiter(**one))
    log(world, recruiter(**one))
    link = Link.objects.get(kind=LinkKind.SUSPECT)
    assert set(links.reveal(link=link, reason="other", other_reason="Bahan rujukan ke kepolisian", by=world.ratna)) == {
        "Contoh Perekrut Rekaan"
    }
