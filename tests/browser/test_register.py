"""An old register is uploaded, mapped, checked, approved and undone, on wide and narrow screens."""

import pytest

from cases.models import Case, RegisterBatch
from cases.register import runs
from tests.browser.checks import accessibility_faults, complaints_of, look_at, press, sideways_overflow
from tests.cases.register import files

pytestmark = pytest.mark.django_db(transaction=True)
HERE = "/register-lama/"
ROWS = [
    *files.ROWS,
    (4, "04/PPA/2023", "entah kapan", "Contoh Rusak", None, "P", "20", "Jl. Contoh 4", "TPPO", "Tidak terbaca.", ""),
    (5, "05/PPA/1998", "5-9-1998", "Contoh Tua", None, "P", "20", "Jl. Contoh 5", "TPPO", "Sudah lama.", "selesai"),
]  # fmt: skip
MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def chosen(content: bytes) -> dict:
    """A file as the browser's dialog returns it."""
    return {"name": "register 2023.xlsx", "mimeType": MIME, "buffer": content}


@pytest.mark.parametrize(("width", "script"), [(1280, True), (360, True), (1280, False)])
def test_a_register_comes_in_and_is_taken_back(open_page, world, width, script):
    page = open_page(HERE, user=world.ratna, width=width, java_script_enabled=script)
    heard = complaints_of(page)
    faults = []

    def judge() -> None:
        if script:
            faults.extend(f"{page.url}: {fault}" for fault in look_at(page, width))
        else:
            assert sideways_overflow(page) <= 0

    judge()
    press(page, "a:has-text('Unggah register lama') >> nth=0")
    page.wait_for_url("**/unggah/")
    judge()
    page.set_input_files("[name=file]", chosen(files.xlsx(ROWS)))
    press(page, "text=Unggah dan kenali kolom")
    page.wait_for_url("**/kolom/")
    assert "Contoh Melati" not in page.inner_text("main")
    assert page.input_value("[name=column-3]") == "name"
    judge()
    press(page, "text=Periksa semua baris")
    assert page.is_visible("text=Baris 5")
    judge()
    press(page, ".register-kinds a:has-text('Diragukan')")
    answer = page.locator("[name=row-9][value=new]")
    answer.evaluate("field => field.scrollIntoView({ block: 'center' })")  # away from the bar at the bottom
    answer.check(force=True)
    press(page, "text=Simpan jawaban")
    assert page.is_visible("text=1 jawaban tersimpan")
    press(page, "text=Tulis 4 kasus")
    page.wait_for_url("**/tulis/")
    judge()
    press(page, "text=Tulis ke register")
    assert page.is_visible("text=4 kasus dengan 5 korban sudah ditulis")
    assert Case.objects.count() == 4
    judge()
    press(page, "a:has-text('Tarik kembali')")
    page.wait_for_url("**/tarik/")
    judge()
    press(page, "button:has-text('Tarik kembali')")
    assert page.is_visible("text=Berkas yang sama dapat diunggah lagi")
    assert Case.objects.count() == 0
    judge()
    assert faults == []
    assert heard == []


def test_a_refused_file_says_so_at_the_field_and_keeps_the_page(open_page, world):
    page = open_page(f"{HERE}unggah/", user=world.ratna)
    page.set_input_files("[name=file]", {"name": "x.xlsx", "mimeType": MIME, "buffer": b"%PDF-1.7"})
    press(page, "text=Unggah dan kenali kolom")
    assert page.is_visible(".error-summary:has-text('dokumen PDF')")
    assert accessibility_faults(page) == []


@pytest.mark.parametrize("width", [1280, 360])
def test_a_long_run_shows_how_far_it_is_and_can_be_cancelled(open_page, world, width, monkeypatch):
    monkeypatch.setattr(runs, "INLINE_ROWS", 0)
    page = open_page(f"{HERE}unggah/", user=world.ratna, width=width)
    page.set_input_files("[name=file]", chosen(files.xlsx(ROWS)))
    press(page, "text=Unggah dan kenali kolom")
    press(page, "text=Periksa semua baris")
    assert page.is_visible("text=Baris sedang diperiksa")
    assert accessibility_faults(page) == []
    assert sideways_overflow(page) <= 0
    batch = RegisterBatch.objects.get()
    runs.run(batch.pk, world.jambi.pk)
    page.wait_for_selector("text=Baris 5")  # the script updated the page
    press(page, "text=Tulis 3 kasus")
    press(page, "text=Tulis ke register")
    assert page.is_visible("text=Berkas sedang ditulis")
    press(page, "text=Batalkan proses")
    assert page.is_visible("text=Proses dibatalkan. Tidak ada yang ditulis.")
    assert Case.objects.count() == 0


@pytest.mark.parametrize("width", [1280, 360])
def test_one_nik_under_two_names_is_asked_by_itself(open_page, world, width):
    header = ("No Reg", "Tgl Lapor", "Nama Korban", "L/P", "Umur", "NIK", "Jenis Kasus", "Perkara")
    rows = [
        ("ZA-1", "5 Mei 2023", "Wiranti Kolopaking", "P", "36", "1509035203880457", "TPPO", "v"),
        ("ZA-2", "6 Mei 2023", "Yosefina Tambunan", "P", "36", "1509035203880457", "TPPO", "v"),
        ("ZA-3", "7 Mei 2023", "Contoh Melur", "P", "<18", "", "Bukan TPPO", "v"),
    ]
    page = open_page(f"{HERE}unggah/", user=world.ratna, width=width)
    page.set_input_files("[name=file]", {**chosen(files.csv_file(rows, header)), "name": "k1.csv"})
    press(page, "text=Unggah dan kenali kolom")
    page.wait_for_url("**/kolom/")
    assert page.is_visible("text=1 kolom berisi, tetapi artinya belum dikenal")
    faults = look_at(page, width)
    press(page, "text=Periksa semua baris")
    assert page.is_visible("text=NIK sama dengan korban di baris 2, nama tidak sama")
    assert page.locator("[type=radio]:checked").count() == 0
    faults += look_at(page, width)
    page.select_option("[name=rest]", "same")
    press(page, "text=Simpan jawaban")
    assert page.is_visible("text=1 jawaban tersimpan")  # the row without a match
    assert page.locator("[name=row-3]:checked").count() == 0
    assert page.locator("[name=row-4]:checked").count() == 1
    assert faults == []


@pytest.mark.parametrize("width", [1280, 360])
def test_a_clerk_who_knows_no_columns_hands_in_and_a_second_person_approves_and_takes_back(open_page, world, width):
    faults = []
    clerk = open_page(f"{HERE}unggah/", user=world.sari, width=width)
    faults += look_at(clerk, width)
    header = ("No", "Tgl Lapor", "Nama Korban", "L/P", "Umur", "Jenis Kasus", "Kronologi")
    rows = [
        (1, "12-8-2023", "Contoh Melati", "P", "16", "TPPO", "Dijanjikan kerja."),
        (2, "5-9-1998", "Contoh Tua", "P", "20", "KDRT", "Sudah lama."),
    ]
    text = "\n".join("\t".join(str(cell) for cell in row) for row in (header, *rows))
    clerk.fill("[name=pasted]", text)
    press(clerk, "text=Unggah dan kenali kolom")
    press(clerk, "text=Periksa semua baris")
    answer = clerk.locator("[name=row-3][value=new]")
    answer.evaluate("field => field.scrollIntoView({ block: 'center' })")
    answer.check(force=True)
    press(clerk, "text=Simpan jawaban")
    faults += look_at(clerk, width)
    press(clerk, "text=Serahkan 2 kasus untuk disetujui")
    assert clerk.is_visible("text=Menunggu persetujuan penyelia.")
    faults += look_at(clerk, width)
    batch = RegisterBatch.objects.get()

    supervisor = open_page(f"{HERE}{batch.pk}/", user=world.ratna, width=width)
    press(supervisor, "text=Kembalikan untuk diperbaiki")
    faults += look_at(supervisor, width)
    supervisor.fill("[name=reason]", "Baris 3: tahunnya benar?")
    press(supervisor, "button:has-text('Kembalikan')")
    clerk.goto(clerk.url)
    assert clerk.is_visible("text=Baris 3: tahunnya benar?")
    faults += look_at(clerk, width)
    press(clerk, "text=Serahkan 2 kasus untuk disetujui")

    supervisor.goto(supervisor.url)
    press(supervisor, "text=Tulis 2 kasus")
    assert supervisor.is_visible("text=Contoh yang dibawa sebagai orang baru")
    faults += look_at(supervisor, width)
    press(supervisor, "text=Tulis ke register")
    assert supervisor.is_visible("text=2 kasus dengan 2 korban sudah ditulis")
    assert Case.objects.count() == 2
    press(supervisor, "a:has-text('Tarik kembali')")
    press(supervisor, "button:has-text('Tarik kembali')")
    assert Case.objects.count() == 0
    assert faults == []
