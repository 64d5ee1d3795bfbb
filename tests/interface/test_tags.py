"""The component tags of the page templates."""

import re
from datetime import date, timedelta

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import RequestContext, Template
from django.test import RequestFactory
from django.utils.html import strip_tags
from django.utils.safestring import mark_safe

from interface import marks
from interface.form_fields import DayField
from tppo_gugus.views.gallery import NOW, SampleForm


def render(source: str, address: str = "/", **context) -> str:
    """A rendered template with the interface's tags, for a page at a path."""
    request = RequestFactory().get(address)
    return Template("{% load interface %}" + source).render(RequestContext(request, context))


class Asked(forms.Form):
    """A form with typing errors."""

    name = forms.CharField(label="Nama", help_text="Seperti di KTP", error_messages={"required": "Isi nama."})
    born_on = DayField(label="Tanggal lahir", required=False)
    channel = forms.ChoiceField(label="Kanal", choices=[("112", "112"), ("wa", "WA")], widget=forms.RadioSelect)


def test_icons_are_inline_hidden_and_without_size():
    svg = render('{% icon "phone" %}')
    assert svg.startswith('<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path')
    assert "width" not in svg
    assert "http" not in svg


def test_an_unknown_icon_or_shape_is_an_error_of_the_page():
    with pytest.raises(Exception, match="tidak-ada"):
        marks.icon("tidak-ada")
    with pytest.raises(KeyError):
        marks.shape("tidak-ada")


def test_badges_have_a_shape_and_escaped_words():
    badge = render('{% badge "late" words %}', words="Terlambat <1> hari")
    assert 'class="badge badge--late"' in badge
    assert "<svg" in badge
    assert "&lt;1&gt;" in badge
    assert 'class="badge badge--warn"' in render('{% badge "draft" "Perlu" tone="warn" %}')


def test_a_badge_from_a_table_brings_words_and_tone_and_escapes():
    html = render("{% badge row %}", row=marks.Badge("none", "Dibuang <b>", "late"))
    assert 'class="badge badge--late"' in html
    assert "Dibuang &lt;b&gt;" in html
    assert html == render('{% badge "none" words "late" %}', words="Dibuang <b>")


def test_a_safe_contact_line_of_an_unknown_state_is_an_error_and_never_an_invitation():
    assert "Boleh dihubungi." in render('{% safe_contact "free" %}')
    assert "Jangan dihubungi." in render('{% safe_contact "suspect" %}')
    with pytest.raises(KeyError):
        render('{% safe_contact "tidak-ada" %}')


def test_a_field_is_wired_to_its_hint_and_error_and_keeps_what_was_typed():
    form = Asked({"name": "", "born_on": "31/02/2026"})
    form.is_valid()
    html = render("{% field form.name %}{% field form.born_on %}", form=form)
    assert 'aria-describedby="id_name-petunjuk id_name-galat"' in html
    assert 'aria-invalid="true"' in html
    assert "(wajib)" in html
    assert 'value="31/02/2026"' in html
    assert 'value="31/02/2026"' in html, "what was typed stays"


def test_a_day_is_text_in_our_words_with_its_weekday_beneath():
    html = render("{% field form.born_on %}", form=Asked(initial={"born_on": date(2010, 5, 1)}))
    assert 'type="text"' in html
    assert 'value="1 Mei 2010"' in html
    assert "Sabtu, 1 Mei 2010" in html
    assert 'value="1/5/2010"' in render("{% field form.born_on %}", form=Asked({"born_on": "1/5/2010"})), "as typed"


class Plain(forms.Form):
    """Fields without words of their own."""

    name = forms.CharField(label="Nama")
    channel = forms.ChoiceField(label="Kanal", choices=[("112", "112")])
    people = forms.IntegerField(label="Orang")
    office = forms.EmailField(label="Surel")
    said = forms.CharField(label="Cerita", error_messages={"required": "Tulis ceritanya."})


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, ["Masih kosong. Isi dahulu.", "Belum dipilih. Pilih dahulu.", "Tulis ceritanya."]),
        ({"channel": "113"}, ["Pilihan “113” tidak ada lagi."]),
        ({"people": "banyak"}, ["Tulis dengan angka"]),
        ({"office": "ratna@"}, ["Tulis alamat surel yang lengkap"]),
    ],
)
def test_default_texts_are_ours(typed, said):
    form = Plain(typed)
    html = render("{% error_summary form %}", form=form)
    assert [words for words in said if words not in html] == []
    assert "Bidang ini" not in html


class Story(forms.Form):
    """A form with pasted text."""

    story = forms.CharField(label="Cerita", max_length=2000, widget=forms.Textarea)
    name = forms.CharField(label="Nama", max_length=10, error_messages={"max_length": "Sepuluh huruf."})


def test_what_is_too_long_is_not_cut_by_the_browser_but_answered_at_the_field():
    form = Story({"story": "a" * 20_431, "name": "b" * 11})
    html = render("{% error_summary form %}{% field form.story %}{% field form.name %}", form=form)
    assert "maxlength" not in html
    assert "a" * 20_431 in html
    said = "Terlalu panjang: 20.431 huruf, paling banyak 2.000. Yang Anda tulis masih utuh, pendekkan dahulu."
    assert html.count(said) == 2, "at the field and on top"
    assert html.count("Sepuluh huruf.") == 2, "a form's own words stay"
    assert "maxlength" not in render("{% field form.story %}", form=Story())


def test_browsers_neither_remember_nor_send_away_what_is_typed():
    html = render("{% field form.name %}", form=Asked())
    assert 'autocomplete="off"' in html
    assert 'spellcheck="false"' in html


def test_radio_groups_are_fieldsets_with_a_legend():
    html = render('{% field form.channel layout="inline" %}', form=Asked())
    assert "<fieldset" in html
    assert "<legend>Kanal" in html
    assert 'class="choices choices--inline"' in html
    assert html.count('class="choice"') == 2


def test_typed_html_stays_text():
    form = Asked({"name": '"><script>alert(1)</script>', "channel": "<b>"})
    form.is_valid()
    html = render("{% error_summary form %}{% field form.name %}{% field form.channel %}", form=form)
    assert "<script" not in html
    assert "<b>" not in html


def test_the_error_summary_counts_in_words_links_and_takes_the_focus():
    form = Asked({})
    form.is_valid()
    html = render("{% error_summary form %}", form=form)
    assert "Dua hal perlu dilengkapi" in html
    assert 'href="#id_name"' in html
    assert 'href="#id_channel_0"' in html
    assert "autofocus" in html
    assert 'role="alert"' in html


def test_no_error_no_summary():
    assert render("{% error_summary form %}", form=Asked()).strip() == ""


def test_summary_of_a_formset():
    sheets = forms.formset_factory(Asked, extra=0)
    data = {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0", "form-0-name": "A", "form-0-channel": "112"}
    sheets = sheets({**data, "form-1-name": "", "form-1-channel": "112"})
    sheets.is_valid()
    assert 'href="#id_form-1-name"' in render("{% error_summary form %}", form=sheets)


def test_register_numbers_do_not_break_and_text_is_escaped():
    html = render("{{ text|codes }}", text="Hubungi K-2026-0012/1 <b>")
    assert html == 'Hubungi <span class="code">K-2026-0012/1</span> &lt;b&gt;'


def test_the_first_sentence_of_a_message_is_bold():
    html = render("{{ text|first_bold }}", text="Rujukan dikirim. Batas: <Senin>.")
    assert html == "<strong>Rujukan dikirim.</strong> Batas: &lt;Senin&gt;."


def test_pagination_keeps_filters_and_says_how_many():
    page = Paginator(range(120), 10).get_page(3)
    html = render("{% pagination page %}", "/kasus/?tahap=layanan&page=3", page=page)
    assert "21–30 dari 120" in html
    assert "?tahap=layanan&amp;page=4" in html
    assert 'href="?tahap=layanan"' in html, "the first page needs no number"


def test_a_capped_count_says_so():
    paginator = Paginator(range(1000), 10)
    paginator.count_is_capped = True
    html = render("{% pagination page %}", page=paginator.get_page(1))
    assert "1–10 dari 1.000+" in html


def test_a_victim_who_must_not_be_called_has_no_link():
    html = render('{% safe_contact "never" "Kabar lewat PPA." "0812" "/telepon/" %}')
    assert "Jangan dihubungi." in html
    assert "<a" not in html
    assert "0812" not in html


def test_the_journey_says_its_stage_in_a_sentence():
    stages = [{"label": "Pengaduan", "state": "done"}, {"label": "Identifikasi", "state": "now"}, {"label": "Asesmen"}]
    html = render('{% journey stages "Tahap" %}', stages=stages)
    assert "Tahap 2 dari 3: Identifikasi" in html
    assert html.count("aria-current") == 1


def test_every_kind_of_field_in_the_gallery_s_form():
    html = render("{% for bound in form %}{% field bound %}{% endfor %}", form=SampleForm())
    assert len(re.findall(r'<(?:div|fieldset) class="field', html)) == len(SampleForm.base_fields)


def test_the_summary_does_not_say_the_label_twice():
    form = SampleForm({"nik": "1"})
    form.is_valid()
    html = render("{% error_summary form %}", form=form)
    assert ">NIK terdiri atas 16 angka, sekarang 1</a>" in html


def test_a_promise_says_how_long_and_until_when():
    started, due = NOW - timedelta(hours=1), NOW + timedelta(hours=23, minutes=10)
    html = render('{% promise started due "Jawab" now %}', started=started, due=due, now=NOW)
    assert "Jawab dalam 23 jam" in strip_tags(html)
    assert "sebelum Rabu, 11 Februari 2026, 08.51 WIB" in strip_tags(html)
    late = render('{% promise started due "Jawab" now %}', started=started, due=NOW - timedelta(hours=2), now=NOW)
    assert "Terlambat 2 jam" in strip_tags(late)
    assert 'class="is-late"' in late


def test_a_badge_escapes_a_text_though_the_same_was_safe_before():
    assert "<b>Ya</b>" in marks.badge("done", mark_safe("<b>Ya</b>"))
    assert "&lt;b&gt;Ya&lt;/b&gt;" in marks.badge("done", "<b>Ya</b>")
