"""A script for a separate process: JSON job on standard input, PDF or pictures on standard output.

Typesetting does not free its memory. A separate process returns it at its end, cannot read the application's secrets
and stops at its limits. It is started with ``python -I`` and loads only ``glyphs`` from the application. Data never
become typst source: they are passed as one JSON string and printed as text.
"""

import base64
import json
import os
import resource
import sys
from pathlib import Path

MEMORY_LIMIT = 1536 * 2**20  # bytes of address space, threads' stacks included
SECONDS = 30
TEMPLATES = Path(__file__).resolve().parent / "templates"
STANDARDS = ["a-2a", "ua-1"]
PICTURE = b"""#set page(width: auto, height: auto, margin: 0pt)
#set text(font: "Source Sans Pro")
#image(bytes(sys.inputs.svg), format: "svg", width: float(sys.inputs.width) * 1pt)"""


def limit() -> None:
    """Limit memory, time and threads to what a letter needs."""
    os.environ.setdefault("RAYON_NUM_THREADS", "2")
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    """Do one job and end."""
    limit()
    job = json.load(sys.stdin)
    import font_source_sans_pro  # noqa: PLC0415 - the limits must apply to these imports
    import typst  # noqa: PLC0415 - as above

    sys.path.append(str(Path(__file__).resolve().parent))
    from glyphs import characters, drawable  # noqa: PLC0415 - found beside this file

    fonts = Path(font_source_sans_pro.font_directory)
    job = drawable(job, characters(fonts / "SourceSansPro-Regular.ttf"))
    options = {"font_paths": [str(fonts)], "ignore_system_fonts": True}
    if "pictures" in job:
        pictures = [
            typst.compile(PICTURE, format="png", ppi=200, sys_inputs=picture, **options) for picture in job["pictures"]
        ]
        out = json.dumps([base64.b64encode(picture).decode() for picture in pictures]).encode()
    else:
        out = typst.compile(
            str(TEMPLATES / job["template"]),
            root=str(TEMPLATES),
            format="pdf",
            sys_inputs={"paper": json.dumps(job["paper"])},
            pdf_standards=STANDARDS,
            timestamp=job["timestamp"],
            **options,
        )
    sys.stdout.buffer.write(out)


if __name__ == "__main__":
    main()
