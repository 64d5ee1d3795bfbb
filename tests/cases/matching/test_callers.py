"""Who calls again is found: tokens follow every act on a complaint, hold no text, and leave with what they found."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from cases.actions import complaints, hand_overs
from cases.choices import HandOverWay
from cases.matching import caller_tokens
from cases.matching.caller_search import calls_with, calls_with_name, calls_with_number
from cases.models import ComplaintTokens, HandOver
from safeguards import clock, row_security
from tests.cases.stories import log
from tests.cases.test_telephone_doors import SPELLINGS, TYPED
from tests.factories import ComplaintFactory, HandOverFactory, PublicMessageFactory

pytestmark = pytest.mark.django_db
ACCOUNT = "BCA 1234567890"


def whys(world, text: str) -> list[str]:
    """Why complaints of Kota Jambi are found by this text."""
    return [call.why for call in calls_with(text, [world.jambi.pk])]


@pytest.mark.parametrize("typed", SPELLINGS)
class TestEverySpelling:
    def test_the_reporter(self, world, typed):
        complaint = log(world, reporter_phone=TYPED)
        (call,) = calls_with_number(typed, [world.jambi.pk])
        assert (call.complaint_id, call.why) == (complaint.pk, "phone")

    def test_stored_in_this_spelling(self, world, typed):
        log(world, reporter_phone=f"{typed} / 0741 123456")
        assert whys(world, "0812-7788-9901") == whys(world, "0741123456") == ["phone"]

    def test_in_a_story(self, world, typed):
        log(world, narrative=f"Ditawari kerja oleh {typed}, umur 19, lalu ke Batam.")
        assert whys(world, TYPED) == ["told"]


class TestNames:
    @pytest.mark.parametrize("typed", ["Wagiman Contoh", "wagiman", "Wagimin Contoh", "Contoh Wagiman", "WAGIMAN"])
    def test_found_in_any_usual_spelling(self, world, typed):
        complaint = log(world, reporter_name="Bpk. Wagiman Contoh", reporter_phone="")
        assert complaint.pk in [call.complaint_id for call in calls_with_name(typed, [world.jambi.pk])]

    @pytest.mark.parametrize("typed", ["Sutarno", "Wagiman Sutarno", "", "  ", "Pelapor", "NN"])
    def test_not_by_others(self, world, typed):
        log(world, reporter_name="Bpk. Wagiman Contoh", reporter_phone="")
        assert not whys(world, typed)

    @pytest.mark.parametrize("name", ["NN", "Anonim", "Ibu korban", "Tidak mau disebut"])
    def test_a_placeholder_is_nobody(self, world, name):
        log(world, reporter_name=name, reporter_phone="")
        assert not whys(world, name)


@pytest.mark.parametrize(
    ("narrative", "typed"),
    [
        ("Sudah lapor polisi LP/B/12/II/2026/SPKT/POLRESTA.", "lp b 12 ii 2026"),
        ("Dijemput mobil BH 1234 AB putih.", "bh 1234 ab"),
        ("Transfer ke BCA 123-456-7890 a.n. Contoh.", "1234567890"),
        ("NIK 1571 0252 0309 0001 katanya.", "1571025203090001"),
    ],
)
def test_other_numbers_in_a_story(world, narrative, typed):
    log(world, narrative=narrative)
    assert whys(world, typed) == ["told"]


def test_an_amended_reporter_is_found_by_the_new_number_alone(world):
    complaint = log(world, reporter_phone=TYPED)
    complaints.amend(
        complaint=complaint, details={"reporter_phone": "0813-1111-2222"}, people=(), version=1, by=world.sari
    )
    assert not whys(world, TYPED)
    assert whys(world, "081311112222") == ["phone"]


def test_an_erased_reporter_leaves_no_token(world):
    complaint = log(world, reporter_phone=TYPED, reporter_name="Wagiman Contoh", narrative="Tanpa nomor.")
    assert ComplaintTokens.objects.count() == 1
    erased = {"reporter_phone": "", "reporter_name": ""}
    complaints.amend(complaint=complaint, details=erased, people=(), version=1, by=world.sari)
    assert not whys(world, TYPED)
    assert not whys(world, "Wagiman Contoh")
    assert not ComplaintTokens.objects.exists()


def test_an_amendment_of_something_else_writes_no_tokens(world, django_assert_num_queries):
    complaint = log(world, reporter_phone=TYPED)
    ComplaintTokens.objects.update(version=0)
    complaints.amend(complaint=complaint, details={"summary": "Lain"}, people=(), version=1, by=world.sari)
    assert ComplaintTokens.objects.get().version == 0


def test_contacts_of_a_hand_over_and_its_receipt(world):
    complaint = log(world)
    made = hand_overs.hand_over(
        complaint=complaint, to_office="UPTD Batam", way=HandOverWay.PHONE,
        contact_person="Bu Lestari Contoh, 0812 7788 9901", by=world.sari,
    )  # fmt: skip
    assert whys(world, TYPED) == ["told"]
    assert whys(world, "lestari") == ["contact"]
    hand_overs.enter_receipt(
        hand_over=made, receipt_way=HandOverWay.PHONE, received_at=clock.now(), receiver_name="Sukardi Rekaan",
        by=world.sari,
    )  # fmt: skip
    assert whys(world, "Sukardi Rekaan") == ["contact"]
    assert whys(world, "lestari") == ["contact"]


def test_nothing_is_left_when_the_act_fails_midway(world, monkeypatch):
    monkeypatch.setattr(complaints, "record", lambda *_given, **_more: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        log(world, reporter_phone=TYPED)
    assert not ComplaintTokens.objects.exists()


def test_sent_twice_there_is_one_row(world):
    key = "0194fdc2-fa2f-7cc0-81d3-ff1212345678"
    log(world, reporter_phone=TYPED, key=key)
    log(world, reporter_phone=TYPED, key=key)
    assert ComplaintTokens.objects.count() == 1


def test_another_task_force_has_other_tokens(world):
    log(world, reporter_phone=TYPED, by=world.tono)
    assert not whys(world, TYPED)
    assert len(calls_with_number(TYPED, [world.jakarta_barat.pk])) == 1


def test_the_table_holds_no_text(world):
    log(world, reporter_phone=TYPED, reporter_name="Wagiman Contoh", narrative=f"Ditelepon {TYPED} dari Batam.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT t::text FROM cases_complainttokens t")
        ((row,),) = cursor.fetchall()
    for secret in ("Wagiman", "6281277889901", "081277889901", "Batam"):
        assert secret not in row.replace("-", "")


class TestRebuilding:
    @pytest.fixture
    def outdated(self, world):
        """A complaint, a hand-over and a message with tokens of other rules, and a complaint without any."""
        complaint = ComplaintFactory(by=world.sari, reporter_phone=TYPED, reporter_name="Wagiman Contoh")
        HandOverFactory(complaint=complaint, contact_person="Lestari Contoh")
        PublicMessageFactory(report__complaint=complaint, text="Nomor barunya 0813 1111 2222")
        ComplaintFactory(by=world.sari, reporter_phone=TYPED, findable=False)
        ComplaintTokens.objects.update(version=0, names=[1], numbers=[2])
        return world

    def test_everybody_is_found_again(self, outdated, capsys):
        assert not whys(outdated, TYPED)
        call_command("rebuild_person_tokens", "--batch", "1")
        assert "4 pengaduan" in capsys.readouterr().out
        assert whys(outdated, TYPED) == ["phone", "phone"]
        assert whys(outdated, "Wagiman Contoh") == ["name"]
        assert whys(outdated, "Lestari Contoh") == ["contact"]
        assert whys(outdated, "081311112222") == ["told"]
        call_command("rebuild_person_tokens")
        assert "0 pengaduan" in capsys.readouterr().out

    def test_all_are_renewed_after_a_new_index_key(self, outdated):
        ComplaintTokens.objects.update(version=caller_tokens.VERSION)
        call_command("rebuild_person_tokens", "--all")
        assert whys(outdated, TYPED) == ["phone", "phone"]

    def test_the_application_role_cannot_run_it(self, outdated):
        with row_security.activate({"user_id": outdated.sari.pk}), pytest.raises(CommandError):
            call_command("rebuild_person_tokens")


def test_every_row_that_holds_a_number_has_current_tokens(world):
    """What the acts write is what a rebuild would write."""
    complaint = log(world, reporter_phone=TYPED, narrative="Dari 0813-1111-2222.")
    hand_overs.hand_over(
        complaint=complaint, to_office="UPTD", way=HandOverWay.PHONE, contact_person="Lestari", by=world.sari
    )
    before = list(ComplaintTokens.objects.order_by("pk").values_list("pk", "names", "numbers"))
    assert {key for key, *_tokens in before} == {complaint.pk, HandOver.objects.get().pk}
    call_command("rebuild_person_tokens", "--all")
    assert list(ComplaintTokens.objects.order_by("pk").values_list("pk", "names", "numbers")) == before
