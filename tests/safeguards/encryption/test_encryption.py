"""Encrypted fields: unreadable in the table, bound to their place, never silently wrong."""

import pytest
from django.core.exceptions import FieldError
from django.db import models, transaction
from django.db.models import Count, Exists, F, OuterRef, Q
from django.forms import CharField, Textarea, modelform_factory

from cases.models import Complaint, Person
from safeguards.encryption import (
    DecryptionError,
    EncryptedTextField,
    KeyRingError,
    Unreadable,
    decrypt_text,
    encrypt_text,
    key_ring,
)
from safeguards.encryption.key_ring import KeyRing, forget_key_ring, write_key_ring

PURPOSE = b"cases_person.name"


def stored(sql, person: Person, column: str = "name") -> bytes:
    return bytes(sql(f"SELECT {column} FROM cases_person WHERE id = %s", person.pk)[0][0])


@pytest.mark.parametrize("text", ["", "Siti", "É 漢字 🙂\n<b>", "a" * 10_000, "a\x00b"])
def test_text_comes_back_as_it_was(jambi, text):
    person = Person.objects.create(task_force=jambi, name=text)
    assert Person.objects.get(pk=person.pk).name == text


def test_the_table_holds_no_clear_text_and_equal_texts_differ(siti, jambi, sql):
    twin = Person.objects.create(task_force=jambi, name=siti.name)
    assert b"Siti" not in stored(sql, siti)
    assert stored(sql, siti) != stored(sql, twin)
    assert stored(sql, siti)[:2] == bytes((1, key_ring().active))


def test_none_stays_none():
    field = EncryptedTextField(null=True)
    assert field.get_db_prep_value(None, connection=None) is None
    assert field.from_db_value(None, None, None) is None


@pytest.mark.parametrize("value", [b"Siti", 5, ["Siti"]])
def test_only_text_is_encrypted_so_that_nothing_is_encrypted_twice(jambi, value):
    with pytest.raises(TypeError):
        Person.objects.create(task_force=jambi, name=value)


def test_a_value_moved_to_another_column_is_refused(siti, sql):
    with pytest.raises(FieldError), transaction.atomic():
        Person.objects.update(nickname=F("name"))
    sql("UPDATE cases_person SET nickname = name")
    assert isinstance(Person.objects.get(pk=siti.pk).nickname, Unreadable)
    with pytest.raises(DecryptionError) as refusal:
        decrypt_text(stored(sql, siti, "nickname"), b"cases_person.nickname")
    assert "cases_person.nickname" in str(refusal.value)
    assert "Siti" not in str(refusal.value)


def test_a_value_moved_to_another_table_is_refused(sql, siti):
    with pytest.raises(DecryptionError):
        decrypt_text(stored(sql, siti), b"cases_complaint.name")


def test_a_changed_bit_is_noticed(sql, siti):
    value = bytearray(stored(sql, siti))
    value[-1] ^= 1
    with pytest.raises(DecryptionError):
        decrypt_text(bytes(value), PURPOSE)


@pytest.mark.parametrize("value", [b"", b"\x01", b"\x09\x01" + bytes(40), b"Siti Contoh, clear text"])
def test_what_is_no_encrypted_value_raises(value):
    with pytest.raises(DecryptionError):
        decrypt_text(value, PURPOSE)


def test_a_wrong_key_raises_and_never_gives_cipher_text(ring_file):
    value = encrypt_text("Siti", PURPOSE)
    write_key_ring(ring_file, KeyRing.generate(), replace_existing=True)
    forget_key_ring()
    with pytest.raises(DecryptionError):
        decrypt_text(value, PURPOSE)


def test_a_key_that_is_gone_is_named(ring_file):
    value = bytearray(encrypt_text("Siti", PURPOSE))
    value[1] = 7
    with pytest.raises(DecryptionError, match="key 7"):
        decrypt_text(bytes(value), PURPOSE)


@pytest.mark.django_db
@pytest.mark.parametrize("lookup", ["name", "name__exact", "name__icontains", "name__in", "name__lower", "name__gt"])
def test_no_lookup_but_isnull(lookup):
    with pytest.raises(FieldError):
        list(Person.objects.filter(**{lookup: "Siti"}))


@pytest.mark.parametrize("order", ["name", "-name"])
def test_no_sorting_by_cipher_text(siti, order):
    with pytest.raises(FieldError):
        list(Person.objects.order_by(order))


def test_no_sorting_through_a_relation(db):
    with pytest.raises(FieldError):
        list(Complaint.objects.order_by("people__person__name"))


def test_isnull_works_everywhere(siti):
    assert Person.objects.filter(name__isnull=False).count() == 1
    assert Person.objects.exclude(name__isnull=True).exists()
    inner = Person.objects.filter(pk=OuterRef("pk"), name__isnull=False)
    assert Person.objects.filter(Exists(inner)).exists()
    assert Person.objects.filter(pk__in=Person.objects.filter(Q(name__isnull=False) | Q(nik__isnull=True))).exists()


def test_fetching_in_every_way(siti):
    assert list(Person.objects.values_list("name", flat=True)) == ["Siti Contoh"]
    assert Person.objects.only("name").get().name == "Siti Contoh"
    assert Person.objects.defer("name").get().name == "Siti Contoh"
    assert Person.objects.annotate(n=Count("victims" if hasattr(Person, "victims") else "pk")).get().nik == siti.nik
    siti.name = "Siti Baru"
    Person.objects.bulk_update([siti], ["name"])
    siti.refresh_from_db()
    assert siti.name == "Siti Baru"


def test_history_rows_are_encrypted_and_readable(siti, sql):
    siti.name = "Siti Baru"
    siti.save()
    history = Person.pgh_event_model.objects.get()
    assert history.name == "Siti Contoh"
    assert b"Siti" not in bytes(sql("SELECT name FROM cases_personhistory")[0][0])


def test_the_form_offers_a_line_with_a_length_and_an_area_without():
    line, area = EncryptedTextField(max_length=20).formfield(), EncryptedTextField(blank=True, null=True).formfield()
    assert isinstance(line, CharField)
    assert not isinstance(line.widget, Textarea)
    assert line.max_length == 20
    assert isinstance(area.widget, Textarea)
    assert area.clean("") is None
    assert "name" in modelform_factory(Person, fields=["name"]).base_fields


def test_migrations_name_the_public_path():
    _name, path, args, kwargs = EncryptedTextField("nama", max_length=9, bound_to="old_table.name").deconstruct()
    assert path == "safeguards.encryption.EncryptedTextField"
    assert args == []
    assert kwargs == {"verbose_name": "nama", "max_length": 9, "bound_to": "old_table.name"}


def test_a_renamed_column_keeps_its_binding():
    class Renamed(models.Model):
        full_name = EncryptedTextField(bound_to=PURPOSE.decode())

        class Meta:
            app_label = "safeguards"
            managed = False
            apps = models.options.Options.default_apps.__class__(())

    assert Renamed._meta.get_field("full_name").purpose == PURPOSE


def test_it_is_not_serialised_in_clear(siti):
    with pytest.raises(TypeError):
        Person._meta.get_field("name").value_to_string(siti)


@pytest.mark.parametrize(
    "option", [{"unique": True}, {"db_index": True}, {"primary_key": True}, {"choices": [("a", "A")]}]
)
def test_options_that_mean_nothing_on_cipher_text_are_refused(option):
    field = EncryptedTextField(**option)
    field.set_attributes_from_name("name")
    field.model = Person
    assert "safeguards.E101" in [error.id for error in field.check()]


@pytest.mark.parametrize("makes_own_secrets", [False, True])
def test_a_missing_ring_is_named_and_never_made_by_reading(tmp_path, settings, makes_own_secrets):
    settings.KEY_RING_FILE, settings.MAKES_OWN_SECRETS = tmp_path / "ring.json", makes_own_secrets
    forget_key_ring()
    with pytest.raises(KeyRingError, match="make_key_ring"):
        key_ring()
    assert not settings.KEY_RING_FILE.exists()
    forget_key_ring()


@pytest.mark.parametrize(
    "content", ["", "{}", '{"active": 1, "keys": {}, "index_key": ""}', '{"active": 1, "keys": 5}']
)
def test_a_damaged_ring_is_named_and_shows_no_key(ring_file, content):
    ring_file.write_text(content)
    forget_key_ring()
    with pytest.raises(KeyRingError, match=r"ring\.json"):
        key_ring()


def test_a_ring_never_prints_its_keys():
    ring = KeyRing.generate()
    assert repr(ring) == "<KeyRing active=1 keys=[1]>"
