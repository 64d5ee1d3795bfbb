"""Runs as a process like the typesetter, with the same paper, but prints only the seconds of typst's compile."""

import io
import sys
import time

documents = sys.argv[1]
sys.path.append(documents)


def main() -> None:
    """Run the typesetter with a clock around the compile call."""
    import typesetter
    import typst

    compiled, seconds = typst.compile, 0.0

    def compile_by_the_clock(*arguments, **options):
        nonlocal seconds
        begun = time.perf_counter()
        try:
            return compiled(*arguments, **options)
        finally:
            seconds += time.perf_counter() - begun

    typst.compile = compile_by_the_clock
    printed, sys.stdout = sys.stdout, io.TextIOWrapper(io.BytesIO())
    typesetter.main()
    printed.write(f"{seconds}\n")


if __name__ == "__main__":
    main()
