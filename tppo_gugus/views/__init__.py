"""Pages of the roof: lock, errors, the component gallery."""
