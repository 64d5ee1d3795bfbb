"""Describe a person without a name: ``Perempuan, 16 th, Jambi Selatan``. Unknown facts are named as unknown."""

from django.utils.translation import gettext as _


def years(age: int, is_estimated: bool = False, *, long: bool = False, about: str = "±") -> str:
    """An age in full years: ``16 th``, ``±15 th``, or ``16 tahun`` if ``long``.

    ``about`` stands before an estimated age; a letter uses a word instead of the sign.
    """
    words = _("%(about)s%(age)d tahun") if long else _("%(about)s%(age)d th")
    return words % {"about": about if is_estimated else "", "age": age}


def unnamed(sex: str, age: str, origin: str | None = None) -> str:
    """Sex, age and origin in words. An empty value is unknown; ``None`` leaves the origin out."""
    if not sex and not age and origin == "":
        return _("Jenis kelamin, umur, dan asal belum diketahui")
    parts = [sex or _("Jenis kelamin belum diketahui"), age or _("umur belum diketahui")]
    return ", ".join(parts if origin is None else [*parts, origin or _("asal belum pasti")])
