"""Meetings and decisions: every check of every act, and the pages."""

import re
from datetime import timedelta

import pytest

from cases.actions import drafts
from coordination.actions import decisions, meetings
from coordination.choices import DecisionState
from coordination.models import Decision, Meeting
from safeguards import clock, row_security
from safeguards.audit import AuditEvent
from safeguards.errors import AccessDenied, Conflict, WorkflowRefused
from safeguards.identifiers import new_id
from taskforces.access import scoping
from taskforces.access.roles import Role
from taskforces.models import Decree
from tests.factories import AttendanceFactory, DecisionFactory, MeetingFactory
from tests.personas import client_of, make_user


def facts(**changes) -> dict:
    return {"title": "Rakor lintas sektor", "held_on": clock.today(), "place": "Aula DPMPPA", **changes}


def decision(world, text: str = "Sosialisasi di sekolah", **changes) -> dict:
    return {"text": text, "owner_agency": world.dinsos, "due_on": clock.today() + timedelta(days=30), **changes}


def recorded(world, **changes) -> Meeting:
    values = {
        "task_force": world.jambi,
        "details": facts(),
        "attendances": [{"agency": world.dinsos, "people": 3}, {"agency": world.polresta, "people": 2}],
        "decisions": [decision(world)],
        "by": world.rina,
    }
    return meetings.record(**{**values, **changes})


def held(world, *texts: str) -> Meeting:
    """The same as rows, with a decision per text, as the start of later tests."""
    meeting = MeetingFactory(by=world.rina)
    for agency, people in ((world.dinsos, 3), (world.polresta, 2)):
        AttendanceFactory(meeting=meeting, agency=agency, people=people)
    for text in texts or ("Sosialisasi di sekolah",):
        DecisionFactory(meeting=meeting, text=text, owner_agency=world.dinsos)
    return meeting


def edited(world, meeting: Meeting, **changes) -> Meeting:
    first = meeting.decisions.first()
    values = {
        "details": facts(),
        "attendances": [{"agency": world.dinsos, "people": 3}, {"agency": world.polresta, "people": 2}],
        "decisions": [decision(world, id=first.pk)] if first else [],
        "version": 1,
        "by": world.rina,
    }
    return meetings.edit(meeting=meeting, **{**values, **changes})


def verbs(meeting: Meeting) -> list[str]:
    return list(AuditEvent.objects.filter(root_id=meeting.pk).order_by("id").values_list("verb", flat=True))


def other_secretary(world):
    return make_user("Yuli", Role.SECRETARIAT, Decree.objects.get(task_force=world.jakarta_barat))


def text_of(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_a_meeting_is_recorded_with_who_came_and_what_was_decided(world):
    meeting = recorded(world)

    assert {(row.agency, row.people) for row in meeting.attendances.all()} == {(world.dinsos, 3), (world.polresta, 2)}
    assert [(row.position, row.text, row.state) for row in meeting.decisions.all()] == [
        (1, "Sosialisasi di sekolah", DecisionState.OPEN)
    ]
    assert verbs(meeting) == ["meeting.recorded"]


def test_the_same_form_twice_is_one_meeting(world):
    key = new_id()
    first, second = recorded(world, submission_key=key), recorded(world, submission_key=key)

    assert first == second
    assert (Meeting.objects.count(), Decision.objects.count()) == (1, 1)
    assert verbs(first) == ["meeting.recorded"]


@pytest.mark.parametrize("who", ["sari", "ratna", "budi", "maya", "arif", "tono", "dewi", "nobody"])
def test_others_touch_no_meeting(world, who):
    meeting, user = recorded(world), getattr(world, who)
    for act in (
        lambda: recorded(world, by=user),
        lambda: edited(world, meeting, by=user),
        lambda: decisions.update(decision=meeting.decisions.get(), state=DecisionState.DONE, by=user),
    ):
        with pytest.raises(AccessDenied):
            act()
    assert verbs(meeting) == ["meeting.recorded"]


@pytest.mark.each_door
def test_a_secretary_elsewhere_neither_acts_nor_finds_it(world):
    meeting, yuli = held(world), other_secretary(world)
    with pytest.raises(AccessDenied, match="di luar"):
        edited(world, meeting, by=yuli)
    browser, row = client_of(yuli), meeting.decisions.get()
    for path in (f"/rapat/{meeting.pk}/", f"/rapat/{meeting.pk}/ubah/", f"/rapat/keputusan/{row.pk}/"):
        assert browser.get(path).status_code == 404
        assert browser.post(path).status_code in (404, 405)
    assert "Rakor" not in text_of(browser.get("/rapat/"))


@pytest.mark.parametrize("broken", ["agency", "owner", "future", "due"])
def test_what_cannot_be_leaves_nothing(world, broken):
    tomorrow, yesterday = clock.today() + timedelta(days=1), clock.today() - timedelta(days=1)
    changes = {
        "agency": {"attendances": [{"agency": world.uptd_jakarta_barat, "people": 1}]},
        "owner": {"decisions": [decision(world, owner_agency=world.uptd_jakarta_barat)]},
        "future": {"details": facts(held_on=tomorrow)},
        "due": {"decisions": [decision(world, due_on=yesterday)]},
    }
    with pytest.raises(WorkflowRefused):
        recorded(world, **changes[broken])
    assert not Meeting.objects.exists()
    assert not AuditEvent.objects.exists()


def test_what_cannot_be_recorded_cannot_be_edited_in_either(world):
    meeting = recorded(world, decisions=[])
    for changes in (
        {"attendances": [{"agency": world.uptd_jakarta_barat, "people": 1}]},
        {"decisions": [decision(world, owner_agency=world.uptd_jakarta_barat)]},
        {"details": facts(held_on=clock.today() + timedelta(days=1))},
    ):
        with pytest.raises(WorkflowRefused):
            edited(world, meeting, **changes)
    edited(world, meeting, decisions=[decision(world, "Yang pertama")])
    assert [(row.text, row.position) for row in meeting.decisions.all()] == [("Yang pertama", 1)]


def test_a_failure_midway_leaves_nothing(world):
    with pytest.raises(KeyError):
        recorded(world, decisions=[decision(world), {"text": "Tanpa penanggung jawab"}])
    assert not Meeting.objects.exists()


def test_an_edit_corrects_adds_and_removes_decisions(world):
    meeting = recorded(world, decisions=[decision(world), decision(world, "Dihapus")])
    first = meeting.decisions.first()
    edited(
        world,
        meeting,
        details=facts(place="Ruang Rapat"),
        decisions=[decision(world, "Sosialisasi di sepuluh sekolah", id=first.pk), decision(world, "Baru")],
    )

    meeting.refresh_from_db()
    assert (meeting.place, meeting.version) == ("Ruang Rapat", 2)
    assert [row.text for row in meeting.decisions.all()] == ["Sosialisasi di sepuluh sekolah", "Baru"]
    assert AuditEvent.objects.get(verb="meeting.edited").details == {"changed": ["place", "keputusan"]}
    edited(
        world,
        meeting,
        version=2,
        details=facts(place="Ruang Rapat"),
        decisions=[decision(world, row.text, id=row.pk) for row in meeting.decisions.all()],
    )
    assert verbs(meeting) == ["meeting.recorded", "meeting.edited"]


def test_a_decision_that_was_begun_is_not_removed(world):
    meeting = held(world)
    meeting.decisions.update(state=DecisionState.IN_PROGRESS)
    with pytest.raises(WorkflowRefused, match="sudah berjalan"):
        edited(world, meeting, decisions=[])
    assert meeting.decisions.count() == 1


@pytest.mark.parametrize("part", ["facts", "attendance", "decisions"])
def test_a_stale_form_overwrites_no_part(world, part):
    meeting = held(world)
    edited(world, meeting, details=facts(place="Ruang A"), attendances=[], decisions=[])
    same = {"details": facts(place="Ruang A"), "attendances": [], "decisions": []}
    typed = {
        "facts": {"details": facts(place="Ruang B")},
        "attendance": {"attendances": [{"agency": world.rsud, "people": 1}]},
        "decisions": {"decisions": [decision(world, "Lain")]},
    }
    with pytest.raises(Conflict) as refused:
        meetings.edit(meeting=meeting, version=1, by=world.rina, **{**same, **typed[part]})

    assert len(refused.value.differences) == 1
    meeting.refresh_from_db()
    assert (meeting.place, meeting.version) == ("Ruang A", 2)


def test_a_decision_follows_its_table(world):
    row = recorded(world).decisions.get()
    decisions.update(decision=row, state=DecisionState.DONE, progress_note="Selesai di 12 sekolah", by=world.rina)
    with pytest.raises(WorkflowRefused, match="tidak dapat menjadi"):
        decisions.update(decision=row, state=DecisionState.CANCELLED, by=world.rina)
    with pytest.raises(Conflict):
        decisions.update(decision=row, state=DecisionState.IN_PROGRESS, version=1, by=world.rina)

    row.refresh_from_db()
    assert (row.state, row.version, row.state_changed_by) == (DecisionState.DONE, 2, world.rina)
    assert verbs(row.meeting) == ["meeting.recorded", "decision.updated"]


def test_the_same_state_twice_is_written_once(world):
    row = recorded(world).decisions.get()
    for _time in range(2):
        decisions.update(decision=row, state=DecisionState.IN_PROGRESS, by=world.rina)
    assert verbs(row.meeting) == ["meeting.recorded", "decision.updated"]


def test_row_security_closes_meetings_to_others(world):
    held(world)
    for user, seen in ((world.rina, 1), (world.dewi, 1), (world.tono, 0), (other_secretary(world), 0)):
        with row_security.activate(scoping.row_security_context(user)):
            assert (Meeting.objects.count(), Decision.objects.count()) == (seen, seen), user


def form_of(world, **changes) -> dict:
    values = {
        "title": "Rakor TPPO",
        "held_on": clock.today().isoformat(),
        "starts_at": "09.00",
        "ends_at": "11:30",
        "place": "Aula",
        f"people_{world.dinsos.pk}": "4",
        "submission_key": str(new_id()),
        "decision_count": "2",
        "decision-0-text": "Mendata korban yang belum dipulangkan",
        "decision-0-owner_agency": str(world.dinsos.pk),
        "decision-0-due_on": (clock.today() + timedelta(days=14)).isoformat(),
        "decision-1-text": "",
    }
    return {**values, **changes}


def test_the_secretary_records_a_meeting_on_one_page(world):
    rina = client_of(world.rina)
    assert "Instansi yang hadir" in text_of(rina.get("/rapat/baru/"))
    answer = rina.post("/rapat/baru/", form_of(world))

    meeting = Meeting.objects.get()
    assert answer["Location"] == f"/rapat/{meeting.pk}/"
    page = rina.get(answer["Location"])
    assert f"/ringkasan/?rapat={meeting.pk}" in page.content.decode()
    assert "Mendata korban yang belum dipulangkan" in text_of(page)
    assert "4 orang dari 1 instansi" in text_of(page)
    assert "1 belum selesai" in text_of(rina.get("/rapat/"))


def test_another_row_needs_no_script_and_loses_nothing(world):
    answer = client_of(world.rina).post("/rapat/baru/", form_of(world, add_decision="1", title="<b>Setengah jadi"))
    page = answer.content.decode()

    assert answer.status_code == 200
    assert "decision-2-text" in page
    assert "&lt;b&gt;Setengah jadi" in page
    assert "Mendata korban yang belum dipulangkan" in page
    assert not Meeting.objects.exists()
    assert drafts.load(key="meeting", by=world.rina).fields["title"] == "<b>Setengah jadi"
    assert "Setengah jadi" in client_of(world.rina).get("/rapat/baru/").content.decode()


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"title": ""}, "Acara"),
        ({"held_on": "31-02-2026"}, "tidak ada di kalender"),
        ({"held_on": "1-1-1999"}, "sejak tahun 2007"),
        ({"held_on": "1-1-2999"}, "paling jauh setahun"),
        ({"starts_at": "25.00"}, "Tulis jam seperti"),
        ({"starts_at": "12.00", "ends_at": "11.00"}, "sesudah jam mulai"),
        ({"starts_at": ""}, "Isi jam mulai"),
        ({"decision-0-owner_agency": ""}, "Pilih instansi penanggung jawab"),
        ({"decision-0-due_on": ""}, "Isi tenggatnya"),
        ({"decision-0-due_on": "1-1-2020"}, "tidak mendahului tanggal rapat"),
        ({"decision-1-due_on": "1-1-2030"}, "Tulis keputusannya"),
    ],
)
def test_a_wrong_field_is_said_at_the_field_and_everything_is_kept(world, changes, says):
    answer = client_of(world.rina).post("/rapat/baru/", form_of(world, place="Ruang 😀", **changes))

    assert answer.status_code == 422
    assert says in text_of(answer)
    assert "Ruang 😀" in answer.content.decode()
    assert not Meeting.objects.exists()


@pytest.mark.parametrize("count", ["-1", "9999", "abc", ""])
def test_a_forged_number_of_rows_does_no_harm(world, count):
    assert client_of(world.rina).post("/rapat/baru/", form_of(world, decision_count=count)).status_code in (302, 422)


def test_a_stale_page_can_be_saved_on_top_knowingly(world):
    meeting = held(world)
    edited(world, meeting, details=facts(place="Ruang A"))
    rina = client_of(world.rina)
    kept = meeting.decisions.get()
    form = form_of(world, version="1", **{"decision-0-id": str(kept.pk)})
    answer = rina.post(f"/rapat/{meeting.pk}/ubah/", form)
    page = answer.content.decode()

    assert answer.status_code == 409
    assert "Ruang A" in page
    assert re.search(r'name="decision-0-text" value="Mendata', page)
    rina.post(f"/rapat/{meeting.pk}/ubah/", {**form, "version": "2"})
    assert Meeting.objects.get().title == "Rakor TPPO"
    assert [row.pk for row in meeting.decisions.all()] == [kept.pk]


def test_the_province_reads_and_changes_nothing(world):
    meeting = held(world)
    dewi, row = client_of(world.dewi), meeting.decisions.get()

    page = dewi.get(f"/rapat/{meeting.pk}/")
    assert page.status_code == 200
    assert "Ubah rapat" not in text_of(page)
    assert "Perbarui" not in text_of(page)
    for path in ("/rapat/baru/", f"/rapat/{meeting.pk}/ubah/", f"/rapat/keputusan/{row.pk}/"):
        assert dewi.get(path).status_code == 403
        assert dewi.post(path).status_code == 403


@pytest.mark.parametrize("who", ["sari", "budi", "arif", "nobody"])
def test_others_open_no_page_of_meetings(world, who):
    meeting, browser = held(world), client_of(getattr(world, who))
    for path in ("/rapat/", "/rapat/baru/", f"/rapat/{meeting.pk}/", f"/rapat/{meeting.pk}/ubah/"):
        assert browser.get(path).status_code == 403


def test_a_decision_is_updated_on_its_page(world):
    meeting = held(world)
    row, rina = meeting.decisions.get(), client_of(world.rina)
    Decision.objects.update(due_on=clock.today() - timedelta(days=2))
    assert "Terlambat 2 hari" in text_of(rina.get(f"/rapat/{meeting.pk}/"))
    assert "1 terlambat" in text_of(rina.get("/rapat/"))

    form = {"state": "done", "progress_note": "12 sekolah", "version": "1"}
    assert rina.post(f"/rapat/keputusan/{row.pk}/", form)["Location"] == f"/rapat/{meeting.pk}/"
    assert rina.post(f"/rapat/keputusan/{row.pk}/", {**form, "state": "cancelled"}).status_code == 422
    page = text_of(rina.get(f"/rapat/{meeting.pk}/"))
    assert "12 sekolah" in page
    assert "Semua selesai" in text_of(rina.get("/rapat/"))


def test_queries_do_not_grow_with_meetings_and_decisions(world, django_assert_max_num_queries):
    for number in range(12):
        held(world, *(f"Keputusan {number}.{line}" for line in range(4)))
    rina = client_of(world.rina)
    rina.get("/rapat/")
    for path in ("/rapat/", f"/rapat/{Meeting.objects.first().pk}/", "/rapat/baru/"):
        with django_assert_max_num_queries(30):
            rina.get(path)
