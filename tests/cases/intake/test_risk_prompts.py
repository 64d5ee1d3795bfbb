"""Dangers are asked about if the call makes them relevant, stored encrypted, and never decide by themselves."""

import pytest
from django.urls import reverse

from cases.choices import Risk, Urgency
from cases.intake import risk_prompts
from cases.intake.risk_prompts import PROMPTS, CallFacts, relevant
from cases.models import Complaint
from safeguards.identifiers import new_id
from tests.cases.stories import girl, logged
from tests.personas import client_of

LOG = "/pengaduan/catat/"


def asked(text: str = "", **told) -> set[str]:
    return {prompt.risk.value for prompt in relevant(CallFacts(text, **told)).prompts}


def test_every_risk_has_its_question():
    assert [prompt.risk for prompt in PROMPTS] == list(dict.fromkeys(prompt.risk for prompt in PROMPTS))
    assert {prompt.risk for prompt in PROMPTS} == set(Risk)


def test_no_reason_is_said_twice():
    reasons = relevant(CallFacts("paspor ditahan di luar negeri", country="Kamboja")).reasons
    assert [reason for reason in reasons if "luar negeri" in reason] == ["di luar negeri"]


@pytest.mark.parametrize(
    ("text", "risk"),
    [
        ("disekap di ruko", "held"),
        ("tidak boleh pulang", "held"),
        ("tdk boleh keluar rumah", "held"),
        ("hp dan ktp diambil", "no_phone_or_papers"),
        ("pelaku bawa sajam", "weapon"),
        ("ditodong pistol", "weapon"),
        ("sedang hamil 5 bulan", "pregnant"),
        ("diancam akan disebarkan", "threatened"),
        ("mau bunuh diri", "self_harm"),
        ("luka di kepala", "injured"),
        ("tinggal bersama pelaku", "lives_with_reported"),
        ("tidak punya tempat tinggal", "no_safe_place"),
        ("diusir keluarga", "rejected"),
        ("minta bantuan KBRI", "abroad"),
        ("korban tuna rungu", "disability"),
    ],
)
def test_words_call_for_their_question(text, risk):
    assert risk in asked(text)


def test_nothing_is_asked_without_a_reason():
    assert asked("Menanyakan cara membuat paspor anaknya.".replace("paspor anaknya", "laporan")) == set()
    assert asked("Salah sambung.") == set()


def test_circumstances_call_for_theirs():
    assert "child_alone" in asked(ages=(16,))
    assert "child_alone" not in asked(ages=(18,))
    assert {"abroad", "held"} <= asked(country="Malaysia")
    assert "held" in asked(is_far=True)
    assert relevant(CallFacts("", ages=(16,), is_far=True)).reasons == ("anak", "jauh dari rumah")


@pytest.mark.parametrize(
    ("answers", "urgency"),
    [
        ({"held": "yes"}, Urgency.EMERGENCY),
        ({"pregnant": "yes"}, Urgency.URGENT),
        ({"pregnant": "yes", "weapon": "yes"}, Urgency.EMERGENCY),
        ({"held": "no", "weapon": "not_known"}, None),
        ({"disability": "yes"}, None),
    ],
)
def test_what_is_proposed(answers, urgency):
    assert risk_prompts.proposed_urgency(answers) == urgency


def test_answers_come_back_as_they_were_kept():
    kept = risk_prompts.stored({"held": "yes", "weapon": "", "unknown": "yes"})
    assert risk_prompts.answers_in(kept) == {"held": "yes"}
    assert risk_prompts.answers_in("") == {}


@pytest.mark.django_db
class TestPages:
    def page(self, **told) -> dict:
        return {"channel": "walk_in", "orang-jumlah": "1", "submission_key": str(new_id()), **told}

    def test_a_part_of_the_page_asks(self, world):
        part = client_of(world.sari).post(reverse("cases:risk-read"), self.page(narrative="disekap, hamil"))
        text = part.content.decode()
        assert "Bebas keluar dari tempat itu?" in text
        assert "Hamil?" in text
        assert "senjata" not in text

    def test_yes_to_freedom_is_no_danger(self, world):
        form = client_of(world.sari).get(LOG).context["form"]
        labels = dict(form.risks.fields["held"].choices)
        assert (labels["no"], labels["yes"]) == ("Ya", "Tidak")

    @pytest.mark.parametrize("name", ["risk-read", "shorthand-read"])
    @pytest.mark.parametrize("who", ["budi", "rina", "arif", "dewi", "nobody"])
    def test_other_roles_ask_nothing(self, world, who, name):
        assert client_of(getattr(world, who)).post(reverse(f"cases:{name}"), self.page()).status_code == 403

    @pytest.mark.parametrize("name", ["risk-read", "shorthand-read"])
    def test_nothing_travels_in_an_address(self, world, name):
        assert client_of(world.sari).get(reverse(f"cases:{name}"), {"narrative": "disekap"}).status_code == 405

    def test_answers_are_kept_as_cipher_text_and_shown(self, world):
        client = client_of(world.sari)
        answers = {"risiko-held": "yes", "risiko-pregnant": "no"}
        client.post(LOG, self.page(narrative="Disekap, hamil, hp diambil.", **answers))
        complaint = Complaint.objects.get()
        assert risk_prompts.answers_in(complaint.risks) == {"held": "yes", "pregnant": "no"}
        assert complaint.urgency == "unknown"  # proposed, never set
        text = client.get(reverse("cases:complaint-detail", args=[complaint.pk])).content.decode()
        assert "Disekap, diculik, atau tidak bebas keluar" in text
        assert "Memegang sendiri ponsel dan KTP-nya?" in text  # still to be asked

    def test_they_stay_when_something_else_is_changed(self, world):
        complaint = logged(world, girl(), risks='{"held": "yes"}')
        client = client_of(world.sari)
        form = client.get(reverse("cases:complaint-amend", args=[complaint.pk])).context["form"]
        assert form.risks["held"].value() == "yes"

    def test_the_proposal_is_taken_with_a_button_too(self, world):
        data = self.page(narrative="Disekap.", **{"risiko-held": "yes"})
        page = client_of(world.sari).post(LOG, {**data, "set_urgency": "emergency"})
        assert page.context["form"].facts["urgency"].value() == "emergency"
        assert not Complaint.objects.exists()

    def test_approximate_days_are_kept_as_a_first_and_a_last(self, world):
        client = client_of(world.sari)
        client.post(LOG, self.page(narrative="Dulu.", event_on="awal Agustus 2024"))
        complaint = Complaint.objects.get()
        assert (str(complaint.event_on), str(complaint.event_until)) == ("2024-08-01", "2024-08-10")
        page = client.get(reverse("cases:complaint-detail", args=[complaint.pk])).content.decode()
        assert "1–10 Agustus 2024, perkiraan" in page
        form = client.get(reverse("cases:complaint-amend", args=[complaint.pk])).context["form"]
        assert form.facts["event_on"].value() == "1–10 Agustus 2024"

    def test_no_event_is_to_come(self, world):
        page = client_of(world.sari).post(LOG, self.page(narrative="Nanti.", event_on="lusa"))
        assert "sesudah pengaduan diterima" in page.content.decode()

    @pytest.mark.parametrize("summary", ["Hubungi 0812 0000 0027", "Melati dibawa ke kota lain"])
    def test_a_summary_tells_nobody_apart(self, world, summary):
        data = self.page(narrative="Dulu.", summary=summary, **{"orang-0-name": "Contoh Melati Rekaan"})
        page = client_of(world.sari).post(LOG, data)
        assert page.status_code == 422
        assert "summary" in page.context["form"].facts.errors

    def test_safe_contact_of_the_reporter_is_kept(self, world):
        told = {
            "reporter_contact_rule": "conditional",
            "reporter_contact_ways": ["whatsapp", "call"],
            "reporter_contact_hours": "siang hari",
            "reporter_code_word": "dari koperasi",
        }
        client_of(world.sari).post(LOG, self.page(narrative="Dulu.", **told))
        complaint = Complaint.objects.get()
        assert (complaint.reporter_contact_rule, complaint.reporter_contact_ways) == (
            "conditional",
            ["whatsapp", "call"],
        )
        assert complaint.reporter_code_word == "dari koperasi"
