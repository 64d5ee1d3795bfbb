"""The secretariat's page: figures on screen, papers from the frozen release, nothing for anybody else."""

from io import BytesIO

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import strip_tags
from pypdf import PdfReader

from reports.models import SummaryRelease
from tests.factories import NAME, NIK, CaseFactory, ComplaintFactory, DecreeFactory, VictimFactory
from tests.personas import client_of
from tests.reports import samples

PERIOD = {"dari": "2022-01-01", "sampai": "2022-08-31"}


@pytest.fixture
def counted(world):
    from datetime import date

    for month, age in ((2, 16), (3, 30), (5, 9)):
        VictimFactory(case=CaseFactory(by=world.sari, reported_on=date(2022, month, 1)), age_at_event=age)
    ComplaintFactory(by=world.sari, people=1)
    return world


def test_the_page_shows_the_three_units_and_no_person(counted):
    page = client_of(counted.rina).get(reverse("reports:summary"), PERIOD).content.decode()
    assert "Januari–Agustus 2022" in page
    assert "3 kasus TPPO" in page
    assert "2 di antaranya anak" in page
    assert NAME not in page
    assert NIK not in page


def test_services_end_with_their_sum():
    """Every column of the last row: a reader adds up what the rows say."""
    page = render_to_string("reports/parts/services.html", {"services": samples.services()})
    foot = strip_tags(page.partition("<tfoot")[2].replace("</t", " </t"))
    assert foot.split()[1:6] == ["Jumlah", "99", "94", "72", "7"]
    assert "Rehabilitasi kesehatan" in page.partition("<tfoot")[0]


def test_one_press_freezes_and_leads_to_the_paper(counted):
    client = client_of(counted.rina)
    form = {**PERIOD, "varian": "terbatas", "gugus": str(counted.jambi.pk), "format": "pdf"}
    answer = client.post(reverse("reports:summary-release"), form)
    again = client.post(reverse("reports:summary-release"), form)
    assert answer.url == again.url
    assert SummaryRelease.objects.count() == 1
    paper = client.get(answer.url)
    assert paper["Content-Type"] == "application/pdf"
    assert "ringkasan-rapat-15.71-2022-01-01-2022-08-31-terbatas.pdf" in paper["Content-Disposition"]
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(paper.content)).pages)
    assert "RP-" in text
    assert NAME not in text
    for ending in ("docx", "xlsx"):
        assert client.get(answer.url.replace("unduh.pdf", f"unduh.{ending}")).status_code == 200


def test_the_public_variant_shows_marks_instead_of_small_counts(counted):
    page = client_of(counted.rina).get(reverse("reports:summary"), {**PERIOD, "varian": "publik"}).content.decode()
    assert 'class="hidden-cell"' in page
    assert "3 kasus TPPO" not in page


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"dari": "2022-09-01", "sampai": "2022-08-31"}, "lebih awal daripada tanggal awal"),
        ({"dari": "1900-01-01", "sampai": "2022-08-31"}, "sejak tahun 2007"),
        ({"dari": "2022-01-01", "sampai": "2100-01-01"}, "belum tiba"),
        ({"dari": "kapan", "sampai": "2022-08-31"}, "tanggal"),
    ],
)
def test_an_impossible_period_is_said_at_the_field_and_kept(counted, asked, said):
    answer = client_of(counted.rina).get(reverse("reports:summary"), asked)
    page = answer.content.decode()
    assert said in page
    assert "Tiga satuan" not in page


def test_a_province_asks_for_no_single_days_of_a_city(counted):
    client = client_of(counted.dewi)
    day = {"dari": "2022-02-01", "sampai": "2022-02-01", "gugus": str(counted.jambi.pk)}
    assert "sedikitnya 28 hari" in client.get(reverse("reports:summary"), day).content.decode()
    month = {**day, "sampai": "2022-02-28"}
    assert "Tiga satuan" in client.get(reverse("reports:summary"), month).content.decode()
    assert "Tiga satuan" in client_of(counted.rina).get(reverse("reports:summary"), day).content.decode()


def test_awkward_addresses_find_nothing(counted):
    client = client_of(counted.rina)
    assert client.get(reverse("reports:summary"), {"rapat": "bukan-id"}).status_code == 200
    assert client.get(reverse("reports:summary"), {**PERIOD, "gugus": str(counted.jakarta_barat.pk)}).status_code == 200
    release = reverse("reports:summary-download", args=[counted.jambi.pk, "pdf"])
    assert client.get(release).status_code == 404
    assert client.get(release.replace("unduh.pdf", "unduh.exe")).status_code == 404


@pytest.mark.parametrize("name", ["sari", "budi", "arif", "tono", "nobody"])
def test_others_are_refused(counted, name):
    client = client_of(getattr(counted, name))
    assert client.get(reverse("reports:summary")).status_code == 403
    assert client.post(reverse("reports:summary-release"), {"format": "pdf"}).status_code == 403


@pytest.mark.each_door
def test_a_release_of_another_region_cannot_be_taken(counted):
    from tests.architecture.addresses import make_release

    release = make_release(counted)
    from taskforces.access.roles import Role
    from tests.personas import make_user

    stranger = make_user("Joko", Role.SECRETARIAT, DecreeFactory(task_force=counted.jakarta))
    address = reverse("reports:summary-download", args=[release.pk, "pdf"])
    assert client_of(stranger).get(address).status_code == 404
