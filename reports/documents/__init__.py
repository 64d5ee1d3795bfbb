"""Papers: one summary, three formats, the same words and figures in each."""

from collections.abc import Callable

from reports.documents import docx, pdf, xlsx
from reports.summary_shape import MeetingSummary

# ending of the file -> how it is made, and what a browser is told it is
FORMATS: dict[str, tuple[Callable[[MeetingSummary], bytes], str]] = {
    "pdf": (pdf.render, "application/pdf"),
    "docx": (docx.render, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "xlsx": (xlsx.render, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
