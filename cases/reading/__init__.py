"""One reader per kind of typed value, such as telephone numbers. Pure functions, used by every entry point."""
