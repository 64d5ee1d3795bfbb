"""Every component in every state, for developers. Exists only in development and tests."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from interface.form_fields import DayField

NOW = datetime(2026, 2, 10, 9, 41, tzinfo=ZoneInfo("Asia/Jakarta"))  # the mockups' clock
STAGES = ("Pengaduan", "Identifikasi", "Asesmen", "Rencana", "Layanan", "Monitoring", "Terminasi")
DAYS = (3, 3, 5, 6, 6)


class SampleForm(forms.Form):
    """One field of every kind."""

    agency = forms.CharField(label="Nama instansi", help_text="Seperti tertulis dalam SK")
    nik = forms.CharField(label="NIK", required=False)
    division = forms.ChoiceField(label="Bidang", choices=[("a", "Pencegahan TPPO"), ("b", "Penegakan hukum")])
    note = forms.CharField(label="Catatan", required=False, widget=forms.Textarea)
    on = DayField(label="Tanggal kejadian", required=False)
    short = forms.ChoiceField(
        label="Pilihan pendek",
        required=False,
        widget=forms.RadioSelect,
        choices=[("y", "Ya"), ("n", "Tidak"), ("u", "Belum tahu")],
    )
    long = forms.MultipleChoiceField(
        label="Pilihan panjang",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("message", "Boleh meninggalkan pesan"), ("wa", "Boleh lewat WhatsApp")],
    )
    card = forms.ChoiceField(
        label="Pilihan berkartu",
        widget=forms.RadioSelect,
        choices=[("dinsos", "Dinas Sosial"), ("yayasan", "Yayasan Contoh Harapan")],
    )
    agree = forms.BooleanField(label="Tanggal tidak diketahui", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["long"].option_hints = {"message": "Hanya pada nomor ini"}
        self.fields["card"].option_hints = {"dinsos": "4 tempat kosong. Menjawab dalam 1 hari kerja."}

    def clean_nik(self) -> str:
        """Require sixteen digits, or empty."""
        nik = self.cleaned_data["nik"]
        if nik and len(nik) != 16:
            raise forms.ValidationError(f"NIK terdiri atas 16 angka, sekarang {len(nik)}")
        return nik


@login_not_required
def gallery(request: HttpRequest) -> HttpResponse:
    """The gallery, inside the shell even without a user, so that it needs no data."""
    typed = {"agency": "Dinas Sosial", "nik": "000000000000001", "division": "a", "short": "y", "card": "dinsos"}
    sample = SampleForm(typed | {"long": ["message"], "on": "31/02/2026"})
    sample.is_valid()
    context = {
        "form": sample,
        "now": NOW,
        "journeys": [_journey(1), _journey(5)],
        "page_obj": Paginator(range(41), 8).get_page(request.GET.get("page", 2)),
        **_lists(),
    }
    return render(request, "gallery.html", context)


def _journey(at: int) -> list[dict]:
    """A victim's stages with the ``at``-th as current."""
    rows = []
    for position, label in enumerate(STAGES, 1):
        state = "done" if position < at else "now" if position == at else ""
        on = NOW.replace(day=DAYS[position - 1]) if state and at > 1 else NOW if state else None
        rows.append({"label": label, "state": state, "on": on})
    return rows


def _lists() -> dict:
    """Sample values of the list-like components."""
    return {
        "shapes": ["draft", "ring", "pause", "half", "done", "warn", "late", "urgent", "stop", "none"],
        "swatches": [
            "paper", "sheet", "inset", "ink", "ink-2", "line", "line-strong", "action", "action-tint",
            "warn", "warn-tint", "danger", "danger-tint", "done", "done-tint",
        ],
        "rows": [
            {
                "title": "Pastikan K-2026-0012/2 di tempat aman", "url": "#isi", "kind": "urgent", "urgent": True,
                "state": "Darurat, 14 menit lagi", "meta": ["Laki-laki, 15 th"], "act": "Catat hasil",
                "act_kind": "danger",
            },
            {
                "title": "Hubungi K-2026-0012/1", "url": "#isi", "kind": "ring", "state": "13.00–15.00 WIB",
                "meta": ["Telepon saja"], "act": "Lihat cara aman",
            },
        ],
        "events": [
            {"at": NOW, "text": "Keadaan darurat dinyatakan.", "kind": "late"},
            {"at": NOW - timedelta(days=3), "text": "RSUD menyelesaikan pemeriksaan.", "kind": "key"},
            {"at": NOW - timedelta(days=7), "text": "Pengaduan dicatat.", "kind": ""},
        ],
        "facts": [("Laporan polisi", "4 Februari 2026"), ("Tahap hukum", "Penyidikan")],
        "elements": [
            {"name": "Tindakan", "text": "perekrutan", "state": "done"},
            {"name": "Cara", "text": "tidak disyaratkan bagi anak", "state": "none"},
            {"name": "Tujuan", "text": "belum ditanyakan", "state": "ring"},
        ],
        "units": [
            {"name": "Pengaduan", "figure": 412, "unit": "yang masuk dan dicatat; 2024: 368"},
            {"name": "Korban", "figure": 1203, "unit": "orang; 2024: 184", "more": ["34 korban TPPO, 14 anak"]},
        ],
        "chips": [{"text": "Tahap: Layanan", "url": "#isi"}, {"text": "Sari", "url": "#isi"}],
        "signers": [
            {"role": "Notulis,", "name": "NAMA CONTOH, S.Sos.", "rank": "Penata Muda"},
            {"role": "Pimpinan rapat,", "name": "NAMA CONTOH, M.Si.", "rank": "Pembina Utama Muda"},
        ],
        "sections": [
            {"target": "warna", "text": "Warna", "alarm": "Terlambat"},
            {"target": "huruf", "text": "Huruf"},
            {"target": "isian", "text": "Isian"},
        ],
        "strip": [
            {"icon": "phone", "detail": "Telepon masuk", "text": "112"},
            {"icon": "clock", "detail": "Mulai 09.32 WIB,", "text": "9 menit"},
        ],
        "late_from": NOW - timedelta(hours=26),
        "late_due": NOW - timedelta(hours=2),
        "soon_from": NOW - timedelta(hours=1),
        "soon_due": NOW + timedelta(hours=23),
        "bars": [
            ("Penipuan kerja luar negeri", 12, 9, "86.4%", "64.8%"),
            ("Prostitusi melalui aplikasi", 9, 8, "64.8%", "57.6%"),
        ],
    }  # fmt: skip
