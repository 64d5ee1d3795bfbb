"""How values become words, marks and controls on a page; the template tags are thin wrappers around this."""
