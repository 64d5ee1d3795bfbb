"""All code reads telephone numbers with ``cases.reading.telephone``: dialled, masked, found, linked, handed over."""

import pytest
from django.core.management import call_command

from cases.forms.duty import EmergencyContactForm
from cases.linking import detection
from cases.matching import find_people, person_tokens
from cases.models import Complaint, EmergencyContact, LinkToken, Person, PersonTokens
from cases.public.forms.office import PublicFormForm
from cases.queries import safe_contact
from safeguards.tokens import exact_token
from tests.cases.public.test_public_office import SET
from tests.cases.stories import girl, logged
from tests.cases.views.test_intake_pages import LOG, sent
from tests.cases.views.test_likely import suggested
from tests.factories import PublicFormFactory
from tests.personas import client_of

pytestmark = pytest.mark.django_db
TYPED = "+62 0812-7788-9901"
SPELLINGS = ("081277889901", "+6281277889901", "0812 7788 9901", "+62 812 7788 9901", "(+62) 0812-7788-9901", TYPED,
             "0062 812 7788 9901", "62-812-7788-9901", "８１２７７８８９９０１")  # fmt: skip


def told(phone: str) -> safe_contact.SafeContact:
    return safe_contact.SafeContact("conditional", ["call", "whatsapp"], "", "", "", False, phone)


@pytest.mark.parametrize("typed", SPELLINGS)
def test_it_is_dialled_and_masked_as_one(typed):
    assert safe_contact.link("whatsapp", typed) == "https://wa.me/6281277889901"
    assert safe_contact.link("call", typed) == "tel:+6281277889901"
    assert safe_contact.masked(typed) == "0812-••••-••01"


@pytest.mark.parametrize("typed", ["8,12E+10", "0812 / 0813", "0812 7788 9901 jam 3", "112", "567802", "60123456789"])
def test_no_way_is_offered_to_what_is_no_one_person_s_number(typed):
    assert told(typed).ways_offered == ()


@pytest.mark.parametrize("typed", SPELLINGS)
def test_a_person_is_found_by_every_spelling(world, typed):
    logged(world, girl(phone=TYPED))
    assert TYPED in [person.phone for person in Person.objects.all()]  # stored as typed
    (match,) = find_people(typed, user=world.sari)
    assert [reason.words for reason in match.reasons] == ["Nomor telepon sama"]


@pytest.mark.parametrize("typed", SPELLINGS)
def test_the_same_caller_is_pointed_at_by_every_spelling(world, typed):
    logged(world, reporter_phone=TYPED)
    assert "nomor pelapor sama" in suggested(world.sari, {"name": "Orang Baru"}, reporter_phone=typed).content.decode()


def test_lost_digits_make_nobody_the_same(world):
    logged(world, girl(name="Contoh Alfa", nik="", nickname="", phone="8,12E+10"))
    logged(world, girl(name="Contoh Beta", nik="", nickname="", phone="8,12E+10"))
    assert not LinkToken.objects.filter(kind="phone").exists()
    assert not find_people("8,12E+10", user=world.sari)


@pytest.mark.parametrize(
    ("typed", "words"),
    [("8,12E+10", "hilang"), ("0812-0000-0027 / 0813-0000-0028", "lebih dari satu"), ("0812", "terlalu pendek"),
     ("60123456789", "Kode wilayah"), ("pakai hp tetangga", "bukan nomor")],
)  # fmt: skip
@pytest.mark.parametrize("field", ["orang_0_phone", "reporter_phone"])
def test_a_number_nobody_can_dial_is_doubted_once_and_kept(world, field, typed, words):
    client = client_of(world.sari)
    form = sent(orang_0_name="Contoh Melur", **{field: typed})
    page = client.post(LOG, form)
    assert page.status_code == 422 or not Complaint.objects.exists()
    assert words in page.content.decode()
    seen = page.context["form"].warnings_mark
    client.post(LOG, {**form, "warnings_seen": seen})
    complaint = Complaint.objects.get()
    stored = complaint.reporter_phone if field == "reporter_phone" else complaint.people.get().person.phone
    assert stored == typed


@pytest.mark.parametrize("typed", ["0812-0000-0027", TYPED, "+60 12-345 6789", ""])
def test_a_number_that_can_be_dialled_is_saved_at_once(world, typed):
    client_of(world.sari).post(LOG, sent(orang_0_name="Contoh Melur", orang_0_phone=typed, reporter_phone=typed))
    assert Complaint.objects.get().reporter_phone == typed


@pytest.mark.parametrize("typed", ["0741 123456 / 0741 654321", "123456", "8,12E+10", "x"])
def test_an_emergency_number_nobody_can_dial_is_refused_with_its_reason(typed):
    form = EmergencyContactForm({"kind": "police", "name": "Unit PPA (contoh)", "phone": typed, "position": "1"})
    assert not form.is_valid()
    assert form.errors["phone"][0].startswith("Tulis nomor yang dapat ditelepon.")


@pytest.mark.parametrize(("typed", "dialled"), [("112", "112"), ("+62 0741-000110", "+62741000110"), ("x", "")])
def test_the_duty_page_dials_what_can_be_dialled(typed, dialled):
    assert EmergencyContact(phone=typed).dialled == dialled


def test_the_public_page_dials_the_one_number_and_shows_what_it_cannot(world):
    form = PublicFormFactory(task_force=world.jambi, unit_phone="+62 0741-000110", unit_whatsapp="0812 / 0813")
    page = client_of(world.nobody).get(f"/l/{form.code}/").content.decode()
    assert 'href="tel:+62741000110"' in page
    assert "0812 / 0813" in page
    assert 'href="tel:08120813"' not in page


@pytest.mark.parametrize("name", ["emergency_number", "unit_phone", "unit_whatsapp"])
def test_a_number_the_public_page_offers_can_be_dialled(name):
    form = PublicFormForm({**SET, name: "0812 / 0813"})
    assert "Tulis nomor yang dapat ditelepon." in str(form.errors[name])
    assert name not in PublicFormForm({**SET, name: "(+62) 0812-7788-9901"}).errors


def test_numbers_stored_under_earlier_rules_are_found_after_the_rebuild(world):
    logged(world, girl(phone=TYPED))
    person = next(person for person in Person.objects.all() if person.phone == TYPED)
    scope = person_tokens.scope_of(world.jambi.pk)
    before = exact_token("phone", "62081277889901", scope)  # the old form of 62 and a zero
    PersonTokens.objects.filter(person=person).update(exact=[before], version=2)
    LinkToken.objects.filter(person=person, kind="phone").update(token=before)
    assert not find_people("081277889901", user=world.sari)
    call_command("rebuild_person_tokens")
    assert len(find_people("081277889901", user=world.sari)) == 1
    assert LinkToken.objects.get(person=person, kind="phone").token != before
    kept = set(LinkToken.objects.values_list("kind", "token"))
    detection.refresh([person])
    assert set(LinkToken.objects.values_list("kind", "token")) == kept
