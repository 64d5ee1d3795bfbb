"""The pages of the old register: the whole path without a script, and everybody without permission."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cases.models import Case, RegisterBatch, RegisterRow
from cases.register import actions as register
from cases.register import papers, stored_file
from safeguards.audit import AuditEvent
from tests.cases.register import files
from tests.factories import DecreeFactory
from tests.personas import client_of

HERE = "/register-lama/"


def send(client, content: bytes, name: str = "Contoh Melati.xlsx"):
    return client.post(f"{HERE}unggah/", {"file": SimpleUploadedFile(name, content)})


def test_the_whole_path(world):
    client = client_of(world.ratna)
    answer = send(client, files.xlsx())
    batch = RegisterBatch.objects.get()
    here = f"{HERE}{batch.pk}/"
    assert answer.url == f"{here}kolom/"
    page = client.get(answer.url)
    form = page.context["form"]
    data = {name: form[name].value() or "" for name in form.fields}
    answer = client.post(answer.url, data)
    assert answer.url == here
    page = client.get(here).content.decode()
    assert "Baris 5" in page
    assert "TPPO, 12 Agustus 2023, Terminasi" in page
    assert "Contoh Melati" not in page
    assert "Tulis 3 kasus" in client.get(f"{here}tulis/").content.decode()
    assert Case.objects.count() == 0
    assert client.post(f"{here}tulis/").url == here
    assert client.post(f"{here}tulis/").url == here  # a second press
    assert Case.objects.count() == 3
    page = client.get(here).content.decode()
    assert "K-2023-0001" in page
    assert "Dibuat" in page
    assert "Akan dibuat" not in page
    assert client.get(f"{here}tarik/").status_code == 200
    assert client.post(f"{here}tarik/").url == here
    assert Case.objects.count() == 0
    page = client.get(here).content.decode()
    assert "Ditarik kembali" in page
    assert "Akan dibuat" not in page


@pytest.mark.parametrize("name", ["budi", "rina", "arif", "dewi"])
def test_who_does_not_import_is_refused(world, desk, name):
    batch = desk.checked()
    client = client_of(getattr(world, name))
    for path in ("", "unggah/", "templat/", f"{batch.pk}/", f"{batch.pk}/kolom/", f"{batch.pk}/tulis/"):
        assert client.get(HERE + path).status_code == 403, path
    for path in ("lembar/", "jawab/", "tulis/", "batalkan/", "buang/", "tarik/", "catatan/"):
        assert client.post(f"{HERE}{batch.pk}/{path}").status_code == 403, path


@pytest.mark.each_door
def test_another_task_force_s_batch_does_not_exist(world, desk):
    from taskforces.access.roles import Role
    from tests.personas import make_user

    batch = desk.checked()
    decree = DecreeFactory(task_force=world.jakarta_barat)
    client = client_of(make_user("Wati", Role.SUPERVISOR, decree, world.uptd_jakarta_barat))
    assert client.get(HERE).context["object_list"].count() == 0
    for path in ("", "kolom/", "tulis/", "kemajuan/", "buang/", "tarik/"):
        assert client.get(f"{HERE}{batch.pk}/{path}").status_code == 404, path
    for path in ("lembar/", "jawab/", "tulis/", "batalkan/", "buang/", "tarik/", "catatan/"):
        assert client.post(f"{HERE}{batch.pk}/{path}").status_code == 404, path


def test_an_upload_over_the_limit_says_so(world, settings):
    settings.REGISTER_LARGEST_MEGABYTES = 1
    answer = send(client_of(world.ratna), b"PK\x03\x04" + b"x" * 1_200_000)
    assert answer.status_code == 422
    assert "lebih besar dari 1 MB" in answer.content.decode()
    assert "Pilih berkasnya" not in answer.content.decode()


def test_a_file_that_is_no_table_says_what_it_is(world):
    answer = send(client_of(world.ratna), b"%PDF-1.7 ...", "register.xlsx")
    assert answer.status_code == 422
    assert "Berkas ini dokumen PDF." in answer.content.decode()
    assert not RegisterBatch.objects.exists()


def test_doubts_are_answered_and_the_rest_stays_out(world, desk):
    rows = [("x", "1/2020", "12-8-1998", "Contoh Tua", None, "P", "20", "", "TPPO", "Lama.", "")]
    batch = desk.checked(files.xlsx([*rows, *files.ROWS]))
    here = f"{HERE}{batch.pk}/"
    client = client_of(world.ratna)
    page = client.get(f"{here}?jenis=doubt").content.decode()
    assert "Kolom Tgl Lapor: tahun 1998: benarkah setua itu?<" in page
    assert client.get(f"{here}tulis/").context["overview"].left_out == 1
    row = RegisterRow.objects.get(kind="doubt")
    assert client.post(f"{here}jawab/", {f"row-{row.number}": "new", "jenis": "doubt"}).url == f"{here}?jenis=doubt"
    assert client.get(f"{here}tulis/").context["overview"].left_out == 0


@pytest.mark.parametrize("make", [files.xlsx, files.csv_file])
def test_the_file_comes_back_as_text_cells_with_remarks_and_is_recorded(world, desk, make):
    rows = [(9, "4", "12-8-23", "=HYPERLINK(1)", "@x", "P", "banyak", "+1", "TPPO", "-1", "")]
    batch = desk.checked(make([*files.ROWS, *rows]))
    answer = client_of(world.ratna).post(f"{HERE}{batch.pk}/catatan/")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    head = 4 if make is files.xlsx else 1
    told = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=head, max_row=head + 4)]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None} == {"s"}
    assert told[0][-4:] == ["Baris dalam berkas", "Hasil pemeriksaan", "Dibaca sebagai", "Catatan pemeriksaan"]
    assert told[1][3:5] == ["Contoh Melati", "1571025203070001"]
    assert told[1][-4:-1] == [
        str(head + 1), "Akan dibuat", "TPPO, 12 Agustus 2023, Terminasi. Perempuan, 16 th, asal belum pasti"
    ]  # fmt: skip
    stored = None if make is files.xlsx else "=HYPERLINK(1)"  # a formula in a workbook has no stored value
    assert told[4][3:5] == [stored, "@x"]
    assert told[4][-3] == "Ditolak"
    assert told[4][-1] == "Kolom Umur: “banyak” bukan angka umur. Tulis misalnya 17."
    assert answer["Content-Disposition"] == f'attachment; filename="{batch.number}-catatan.xlsx"'
    assert AuditEvent.objects.filter(verb="register.downloaded").count() == 1


def test_a_mended_file_with_remarks_comes_in_again_without_them(world, desk):
    batch = desk.checked()
    again = desk.checked(papers.with_remarks(batch))
    layout = stored_file.layout_of(again)
    assert [column.field for column in layout.columns[-4:]] == ["ignore"] * 4
    found = RegisterRow.objects.filter(batch=again).exclude(kind="passed")
    assert [(row.number, row.kind) for row in found] == [(5, "new"), (6, "new"), (7, "new")]
    prints = [
        list(RegisterRow.objects.filter(batch=one).values_list("number", "fingerprint")) for one in (batch, again)
    ]
    assert prints[0] == prints[1]


def test_the_template_is_recognised_when_it_comes_back(world):
    import io

    import openpyxl

    from cases.register.column_meanings import F

    answer = client_of(world.ratna).get(f"{HERE}templat/")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    sheet = book.active
    assert len(sheet.data_validations.dataValidation) == 7
    sheet.append([None] * sheet.max_column)
    sheet["B2"] = "12-08-2024"
    out = io.BytesIO()
    book.save(out)
    send(client_of(world.ratna), out.getvalue())
    from cases.register import stored_file

    layout = stored_file.layout_of(RegisterBatch.objects.get())
    assert layout.fields == [name.value for name in F if name != F.IGNORE]


def test_answers_are_asked_for_only_where_there_are_doubts(world, desk):
    sure = desk.checked(files.xlsx(files.ROWS[:1]))
    client = client_of(world.ratna)
    assert "Simpan jawaban" not in client.get(f"{HERE}{sure.pk}/").content.decode()
    doubted = desk.checked(files.xlsx([(1, "x/1", "awal Agustus 2023", "Contoh Cempaka", *files.ROWS[0][4:])]))
    page = client.get(f"{HERE}{doubted.pk}/").content.decode()
    assert "Simpan jawaban" in page
    assert "diambil hari pertamanya, 01-08-2023" in page
    assert "Simpan jawaban" not in client.get(f"{HERE}{doubted.pk}/?jenis=new").content.decode()


def test_limits_of_an_old_case_run_from_the_day_it_came_in(world, desk):
    desk.written(files.xlsx(files.ROWS[1:2]))
    case = Case.objects.get()
    client = client_of(world.ratna)
    for path in (f"/kasus/{case.pk}/", "/kasus/"):
        page = client.get(path).content.decode()
        assert "Identifikasi /1" in page
        assert "erlambat" not in page, path
    page = client.get(f"/kasus/{case.pk}/").content.decode()
    assert "24 jam sejak dipindahkan dari register lama" in page


def test_columns_are_marked_only_where_they_are_doubtful(world, desk):
    client = client_of(world.ratna)
    sure = desk.upload(files.xlsx())
    assert "Semua kolom dikenali." in client.get(f"{HERE}{sure.pk}/kolom/").content.decode()
    doubtful = desk.upload(files.xlsx(header=(*files.HEADER[:4], "???", *files.HEADER[5:])))
    assert "Periksa yang ditandai." in client.get(f"{HERE}{doubtful.pk}/kolom/").content.decode()


def pasted(rows) -> str:
    return "\r\n".join("\t".join("" if cell is None else str(cell) for cell in row) for row in rows)


def test_a_paste_from_a_spreadsheet_works_as_a_file_does(world):
    client = client_of(world.sari)
    rows = [list(row) for row in files.ROWS]
    rows[0][9] = '"Dijanjikan kerja,\r\nlalu ""hilang""."'  # as a spreadsheet copies a cell with a line break
    text = pasted([(None, "REGISTER 2023"), files.HEADER, *rows])
    answer = client.post(f"{HERE}unggah/", {"pasted": text})
    batch = RegisterBatch.objects.get()
    assert answer.url == f"{HERE}{batch.pk}/kolom/"
    form = client.get(answer.url).context["form"]
    client.post(answer.url, {name: form[name].value() or "" for name in form.fields})
    found = RegisterRow.objects.filter(batch=batch)
    assert [(row.number, row.kind) for row in found] == [(3, "new"), (4, "new"), (5, "new")]
    assert "hilang" in found[0].content
    assert client.post(f"{HERE}{batch.pk}/catatan/").status_code == 200
    same = client.post(f"{HERE}unggah/", {"pasted": text})
    assert "sudah diunggah" in client.get(same.url).content.decode()


def test_neither_or_both_are_asked_and_the_paste_is_kept(world):
    client = client_of(world.sari)
    answer = client.post(f"{HERE}unggah/", {"pasted": " "})
    assert answer.status_code == 422
    assert "Pilih berkasnya dahulu, atau tempel tabelnya." in answer.content.decode()
    both = {"pasted": "a\tb", "file": SimpleUploadedFile("x.xlsx", files.xlsx())}
    answer = client.post(f"{HERE}unggah/", both)
    assert answer.status_code == 422
    assert "a\tb" in answer.content.decode()
    answer = client.post(f"{HERE}unggah/", {"pasted": "%PDF-1"})
    assert "dokumen PDF" in answer.content.decode()
    assert not RegisterBatch.objects.exists()


def test_names_of_a_file_are_for_who_prepared_it_and_who_may_approve_it(world, desk):
    """Ratna uploaded it. A caseworker who did not sees what rows become, without names, and no file."""
    batch = desk.checked()
    page = client_of(world.sari).get(f"{HERE}{batch.pk}/")
    assert page.status_code == 200
    assert "Unduh berkas dengan catatan" not in page.content.decode()
    assert client_of(world.sari).post(f"{HERE}{batch.pk}/catatan/").status_code == 403
    assert not AuditEvent.objects.filter(verb="register.downloaded").exists()
    own = register.upload(
        task_force=world.jambi, agency=world.uptd, file_name="x.xlsx", content=files.xlsx(), by=world.sari
    )
    register.check(batch=own, by=world.sari)
    for person in (world.sari, world.ratna):
        assert client_of(person).post(f"{HERE}{own.pk}/catatan/").status_code == 200
