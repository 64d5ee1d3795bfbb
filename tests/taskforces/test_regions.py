"""The region table and the field: codes, names, everyday names, namesakes."""

import tracemalloc

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from taskforces import region_table, villages
from taskforces.choices import RegionLevel
from taskforces.management.commands.load_regions import load
from taskforces.models import Region
from taskforces.region_table import RegionRow
from taskforces.regions import RegionField, label_of, wider_label_of
from tests.personas import client_of


def test_the_table_is_whole():
    levels = [row.level for row in region_table.rows().values()]

    assert [levels.count(level) for level in RegionLevel] == [38, 514, 7285, 0]
    assert len(villages.every_row()) == 83_762
    assert all(
        row.parent_code is None or row.parent_code in region_table.rows() for row in region_table.rows().values()
    )


def test_every_label_finds_its_region_again():
    every_village = (RegionRow(code, name) for code, name in villages.every_row())
    lost = [
        row.code
        for row in (*region_table.rows().values(), *every_village)
        if [found.code for found in region_table.find(row.label)] != [row.code]
    ]

    twice = ["71.02.11.2003", "71.02.11.2018", "94.03.01.2011", "94.03.01.2018"]
    assert sorted(lost) == twice, "the list has two desa of one name in two districts"


def test_the_villages_are_sorted_by_the_key_they_are_found_by():
    """The search is a binary search of the file; one line in the wrong place hides others."""
    keys = [villages.key_of(name) for _code, name in villages.every_row()]

    assert keys == sorted(keys)
    assert {region_table.wider(code) for code, _name in villages.every_row()} <= region_table.rows().keys()


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
    "typed", ["", "Atlantis", "99", "15.99", "15.7", "😀", "<b>Jambi</b>", "x" * 5000, ",", "15.71.02.9999"]
)
def test_nonsense_is_unknown(typed):
    assert region_table.find(typed) == []


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Kenali Asam Bawah", "15.71.07.1005"),
        ("kel. kenali asam bawah", "15.71.07.1005"),
        ("Kelurahan Kenali Asam Bawah, Kota Baru", "15.71.07.1005"),
        ("simpang 3 sipin", "15.71.07.1002"),
        ("Simpang III Sipin", "15.71.07.1002"),
        ("the hok", "15.71.02.1004"),
        ("Rawasari", "15.71.09.1002"),
        ("15.71.07.1005", "15.71.07.1005"),
        ("1571071005", "15.71.07.1005"),
        ("Telanaipura", "15.71.01"),  # the district holds its village of the same name
        ("Kel. Telanaipura", "15.71.01.1004"),
        ("Cempaka Putih", "15.71.08.1002"),  # near before far: Jakarta has a district of this name
        ("kotabaru", "15.71.07"),  # a blank less: not Kabupaten Kotabaru in Kalimantan
        ("Kodya Jambi", "15.71"),
        ("Tjg Jabung Brt", "15.06"),
        ("tanjabtim", "15.07"),
        ("batanghari", "15.04"),
        ("Bt. Hari", "15.04"),
        ("jamtim", "15.71.03"),
        ("telanai", "15.71.01"),
    ],
)
def test_places_are_understood_as_an_office_in_jambi_writes_them(typed, code):
    assert [row.code for row in region_table.find(typed, near="15.71")] == [code]


def test_a_village_does_not_stand_for_a_city_of_its_name():
    assert [row.code for row in region_table.find("Tanjung Pinang", near="15.71")] == ["15.71.03.1010", "21.72"]
    assert [row.code for row in region_table.find("Kel. Tanjung Pinang", near="15.71")] == ["15.71.03.1010"]
    assert [row.code for row in region_table.find("Kota Tanjung Pinang", near="15.71")] == ["21.72"]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Kenali Asam Bawah", None),
        ("Kel. Kenali Asam Bawah", "15.71.07.1005"),
        ("Kenali Asam Bawah, Kota Jambi", "15.71.07.1005"),
        ("Cempaka Putih", "31.71.05"),
        ("Cempaka Putih, Kota Jambi", "15.71.08.1002"),
    ],
)
def test_a_village_far_away_needs_the_word_or_its_place(typed, code):
    assert [row.code for row in region_table.find(typed, near="31.73")] == ([code] if code else [])


def test_a_village_is_written_so_that_it_cannot_be_mistaken_and_told_no_further_than_its_district():
    village = Region(pk="15.71.07.1005", name="Kenali Asam Bawah")

    assert label_of(village) == "Kel. Kenali Asam Bawah, Kec. Kota Baru, Kota Jambi"
    assert wider_label_of(village) == "Kota Baru, Kota Jambi"
    assert region_table.row_of("15.05.02.2004").label.startswith("Desa ")


def test_a_process_holds_the_villages_of_few_provinces():
    tracemalloc.start()
    for province in ("32", "33", "35", "11", "12", "53"):
        villages.named_in(province, "Sukamaju")
    held, _peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert held < 16_000_000, "bytes"


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
    assert load() == 7837 + 83_762
    assert load() == 0
    Region.objects.filter(pk="15").update(name="Salah")
    call_command("load_regions")

    assert capsys.readouterr().out.strip() == "91599 regions, 1 changed."
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


def test_a_text_full_of_short_forms_costs_no_more_than_another():
    """``lb`` stands for three words: twenty of them would be three thousand million names."""
    assert region_table.find("lb " * 5 + "x", near="15.71") == []
    assert region_table.find("lb " * 40 + "x", near="15.71") == []
