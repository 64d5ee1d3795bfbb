"""What the fields of a day understand, said while it is typed. Nothing is stored, and the text is in no address."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseBadRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_POST

from interface import days
from interface.form_fields import DayField, Direction, MomentField

FIELDS = {"day": DayField, "moment": MomentField}
LONGEST_TEXT = 80  # characters


@require_POST
def written_day(request: HttpRequest) -> HttpResponseBase:
    """The day in full, ``Rabu, 11 Februari 2026``, or the sentence that says what is not understood."""
    asked = request.POST
    field = FIELDS.get(asked.get("part", ""))
    if field is None or asked.get("direction") not in set(Direction):
        return HttpResponseBadRequest()
    try:
        found = field(required=False, direction=Direction(asked["direction"])).clean(
            asked.get("text", "")[:LONGEST_TEXT]
        )
    except ValidationError as error:
        return JsonResponse({"doubt": " ".join(error.messages)})
    on = days.local(found).date() if found and field is MomentField else found
    return JsonResponse({"day": on.isoformat() if on else "", "words": days.moment(found)})
