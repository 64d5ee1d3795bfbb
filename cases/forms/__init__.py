"""Input of this app: a module per noun. A form turns input into cleaned values; it never saves."""
