"""Forms of this app, one module per noun. A form turns input into cleaned values; it never saves."""
