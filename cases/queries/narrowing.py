"""Filter cases by other tables, at a cost that does not grow with the register.

Under row security PostgreSQL does not know how rows are spread over task forces, so it often picks the wrong plan: from
the matching rows to their cases, or from the newest case downwards. With few matches the first takes milliseconds and
the second reads the whole register; with many it is the other way round. So this module counts the matches first.
"""

from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import BooleanField, F, Func, OuterRef, QuerySet, Subquery, Value

MOST_LOOKED_UP = 5000  # matching rows whose cases are looked up one by one: about ten milliseconds

# With a LIMIT that is unknown during planning, PostgreSQL chooses the plan that returns the first rows soonest.
COUNTED = "SELECT count(*) FROM ({statement} LIMIT (SELECT %s)) few"


def cases_with(cases: QuerySet, rows: QuerySet, case: str) -> QuerySet:
    """Filter ``cases`` to those with at least one of ``rows``; ``case`` is the field from a row to its case."""
    matches = rows.order_by().values(case)
    if are_few(matches):
        return cases.filter(is_one_of("pk", matches))
    return cases.filter(has_one(rows, case))


def are_few(matches: QuerySet) -> bool:
    """Whether there are at most ``MOST_LOOKED_UP`` rows, so that looking them up one by one is fast."""
    try:
        statement, parameters = matches.query.sql_with_params()
    except EmptyResultSet:
        return True
    with connection.cursor() as cursor:
        cursor.execute(COUNTED.format(statement=statement), [*parameters, MOST_LOOKED_UP + 1])
        return cursor.fetchone()[0] <= MOST_LOOKED_UP


def is_one_of(column: str, keys: QuerySet) -> Func:
    """A condition: the column has one of these keys. The keys are read once, and PostgreSQL looks up each."""
    return Func(
        F(column), ArraySubquery(keys), template="%(expressions)s)", arg_joiner=" = ANY(", output_field=BooleanField()
    )


def has_one(rows: QuerySet, case: str) -> Subquery:
    """A condition: the case has one of these rows. It is tested case by case until a page is full."""
    found = rows.filter(**{case: OuterRef("pk")}).order_by().values(found=Value(value=True))[:1]
    return Subquery(found, output_field=BooleanField())
