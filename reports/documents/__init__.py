"""Papers: one summary in three formats, with the same words and figures."""

from collections.abc import Callable

from reports.documents import docx, pdf, xlsx
from reports.summary_shape import MeetingSummary

# file extension -> (function that makes the file, its media type)
FORMATS: dict[str, tuple[Callable[[MeetingSummary], bytes], str]] = {
    "pdf": (pdf.render, "application/pdf"),
    "docx": (docx.render, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "xlsx": (xlsx.render, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
