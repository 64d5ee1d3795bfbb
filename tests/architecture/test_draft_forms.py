"""Forms declare whether they keep drafts; pages, templates, registry and database agree with that."""

import re

import pytest
from django.conf import settings
from django.db import connection
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from cases.models import Draft
from cases.models.draft import CALLS, REGISTERED, DraftForm, form_of, register
from safeguards.identifiers import new_id
from tests.architecture.sources import PACKAGES
from tests.personas import client_of

EXAMPLES = {"gallery.html"}  # shows components, saves nothing


def keeping_views() -> dict[str, type]:
    """Route to view, for every page whose form keeps a draft."""

    def walk(patterns, namespace: str):
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, pattern.namespace or namespace)
            elif isinstance(pattern, URLPattern) and namespace in PACKAGES:
                view = getattr(pattern.callback, "view_class", None)
                if view is not None and hasattr(view, "draft_key"):
                    yield f"{namespace}:{pattern.name}", view

    return dict(walk(get_resolver().url_patterns, ""))


def test_every_page_that_keeps_a_draft_is_registered_and_nothing_else():
    assert {view.kept_as for view in keeping_views().values()} == set(REGISTERED.values())


def test_the_form_says_the_page_and_the_permission_of_its_page():
    views = keeping_views()
    for form in REGISTERED.values():
        view = views[form.page]
        assert (view.kept_as, view.permission) == (form, form.permission), form.name


def test_a_template_keeps_a_draft_where_its_view_does():
    folder = settings.BASE_DIR / "templates"
    found = {str(path.relative_to(folder)) for path in folder.rglob("*.html") if "data-draft=" in path.read_text()}
    pages = {view.template_name for view in keeping_views().values()}
    assert found - EXAMPLES == {page for page in pages if "/parts/" not in page}  # a part of a page has no form


def test_no_key_is_written_by_hand():
    """A key begins with the name of its form; only ``DraftForm.key`` builds it."""
    names = "|".join(re.escape(form.name) for form in REGISTERED.values())
    written = re.compile(rf"""["'](?:{names}):""")
    hits = [
        str(path.relative_to(settings.BASE_DIR))
        for package in PACKAGES
        for path in (settings.BASE_DIR / package).rglob("*.py")
        if "migrations" not in path.parts and written.search(path.read_text())
    ]
    assert hits == ["cases/models/draft.py"]  # CALLS, which a query filters by


@pytest.mark.django_db
def test_the_database_lets_those_about_a_file_be_given_on():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT with_check FROM pg_policies WHERE tablename = 'cases_draft' AND policyname = 'handed_insert'"
        )
        (check,) = cursor.fetchone()
    named = set(re.findall(r"'([a-z-]+)'::text", check)) - {"app", "caseworker", "supervisor"}
    assert named & {form.name for form in REGISTERED.values()} == {CALLS.rstrip(":")} | {
        form.name for form in REGISTERED.values() if form.file
    }


def test_one_name_is_one_form():
    form = next(iter(REGISTERED.values()))
    register(form)
    with pytest.raises(ValueError, match="two forms"):
        register(DraftForm(form.name, form.permission, "cases:case-list", "Lain"))
    assert form_of(form.name) == form


@pytest.mark.parametrize("name", ["case", "victim", "proceeding", "answer", "anything", ""])
def test_what_no_form_writes_is_refused(world, name):
    body = {"key": f"{name}:{new_id()}" if name else "", "fields": {"note": "x"}}
    for user in (world.sari, world.maya, world.rina):
        answer = client_of(user).post(reverse("cases:draft-save"), body, content_type="application/json")
        assert answer.status_code == 403
    assert not Draft.objects.exists()
