"""The region table and the field: codes, names, everyday names, namesakes."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from taskforces import region_table
from taskforces.choices import RegionLevel
from taskforces.management.commands.load_regions import load
from taskforces.models import Region
from taskforces.regions import RegionField, label_of
from tests.personas import client_of


def test_the_table_is_whole():
    levels = [row.level for row in region_table.rows().values()]

    assert [levels.count(level) for level in RegionLevel] == [38, 514, 7285]
    assert all(
        row.parent_code is None or row.parent_code in region_table.rows() for row in region_table.rows().values()
    )


def test_every_label_finds_its_region_again():
    lost = [
        row.code for row in region_table.rows().values() if [r.code for r in region_table.find(row.label)] != [row.code]
    ]

    assert lost == []


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("15.71.02", "15.71.02"),
        ("157102", "15.71.02"),
        (" 15.71 ", "15.71"),
        ("Jambi Selatan", "15.71.02"),
        ("jambi  selatan, kota jambi", "15.71.02"),
        ("Kec. Jambi Selatan", "15.71.02"),
        ("Kota Jambi", "15.71"),
        ("Jambi", "15"),
        ("Prov. Jambi", "15"),
        ("jakarta barat", "31.73"),
        ("Kota Jakarta Barat", "31.73"),
        ("Kota Adm. Jakarta Barat", "31.73"),
        ("DKI Jakarta", "31"),
        ("Kab. Muaro Jambi", "15.05"),
        ("kepulauan seribu", "31.01"),
    ],
)
def test_people_are_understood(typed, code):
    assert [row.code for row in region_table.find(typed)] == [code]


@pytest.mark.parametrize(
    "typed", ["", "Atlantis", "99", "15.99", "15.7", "😀", "<b>Jambi</b>", "x" * 5000, ",", "15.71.02.1001"]
)
def test_nonsense_is_unknown(typed):
    assert region_table.find(typed) == []


def test_namesakes_are_listed_and_a_place_decides():
    assert {"32.04", "32.73"} <= {row.code for row in region_table.find("Bandung")}
    assert [row.code for row in region_table.find("Bandung", levels=[RegionLevel.CITY], near="32.73")] == ["32.73"]
    assert len(region_table.find("Kota Baru")) > 1
    assert [row.code for row in region_table.find("Kota Baru", near="15.71")] == ["15.71.07"]
    assert [row.code for row in region_table.find("Jambi", levels=[RegionLevel.CITY])] == ["15.71"]


def test_an_unverified_renaming_is_understood_and_not_shown():
    assert [row.code for row in region_table.find("Daerah Khusus Jakarta")] == ["31"]
    assert region_table.rows()["31"].name == "Daerah Khusus Ibukota Jakarta"


def test_loading_twice_changes_nothing(db, capsys):
    assert load() == 7837
    assert load() == 0
    Region.objects.filter(pk="15").update(name="Salah")
    call_command("load_regions")

    assert capsys.readouterr().out.strip() == "7837 regions, 1 changed."
    assert Region.objects.get(pk="15").name == "Jambi"
    assert Region.objects.get(pk="15.71.02").parent_id == "15.71"


def test_the_field_gives_the_region_or_says_what_to_type(world):
    field = RegionField()

    assert field.clean("jambi selatan") == Region.objects.get(pk="15.71.02")
    with pytest.raises(ValidationError, match="Wilayah tidak dikenal"):
        field.clean("Negeri Antah")
    with pytest.raises(ValidationError, match="Kabupaten Bandung; Kota Bandung"):
        field.clean("Bandung")
    with pytest.raises(ValidationError):
        field.clean("")
    assert RegionField(required=False).clean("  ") is None


def test_the_field_shows_what_it_would_accept(world):
    district = Region.objects.get(pk="15.71.02")

    assert RegionField().prepare_value(district) == "Jambi Selatan, Kota Jambi" == label_of(district)
    assert RegionField().prepare_value("15") == "Provinsi Jambi"
    assert RegionField().prepare_value("jambi sel") == "jambi sel"
    assert not RegionField().has_changed(district, "Jambi Selatan, Kota Jambi")


def test_suggestions_put_the_near_first():
    codes = [row.code for row in region_table.suggest("jam", near="15.71")]

    assert codes[0] == "15.71"
    assert codes[1].startswith("15.71.")
    assert region_table.suggest("j") == []
    assert region_table.suggest("jam", levels=[RegionLevel.PROVINCE])[0].code == "15"


def test_suggestions_are_for_people_signed_in(world, client):
    assert client.get("/wilayah/saran/?q=jam").status_code == 302
    answer = client_of(world.sari).get("/wilayah/saran/?q=jambi sel")

    assert answer.status_code == 200
    assert 'data-value="Jambi Selatan, Kota Jambi"' in answer.content.decode()
