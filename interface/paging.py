"""Pages of long lists: page 100 costs as much as page 1.

One statement reads and counts the keys in the order of the list, up to a thousand. Only the rows of the page are
fetched.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.core.paginator import EmptyPage, Page, PageNotAnInteger, Paginator
from django.db import connections
from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

MOST_COUNTED = 1000
MOST_PAGES = 10_000
# The limit is in a SELECT. Row security makes PostgreSQL expect far too few rows, so with a plain limit it would read
# and sort everything instead of following an index.
FOUND = "WITH found AS MATERIALIZED ({keys} LIMIT (SELECT %s)) "
COUNTED = "(SELECT count(*) FROM (SELECT FROM found LIMIT %s) counted)"
OF_PAGE = "ARRAY(SELECT found.pk FROM found OFFSET %s LIMIT %s)"


@dataclass(frozen=True)
class PageKeys:
    """The beginning of a statement that finds the keys of a page. ``counted`` and ``of_page`` are the parameters of the
    expressions ``COUNTED`` and ``OF_PAGE``, which the rest of the statement uses.
    """

    found: str
    parameters: tuple
    counted: tuple[int]
    of_page: tuple[int, int]


class CountedPage(Page):
    """A page that knows whether another page follows, because one extra row was read."""

    def __init__(self, rows: list, number: int, paginator: "KeyPaginator", *, more: bool):
        super().__init__(rows, number, paginator)
        self.more = more

    def has_next(self) -> bool:
        """Whether a row follows the last one here."""
        return self.more

    def end_index(self) -> int:
        """The position of the last row here, counted from 1."""
        return (self.number - 1) * self.paginator.per_page + len(self.object_list)


class KeyPaginator(Paginator):
    """Pages over a queryset in a fixed order.

    ``fetch`` turns the keys of a page into its rows, in order; without it the plain rows are read. ``read`` does both
    in one statement: it takes ``PageKeys`` and returns the count and the rows, plus one extra row. ``known`` is the
    number of rows, if the view has already counted them.
    """

    object_list: QuerySet

    def __init__(
        self,
        object_list: QuerySet,
        per_page: int,
        *args: Any,
        fetch: Callable | None = None,
        read: Callable[[PageKeys], tuple[int, list]] | None = None,
        known: int | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(object_list, per_page, *args, **kwargs)
        self.known = known
        self.fetch = fetch or self._plain_rows
        self.read = read or self._keys_then_rows

    @cached_property
    def _counted(self) -> int:
        return self.object_list.order_by()[: MOST_COUNTED + 1].count()

    @property
    def count(self) -> int:
        """The number of rows; if it is not known, at most a thousand."""
        return min(self._counted, MOST_COUNTED) if self.known is None else self.known

    @property
    def count_is_capped(self) -> bool:
        """Whether there are more rows than were counted."""
        return self.known is None and self._counted > MOST_COUNTED

    @property
    def num_pages(self) -> int:
        """The number of pages; if the count is capped, the highest page number allowed."""
        return MOST_PAGES if self.count_is_capped else super().num_pages

    def page(self, number: int | str) -> CountedPage:
        """Read one page and one extra row. Raises ``EmptyPage`` if no row is left."""
        number = self.validate_number(number)
        try:
            self._counted, rows = self.read(self._keys((number - 1) * self.per_page))
        except EmptyResultSet:
            self._counted, rows = 0, []
        if not rows and number > 1:
            raise EmptyPage(_("Halaman ini sudah tidak ada."))
        return CountedPage(rows[: self.per_page], number, self, more=len(rows) > self.per_page)

    def validate_number(self, number: float | str) -> int:
        """The requested page number, checked for form and range; ``page`` finds out whether the page exists."""
        try:
            number = int(number)
        except (TypeError, ValueError):
            raise PageNotAnInteger(_("Halaman ini sudah tidak ada.")) from None
        if not 1 <= number <= MOST_PAGES:
            raise EmptyPage(_("Halaman ini sudah tidak ada."))
        return number

    def _keys(self, start: int) -> PageKeys:
        """The keys of a page and of one extra row; without ``known``, also of all rows that are counted."""
        rows = self.per_page + 1
        most = start + rows if self.known is not None else max(start + rows, MOST_COUNTED + 1)
        keys, parameters = self.object_list.values("pk").query.sql_with_params()
        return PageKeys(FOUND.format(keys=keys), (*parameters, most), (MOST_COUNTED + 1,), (start, rows))

    def _keys_then_rows(self, keys: PageKeys) -> tuple[int, list]:
        with connections[self.object_list.db].cursor() as cursor:
            statement = f"{keys.found} SELECT {COUNTED}, {OF_PAGE}"
            cursor.execute(statement, [*keys.parameters, *keys.counted, *keys.of_page])
            counted, found = cursor.fetchone()
        return counted, list(self.fetch(found)) if found else []

    def _plain_rows(self, keys: Sequence) -> QuerySet:
        rows = self.object_list.model._default_manager.filter(pk__in=keys)
        return rows.order_by(*(self.object_list.query.order_by or self.object_list.model._meta.ordering))
