"""Cases narrowed by what stands in other tables, at a cost that does not grow with the register.

Row security hides from PostgreSQL how rows are spread over task forces, so that it guesses wrong which way is shorter:
from the rows that match to their cases, or from the newest case downwards. Of a few matches the one takes milliseconds
where the other reads a whole register; of many it is the other way round. So it is asked first how many there are.
"""

from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import BooleanField, F, Func, OuterRef, QuerySet, Subquery, Value

MOST_LOOKED_UP = 5000  # matching rows whose cases are looked up one by one: about ten milliseconds

# A limit PostgreSQL does not know while it plans lets it take the way that yields its first rows soonest.
COUNTED = "SELECT count(*) FROM ({statement} LIMIT (SELECT %s)) few"


def cases_with(cases: QuerySet, rows: QuerySet, case: str) -> QuerySet:
    """Those of ``cases`` that have one of ``rows`` at least; ``case`` leads from a row to its case."""
    matches = rows.order_by().values(case)
    if are_few(matches):
        return cases.filter(is_one_of("pk", matches))
    return cases.filter(has_one(rows, case))


def are_few(matches: QuerySet) -> bool:
    """Whether these rows are worth looking up one by one. Stops counting beyond."""
    try:
        statement, parameters = matches.query.sql_with_params()
    except EmptyResultSet:
        return True
    with connection.cursor() as cursor:
        cursor.execute(COUNTED.format(statement=statement), [*parameters, MOST_LOOKED_UP + 1])
        return cursor.fetchone()[0] <= MOST_LOOKED_UP


def is_one_of(column: str, keys: QuerySet) -> Func:
    """Whether a column has one of these keys, which are read once: PostgreSQL looks each of them up."""
    return Func(
        F(column), ArraySubquery(keys), template="%(expressions)s)", arg_joiner=" = ANY(", output_field=BooleanField()
    )


def has_one(rows: QuerySet, case: str) -> Subquery:
    """Whether a case has one of these rows, asked of each case in turn until a page is full."""
    found = rows.filter(**{case: OuterRef("pk")}).order_by().values(found=Value(value=True))[:1]
    return Subquery(found, output_field=BooleanField())
