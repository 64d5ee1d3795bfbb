"""*Untuk siapa?*: several victims with one form, the next stage chosen beforehand, nobody opened by herself."""

import re
import uuid

import pytest
from django.urls import reverse

from cases.models import Consent
from referrals.models import Referral
from safeguards import clock
from tests.factories import CaseFactory, ConsentFactory, ReferralFactory, VictimFactory
from tests.journeys.desk import Desk
from tests.personas import client_of

NEED = "Tempat tinggal sementara dan pendampingan."


@pytest.fixture
def case(world):
    """Three victims of one case."""
    case = CaseFactory(by=world.sari)
    for given in ({"child": True}, {}, {"adult": True}):
        VictimFactory(case=case, **given)
    return case


def url(name: str, row) -> str:
    return reverse(name, args=[row.pk])


def text_of(answer) -> str:
    """The words of a page."""
    return " ".join(re.sub(r"<[^>]+>", "", answer.content.decode()).split())


def victim(case, position: int):
    return case.victims.get(position=position)


def stages(case) -> list[str]:
    return [row.stage for row in case.victims.order_by("position")]


def test_the_stage_of_several_with_one_form(world, case):
    page = Desk(world.sari).open(url("cases:case-detail", case)).follow("Catat tahap beberapa")
    assert "/1 Perempuan, 15 th" in page.text
    assert re.search(r'value="assessment"[^>]*checked', page.source), "the next stage is chosen beforehand"
    first, third = victim(case, 1), victim(case, 3)
    sent = {"victims": [str(first.pk), str(third.pk)], "to": "assessment", f"since-{first.pk}": "identification"}
    for _n in range(2):
        answer = client_of(world.sari).post(url("cases:case-stage-together", case), sent)
        sent[f"since-{third.pk}"] = "identification"
        assert answer["Location"].endswith("#korban")
    assert stages(case) == ["assessment", "identification", "assessment"]


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({}, "Centang paling sedikit satu korban."),
        ({"victims": ["x"]}, "tidak ada lagi"),
        ({"to": ""}, "Belum dipilih"),
        ({"to": "termination"}, "tidak ada lagi"),
    ],
)
def test_what_is_missing_is_said_at_the_field(world, case, typed, says):
    answer = client_of(world.sari).post(url("cases:case-stage-together", case), {"to": "assessment", **typed})
    assert answer.status_code == 422
    assert says in answer.content.decode()


def test_a_step_back_needs_its_reason(world, case):
    case.victims.update(stage="service")
    chosen = {"victims": [str(row.pk) for row in case.victims.all()], "to": "plan"}
    address = url("cases:case-stage-together", case)
    answer = client_of(world.sari).post(address, chosen)
    assert "Tulis alasan langkah ini." in answer.content.decode()
    assert client_of(world.sari).post(address, {**chosen, "note": "Keluarga pindah"}).status_code == 302


def test_one_refused_takes_all_back_and_keeps_what_was_typed(world, case):
    case.victims.filter(position=2).update(stage="plan")
    chosen = [str(row.pk) for row in case.victims.all()]
    sent = {"victims": chosen, "to": "not_tppo", "note": "Bukan eksploitasi"}
    answer = client_of(world.sari).post(url("cases:case-stage-together", case), sent)
    assert answer.status_code == 422
    assert f"{case.number}/2: " in text_of(answer)
    assert "Bukan eksploitasi" in answer.content.decode()
    assert stages(case) == ["identification", "plan", "identification"]


def test_the_next_stage_of_one_victim_is_chosen_beforehand_and_called_what_it_is(world, case):
    html = client_of(world.sari).get(url("cases:victim-stage", victim(case, 1))).content.decode()
    assert re.search(r'value="assessment"[^>]*checked', html)
    assert "Pindahkan" not in html
    assert "Catat tahap" in html


def test_consent_of_several(world, case):
    chosen = [str(victim(case, position).pk) for position in (1, 2)]
    sent = {"given_by": "victim_and_guardian", "given_on": "kemarin", "victims": chosen}
    assert client_of(world.sari).post(url("cases:case-consent-together", case), sent).status_code == 302
    assert Consent.objects.filter(victim__case=case).count() == 2


class TestReferral:
    def test_nobody_is_opened_by_herself(self, world, case):
        page = client_of(world.sari).get(url("cases:case-detail", case)).content.decode()
        assert page.count(url("cases:case-refer-together", case)) >= 2
        page = client_of(world.sari).get(url("cases:case-refer-together", case)).content.decode()
        assert page.count('name="victims"') == 3
        assert "checked" not in page

    def test_of_one_victim_the_form_opens_at_once(self, world):
        only = VictimFactory(case=CaseFactory(by=world.sari))
        answer = client_of(world.sari).get(url("cases:case-refer-together", only.case))
        assert answer["Location"] == url("referrals:referral-send", only)

    def form(self, world, case, **changes):
        """Sari's client, the address of the first victim's form, and what she sends for the first two."""
        first, second = victim(case, 1), victim(case, 2)
        values = {
            "service_lines": ["social_rehabilitation"],
            "agency": str(world.dinsos.pk),
            "need": NEED,
            "consent": str(ConsentFactory(victim=first).pk),
            "submission_key": str(uuid.uuid4()),
            "others": [str(second.pk)],
            **changes,
        }
        return client_of(world.sari), url("referrals:referral-send", first), values

    def test_each_has_a_slip_and_a_consent_of_her_own_and_twice_is_once(self, world, case):
        ConsentFactory(victim=victim(case, 2))
        sari, address, values = self.form(world, case)
        for _n in range(2):
            assert sari.post(address, values).status_code == 302
        rows = list(Referral.objects.order_by("victim__position"))
        assert [row.victim.position for row in rows] == [1, 2]
        assert [row.consent.victim_id == row.victim_id for row in rows] == [True, True]
        assert rows[0].slip != rows[1].slip

    def test_a_new_consent_is_recorded_for_each(self, world, case):
        new = {"consent": "new:state_officer", "consent_given_on": clock.today().isoformat()}
        sari, address, values = self.form(world, case, **new)
        assert sari.post(address, values).status_code == 302
        assert Consent.objects.filter(given_by="state_officer").count() == 2

    def test_without_consent_of_the_other_nothing_is_sent_and_all_is_kept(self, world, case):
        sari, address, values = self.form(world, case)
        answer = sari.post(address, values)
        assert answer.status_code == 422
        assert f"{case.number}/2: belum ada persetujuan" in text_of(answer)
        assert NEED in answer.content.decode()
        assert not Referral.objects.exists()

    def test_the_choice_comes_along(self, world, case):
        chosen = [str(victim(case, position).pk) for position in (1, 3)]
        answer = client_of(world.sari).post(url("cases:case-refer-together", case), {"victims": chosen})
        page = client_of(world.sari).get(answer["Location"]).content.decode()
        assert re.findall(r'name="others" value="([^"]+)"[^>]*checked', page) == chosen[1:]

    def test_a_victim_of_another_city_is_not_offered(self, world, case):
        stranger = VictimFactory(case=CaseFactory(by=world.tono))
        sari, address, values = self.form(world, case, others=[str(stranger.pk)])
        assert sari.post(address, values).status_code == 422
        assert not Referral.objects.exists()


@pytest.mark.parametrize("name", ["case-stage-together", "case-consent-together", "case-refer-together"])
def test_other_cities_and_roles_find_nothing(world, case, name):
    address = url(f"cases:{name}", case)
    assert client_of(world.tono).get(address).status_code == 404
    for user in (world.maya, world.rina, world.arif):
        assert client_of(user).get(address).status_code in (403, 404)
        assert client_of(user).post(address, {}).status_code in (403, 404)


def test_what_is_still_open_is_listed_before_services_end(world):
    row = VictimFactory(case=CaseFactory(by=world.sari), stage="monitoring", person__contact_rule="not_asked")
    ReferralFactory(victim=row, agency=world.dinsos)
    html = text_of(client_of(world.ratna).get(url("cases:victim-stage", row)))
    assert "Sebelum layanan diakhiri, ini masih terbuka." in html
    assert "Jawaban Dinas Sosial" in html
    row.case.victims.update(stage="plan")
    html = text_of(client_of(world.ratna).get(url("cases:victim-stage", row)))
    assert "masih terbuka" not in html
