"""Numbers, days and zones are formatted in one place: no second table of names, no formatting outside ``interface``."""

import ast
import re
from collections.abc import Iterator

import pytest
from django.conf import settings

from interface.numbers import SMALL_NUMBERS
from interface.zones import ZONE_NAMES
from tests.architecture.sources import files, name, tree

MONTHS = frozenset(
    "januari februari maret april mei juni juli agustus september oktober november desember".split()  # noqa: SIM905
)
COUNTS = frozenset(SMALL_NUMBERS[1:11])
ZONES = frozenset(ZONE_NAMES.values())
# A reader needs spellings that we never write; a check in a lower app may not import words from a higher one.
READERS = {"cases/reading/dates.py"}
BELOW = "safeguards/"
FOR_DEVELOPERS = ("tppo_gugus/load/", "tppo_gugus/management/")  # they print English
WRITTEN_FORM = re.compile(r"%[aAbBde]|%H\.%M")  # days and times for users
MACHINE_FORM = re.compile(r"%Y-?%m-?%d")
MACHINE_FORMS = {"c", "Y-m-d"}


def tables(module: ast.Module, words: frozenset[str], at_least: int) -> Iterator[int]:
    """Lines of lists, sets, dictionaries and texts with several of the words, without docstrings."""
    docstrings = {id(node.value) for node in ast.walk(module) if isinstance(node, ast.Expr)}
    for node in ast.walk(module):
        if isinstance(node, ast.Tuple | ast.List | ast.Set):
            held = node.elts
        elif isinstance(node, ast.Dict):
            held = [*(key for key in node.keys if key), *node.values]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            if len(words & set(re.findall(r"\w+", node.value.casefold()))) >= at_least:
                yield node.lineno
            continue
        else:
            continue
        if len(words & {text.casefold() for element in held for text in _texts(element)}) >= at_least:
            yield node.lineno


def _texts(node: ast.AST) -> list[str]:
    """The text of a constant, or of one marked for translation: ``_("Januari")``."""
    if isinstance(node, ast.Call) and node.args:
        node = node.args[0]
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


def zone_tables(module: ast.Module) -> Iterator[int]:
    """Lines with two or more zones, each as a separate value."""
    return tables(module, frozenset(zone.casefold() for zone in ZONES), 2)


def written_by_hand(module: ast.Module) -> Iterator[int]:
    """Lines that format a day, a time or thousands themselves."""
    for node in ast.walk(module):
        if isinstance(node, ast.FormattedValue) and node.format_spec is not None:
            spec = "".join(text for part in node.format_spec.values for text in _texts(part))
            if "," in spec or _is_written(spec):
                yield node.lineno
        elif isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            form = " ".join(text for argument in node.args for text in _texts(argument))
            is_form = called == "strftime" and _is_written(form)
            if is_form or called in {"date_format", "number_format", "intcomma"}:
                yield node.lineno


def _is_written(form: str) -> bool:
    return bool(WRITTEN_FORM.search(form)) and not MACHINE_FORM.match(form)


def formatted_in_page(text: str) -> list[str]:
    """Template filters that format a day, a time or a number without ``interface``."""
    dates = re.findall(r"\|(?:date|time):[\"']([^\"']*)[\"']", text)
    others = re.findall(
        r"\|(floatformat|intcomma|intword|naturalday|naturaltime|timesince|timeuntil|date|time)\b(?!:)", text
    )
    return [form for form in dates if form not in MACHINE_FORMS] + others


def _found(finder, *arguments, allowed: frozenset | set = frozenset()) -> list[str]:
    return [
        f"{name(path)}:{line}"
        for path in files()
        if not name(path).startswith(("interface/", BELOW, *FOR_DEVELOPERS)) and name(path) not in allowed
        for line in finder(tree(path), *arguments)
    ]


def test_names_of_months_are_those_of_django():
    assert _found(tables, MONTHS, 3, allowed=READERS) == []


def test_small_numbers_have_one_table():
    assert _found(tables, COUNTS, 4) == []


def test_zones_have_one_table():
    assert _found(zone_tables) == []


def test_days_times_and_thousands_are_written_by_interface():
    assert _found(written_by_hand) == []


def test_pages_write_days_and_numbers_through_interface():
    pages = (settings.BASE_DIR / "templates").rglob("*.*")
    assert {str(path): wrong for path in pages if (wrong := formatted_in_page(path.read_text()))} == {}


@pytest.mark.parametrize(
    ("finder", "arguments", "planted"),
    [
        (tables, (MONTHS, 3), "NAMES = ('Januari', 'Februari', 'Maret')"),
        (tables, (MONTHS, 3), "NAMES = 'Januari Februari Maret'.split()"),
        (tables, (MONTHS, 3), "NAMES = {1: _('Januari'), 2: _('Februari'), 3: _('Maret')}"),
        (tables, (COUNTS, 4), "WORDS = ['satu', 'dua', 'tiga', 'empat']"),
        (tables, (COUNTS, 4), "WORDS = {'satu': 1, 'dua': 2, 'tiga': 3, 'empat': 4}"),
        (zone_tables, (), "ZONES = {7: 'WIB', 8: 'WITA', 9: 'WIT'}"),
        (written_by_hand, (), "said = f'{count:,}'"),
        (written_by_hand, (), "said = f'{moment:%H.%M} WIB'"),
        (written_by_hand, (), "said = day.strftime('%d %B %Y')"),
        (written_by_hand, (), "said = date_format(day, 'j F Y')"),
    ],
)
def test_a_second_way_is_noticed(finder, arguments, planted):
    assert list(finder(ast.parse(planted), *arguments))


def test_a_second_way_in_a_page_is_noticed():
    assert formatted_in_page('{{ on|date:"j F Y" }} {{ n|intcomma }} {{ at|date:"c" }}') == ["j F Y", "intcomma"]
