"""The unencrypted summary: what it must not contain, and who is told."""

import pytest
from django.urls import reverse

from cases.actions import cases
from cases.reading import summaries
from safeguards.audit import AuditEvent
from safeguards.errors import WorkflowRefused
from tests.factories import CaseFactory, VictimFactory
from tests.personas import client_of


@pytest.mark.parametrize(
    "text",
    [
        "Dijanjikan kerja di kafe di Batam, dua korban dibawa 12-8-2024",
        "Utang Rp1.500.000 dan Rp 25.000.000,00 sejak 1 Agustus 2024",
        "Umur 16 th, 12/08/24, 3 orang, tahun 2025",
        "",
    ],
)
def test_dates_sums_and_ages_are_harmless(text):
    assert summaries.objections(text, ["Melati"]) == []


@pytest.mark.parametrize(
    "text",
    [
        "Hubungi 081200000027",
        "0812-0000-0027",
        "NIK 1571 0252 0309 0001",
        "rek 123456",
        "+62 (812) 000 000",
        "12.34.56.78",
    ],
)
def test_numbers_that_reach_somebody_are_refused(text):
    assert len(summaries.refusals(text)) == 1


def test_a_name_of_the_file_is_noticed_whatever_its_case_and_not_repeated():
    found = summaries.objections("Korban MELATI dibawa ke Batam", ["Contoh Melati Rekaan", ""])
    assert len(found) == 1
    assert "melati" not in found[0].lower()
    assert summaries.objections("Korban dibawa ke Batam", ["Contoh Melati Rekaan"]) == []
    assert summaries.objections("Korban si A dibawa", ["A"]) == []


def edited(client, case, summary):
    """The response to the form with this summary."""
    typed = {"summary": summary, "responsible": case.responsible_id, "urgency": "unknown", "mode": case.mode}
    return client.post(reverse("cases:case-edit", args=[case.pk]), {**typed, "version": case.version})


@pytest.mark.each_door
def test_the_page_of_a_case_takes_a_summary_and_refuses_who_it_is_about(world):
    case = CaseFactory(by=world.sari)
    VictimFactory(case=case)
    client = client_of(world.sari)
    for summary in ("Bunga dibawa ke Batam", "Nomornya 081200000027"):
        answer = edited(client, case, summary)
        assert answer.status_code == 422
        assert summary in answer.content.decode()
    case.refresh_from_db()
    assert case.summary == ""
    assert edited(client, case, " Dijanjikan kerja\n di kafe ").status_code == 302
    case.refresh_from_db()
    assert case.summary == "Dijanjikan kerja di kafe"
    assert AuditEvent.objects.get(verb="case.edited").details == {"changed": ["summary"]}
    assert client_of(world.tono).post(reverse("cases:case-edit", args=[case.pk])).status_code == 404
    assert edited(client_of(world.maya), case, "x").status_code == 403


def test_no_way_round_the_form(world):
    case = CaseFactory(by=world.sari)
    with pytest.raises(WorkflowRefused):
        cases.edit(case=case, changes={"summary": "081200000027"}, version=case.version, by=world.sari)
