"""Task forces, decrees, agencies, regions, staff accounts, roles and access."""
