"""Saved views of lists: private or shared with a role, never a right to a row."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from safeguards import clock, row_security
from safeguards.audit import AuditEvent
from safeguards.errors import AccessDenied, WorkflowRefused
from taskforces.access.scoping import row_security_context
from taskforces.actions import saved_views, watches
from taskforces.models import FirstView, SavedView, Watch
from tests.factories import CaseFactory, ReferralFactory, VictimFactory
from tests.personas import client_of

LIST = "/kasus/"
SAVE = "/tampilan/simpan/?daftar=cases&jenis=tppo&kedaruratan=emergency"


def kept(world, by=None, **changes) -> SavedView:
    """Create a view by the act."""
    values = {"of_list": "cases", "name": "Anak", "query": "korban=anak", **changes}
    return saved_views.save(task_force=world.jambi, **values, by=by or world.sari)


def names_above(client, address=LIST) -> list[str]:
    """The views a list offers."""
    return [shown["view"].name for shown in client.get(address).context["saved_views"]]


class TestKeeping:
    """The pages, without a script."""

    def test_filters_of_a_list_are_kept_and_open_it_again(self, world):
        CaseFactory(by=world.sari, urgency="emergency")
        CaseFactory(by=world.sari)
        client = client_of(world.sari)
        page = client.get(f"{LIST}?jenis=tppo&kedaruratan=emergency").content.decode()
        assert "/tampilan/simpan/?daftar=cases&amp;jenis=tppo&amp;kedaruratan=emergency" in page
        form = client.get(SAVE).content.decode()
        assert "Jenis: TPPO; Kedaruratan: Darurat" in form
        answer = client.post(SAVE, {"name": "  Darurat   TPPO "})
        assert answer.url == f"{LIST}?jenis=tppo&kedaruratan=emergency"
        page = client.get(answer.url)
        assert [(s["view"].name, s["is_current"]) for s in page.context["saved_views"]] == [("Darurat TPPO", True)]
        assert len(page.context["rows"]) == 1
        assert "Simpan tampilan" not in page.content.decode()
        assert AuditEvent.objects.filter(verb="view.saved", actor_id=world.sari.pk).count() == 1

    def test_only_valid_filters_are_kept(self, world):
        client = client_of(world.sari)
        client.post("/tampilan/simpan/?daftar=cases&jenis=melati&tahap=service&q=melati&page=3", {"name": "Layanan"})
        assert SavedView.objects.get().query == "tahap=service"

    @pytest.mark.parametrize("name", ["", "   ", "Nomor 081200000027", "1571 0252 0309", "x" * 61])
    def test_a_name_is_needed_and_reaches_nobody(self, world, name):
        assert client_of(world.sari).post(SAVE, {"name": name}).status_code == 422
        assert not SavedView.objects.exists()

    def test_the_same_name_twice_is_refused_and_what_was_typed_stays(self, world):
        kept(world)
        answer = client_of(world.sari).post(SAVE, {"name": "ANAK"})
        assert answer.status_code == 422
        assert 'value="ANAK"' in answer.content.decode()
        assert SavedView.objects.count() == 1

    def test_a_list_one_may_not_open_has_no_views(self, world):
        assert client_of(world.maya).get(SAVE).status_code == 404
        assert client_of(world.sari).get("/tampilan/simpan/?daftar=inbox").status_code == 404
        assert client_of(world.sari).get("/tampilan/simpan/?daftar=x").status_code == 404
        for user in (world.rina, world.arif, world.dewi, world.nobody):
            assert client_of(user).get("/tampilan/").status_code == 403
            assert client_of(user).post(SAVE, {"name": "x"}).status_code == 403

    def test_an_agency_keeps_views_of_its_queue(self, world):
        ReferralFactory(victim=VictimFactory(case=CaseFactory(by=world.sari)), urgency="emergency")
        client = client_of(world.maya)
        client.post("/tampilan/simpan/?daftar=inbox&mendesak=emergency", {"name": "Darurat"})
        page = client.get("/rujukan/masuk/?mendesak=emergency")
        assert len(page.context["rows"]) == 1
        assert names_above(client, "/rujukan/masuk/?tampil=") == ["Darurat"]
        assert len(client.get("/rujukan/masuk/?mendesak=urgent").context["rows"]) == 0

    def test_renamed_moved_and_removed(self, world):
        first, second = kept(world), kept(world, name="Dewasa", query="korban=dewasa")
        client = client_of(world.sari)
        client.post(reverse("tppo_gugus:view-move", args=[second.pk]))
        assert names_above(client) == ["Dewasa", "Anak"]
        client.post(reverse("tppo_gugus:view-move", args=[second.pk]))  # the first one stays first
        assert names_above(client) == ["Dewasa", "Anak"]
        client.post(reverse("tppo_gugus:view-edit", args=[first.pk]), {"name": "Korban anak"})
        assert names_above(client) == ["Dewasa", "Korban anak"]
        remove = reverse("tppo_gugus:view-remove", args=[second.pk])
        assert "Hanya saringannya yang dihapus" in client.get(remove).content.decode()
        assert client.post(remove).status_code == 302
        assert client.post(remove).status_code == 404  # the second press
        assert names_above(client) == ["Korban anak"]

    def test_the_view_of_choice_opens_first_and_everything_stays_reachable(self, world):
        view = kept(world)
        client = client_of(world.sari)
        for _press in range(2):
            client.post(reverse("tppo_gugus:view-first", args=[view.pk]))
        assert client.get(LIST).url == "?korban=anak"
        assert client.get(f"{LIST}?lihat=semua").status_code == 200
        assert 'href="?lihat=semua"' in client.get(f"{LIST}?korban=anak").content.decode()
        client.post(reverse("tppo_gugus:view-first", args=[view.pk]), {"clear": "1"})
        assert client.get(LIST).status_code == 200
        client.post(reverse("tppo_gugus:view-first", args=[view.pk]))
        saved_views.remove(view=view, by=world.sari)
        assert client.get(LIST).status_code == 200

    def test_nothing_is_left_after_a_failure(self, world, monkeypatch):
        def broken(*_args, **_kwargs):
            raise RuntimeError("disk")

        monkeypatch.setattr(saved_views, "record", broken)
        with pytest.raises(RuntimeError):
            kept(world)
        assert not SavedView.objects.exists()

    def test_a_list_offers_what_its_reader_may_see_in_its_order(self, world):
        for by, changes in (
            (world.sari, {}), (world.sari, {"name": "B"}),
            (world.sari, {"name": "P", "of_list": "complaints", "query": ""}),
            (world.ratna, {"name": "C", "shared_with_role": "caseworker"}), (world.ratna, {"name": "D"}),
        ):  # fmt: skip
            kept(world, by=by, **changes)
        SavedView.objects.filter(name="B").update(removed_at=clock.now())
        FirstView.objects.create(user=world.sari, of_list="cases", view=SavedView.objects.get(name="C"))
        for reader in (world.sari, world.ratna, world.maya, world.tono):
            for slug in ("cases", "complaints"):
                asked = SavedView.objects.visible_to(reader).of_list(slug).with_choices_of(reader)
                told = SavedView.objects.opened_by(reader, slug)
                assert [(v.pk, v.name, v.is_own, v.is_first) for v in told] == [
                    (v.pk, v.name, v.is_own, v.is_first) for v in asked
                ]
        assert [(v.name, v.is_own, v.is_first) for v in SavedView.objects.opened_by(world.sari, "cases")] == [
            ("Anak", True, False), ("C", False, True)
        ]  # fmt: skip


class TestSharing:
    """Shared with a role of the task force."""

    @pytest.mark.each_door
    def test_a_supervisor_shares_and_members_of_the_role_open_it(self, world):
        VictimFactory(case=CaseFactory(by=world.sari))
        client = client_of(world.ratna)
        client.post(SAVE, {"name": "Tim", "shared_with_role": "caseworker"})
        assert names_above(client_of(world.sari)) == ["Tim"]
        view = SavedView.objects.get()
        for name in ("view-edit", "view-remove"):
            assert client_of(world.sari).get(reverse(f"tppo_gugus:{name}", args=[view.pk])).status_code == 404
        assert client_of(world.sari).post(reverse("tppo_gugus:view-move", args=[view.pk])).status_code == 404
        assert "Dibagikan oleh Ratna" in client_of(world.sari).get("/tampilan/").content.decode()

    def test_a_caseworker_shares_nothing(self, world):
        client_of(world.sari).post(SAVE, {"name": "Milik saya", "shared_with_role": "caseworker"})
        assert SavedView.objects.get().shared_with_role == ""
        with pytest.raises(AccessDenied):
            kept(world, shared_with_role="caseworker")

    @pytest.mark.each_door
    def test_sharing_gives_nobody_a_row(self, world):
        VictimFactory(case=CaseFactory(by=world.sari))
        kept(world, by=world.ratna, shared_with_role="caseworker")
        tono = client_of(world.tono)
        assert names_above(tono) == []
        assert tono.get(f"{LIST}?korban=anak").context["rows"] == []
        assert client_of(world.maya).get(f"{LIST}?korban=anak").status_code == 403

    def test_a_role_that_has_no_such_list_cannot_be_chosen(self, world):
        assert client_of(world.ratna).post(SAVE, {"name": "x", "shared_with_role": "secretariat"}).status_code == 422
        with pytest.raises(WorkflowRefused):
            kept(world, by=world.ratna, shared_with_role="secretariat")

    def test_who_lost_the_role_opens_it_no_more(self, world):
        view = kept(world, by=world.ratna, shared_with_role="caseworker")
        own = kept(world)
        world.sari.memberships.update(role="agency_officer")
        client = client_of(world.fresh(world.sari))
        assert names_above(client, "/rujukan/masuk/") == []
        for name in ("view-first", "view-watch"):
            for gone in (view, own):
                assert client.post(reverse(f"tppo_gugus:{name}", args=[gone.pk])).status_code == 404

    def test_unsharing_takes_it_back(self, world):
        view = kept(world, by=world.ratna, shared_with_role="caseworker")
        saved_views.open_first(view=view, of_list="cases", by=world.sari)
        client_of(world.ratna).post(
            reverse("tppo_gugus:view-edit", args=[view.pk]), {"name": "Anak", "shared_with_role": ""}
        )
        assert names_above(client_of(world.sari)) == []
        assert client_of(world.sari).get(LIST).status_code == 200  # opens without the view


class TestDatabase:
    """What PostgreSQL itself shows and accepts."""

    def seen(self, user) -> set[str]:
        with transaction.atomic(), row_security.activate(row_security_context(user)), connection.cursor() as cursor:
            cursor.execute("SELECT name FROM taskforces_savedview")
            return {name for (name,) in cursor.fetchall()}

    def test_own_views_and_those_of_one_s_role(self, world):
        kept(world, name="Sari")
        kept(world, by=world.ratna, name="Ratna")
        kept(world, by=world.ratna, name="Tim", shared_with_role="caseworker")
        assert self.seen(world.sari) == {"Sari", "Tim"}
        assert self.seen(world.ratna) == {"Ratna", "Tim"}
        for user in (world.tono, world.maya, world.rina, world.arif, world.nobody):
            assert self.seen(user) == set()

    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE taskforces_savedview SET task_force_id = gen_random_uuid()",
            "UPDATE taskforces_savedview SET query = 'x'",
            "UPDATE taskforces_savedview SET user_id = gen_random_uuid()",
            "DELETE FROM taskforces_savedview",
            "DELETE FROM taskforces_watch",
            "UPDATE taskforces_watch SET user_id = gen_random_uuid()",
        ],
    )
    def test_what_a_view_belongs_to_is_fixed(self, world, statement):
        watches.start(view=kept(world), kind="more_than", threshold=1, by=world.sari)
        with (
            pytest.raises(DatabaseError, match="permission denied"),
            transaction.atomic(),
            row_security.activate(row_security_context(world.sari)),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)

    def test_a_shared_view_is_not_written_by_its_readers(self, world):
        kept(world, by=world.ratna, shared_with_role="caseworker")
        with transaction.atomic(), row_security.activate(row_security_context(world.sari)):
            assert SavedView.objects.update(name="Lain") == 0

    def test_nobody_adds_to_another_task_force(self, world):
        with (
            pytest.raises(DatabaseError, match="row-level security"),
            transaction.atomic(),
            row_security.activate(row_security_context(world.tono)),
        ):
            SavedView.objects.create(
                task_force=world.jambi, user=world.tono, of_list="cases", name="x", shared_with_role="caseworker"
            )

    def test_names_that_reach_somebody_are_refused_there_too(self, world):
        with pytest.raises(DatabaseError, match="reaches_nobody"), transaction.atomic():
            SavedView.objects.create(task_force=world.jambi, user=world.sari, of_list="cases", name="1571026301080001")


def test_lists_cost_the_same_with_many_views(world):
    from django.test.utils import CaptureQueriesContext

    client = client_of(world.sari)
    kept(world)
    client.get(LIST)
    with CaptureQueriesContext(connection) as few:
        client.get(LIST)
    for number in range(9):
        kept(world, name=f"Tampilan {number}")
    with CaptureQueriesContext(connection) as many:
        client.get(LIST)
    assert len(many) == len(few)
    assert FirstView.objects.count() == Watch.objects.count() == 0


class TestTheActRefuses:
    """What no page of ours sends, the act refuses by itself."""

    def test_words_as_a_filter(self, world):
        with pytest.raises(WorkflowRefused, match="Saringan ini tidak dapat disimpan"):
            kept(world, query="q=Contoh Melati")

    def test_more_views_than_anybody_reads(self, world):
        for number in range(saved_views.MOST_VIEWS):
            kept(world, name=f"Tampilan {number}")
        with pytest.raises(WorkflowRefused, match="sudah menyimpan 20 tampilan"):
            kept(world, name="Satu lagi")
        assert SavedView.objects.count() == saved_views.MOST_VIEWS

    def test_sharing_later_what_one_may_not_share(self, world):
        view = kept(world)
        with pytest.raises(AccessDenied):
            saved_views.edit(view=view, name="Anak", shared_with_role="caseworker", by=world.sari)
        view.refresh_from_db()
        assert view.shared_with_role == ""

    def test_saved_as_it_is_nothing_happens(self, world):
        view = kept(world)
        saved_views.edit(view=view, name="Anak", shared_with_role="", by=world.sari)
        assert AuditEvent.objects.filter(verb="view.edited").count() == 0

    def test_a_view_that_is_gone_or_of_another_list_opens_nothing_first(self, world):
        view = kept(world)
        with pytest.raises(WorkflowRefused, match="sudah tidak ada"):
            saved_views.open_first(view=view, of_list="complaints", by=world.sari)
        saved_views.remove(view=view, by=world.sari)
        with pytest.raises(WorkflowRefused, match="sudah tidak ada"):
            saved_views.open_first(view=view, of_list="cases", by=world.sari)
        assert not FirstView.objects.exists()

    def test_a_view_of_somebody_else_is_not_changed(self, world):
        view = kept(world)
        for act in (saved_views.remove, saved_views.move_up):
            with pytest.raises(WorkflowRefused, match="bukan milik Anda"):
                act(view=view, by=world.ratna)

    def test_watching_what_is_gone_or_beyond_any_number(self, world):
        view = kept(world)
        with pytest.raises(WorkflowRefused, match="dari 0 sampai 1000"):
            watches.start(view=view, kind="more_than", threshold=1001, by=world.sari)
        saved_views.remove(view=view, by=world.sari)
        with pytest.raises(WorkflowRefused, match="sudah tidak ada"):
            watches.start(view=view, kind="more_than", threshold=1, by=world.sari)
        assert not Watch.objects.exists()
