"""Only supervisors may know that a possible victim is reported elsewhere: nobody learns it by typing a name."""

import pytest

from cases.models import ComplaintPerson, Person
from tests.cases.stories import NIK, girl, log
from tests.cases.views.test_likely import SUGGEST, page
from tests.personas import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def codes(world) -> tuple[str, str]:
    """Two files: a girl is a possible victim in one, and later reported in another."""
    told = log(world, girl())
    person = Person.objects.get(complaint_roles__complaint=told)
    blamed = log(world, girl(name="Contoh Lain", nik="", phone=""), narrative="Ia mengajak temannya.")
    ComplaintPerson.objects.filter(complaint=blamed).update(person=person, role="reported")
    return f"{told.number}/1", f"{blamed.number}/1"


@pytest.mark.parametrize(("name", "knows"), [("sari", False), ("ratna", True)])
def test_neither_a_suggestion_nor_a_search_tells_a_caseworker(world, codes, name, knows):
    told, blamed = codes
    client = client_of(getattr(world, name))
    block = {"name": "Contoh Melati Rekaan", "nik": NIK}
    suggested = client.post(SUGGEST, page(block)).content.decode()
    assert (blamed if knows else told) in suggested  # the newest file the user may know of
    assert (blamed.partition("/")[0] in suggested) is knows  # nor as a colleague's recent call
    person = Person.objects.get(complaint_roles__complaint__number=told.partition("/")[0])
    chosen = client.post("/pengaduan/catat/", page(block, use_person=f"0:{person.pk}")).content.decode()
    assert (blamed in chosen) is knows
    found = client.post("/cari/", {"q": NIK}).content.decode()
    assert told in found
    assert (blamed in found) is knows


def test_somebody_only_reported_is_still_found(world, codes):
    ComplaintPerson.objects.filter(complaint__number=codes[0].partition("/")[0]).delete()
    assert codes[1] in client_of(world.sari).post("/cari/", {"q": NIK}).content.decode()
