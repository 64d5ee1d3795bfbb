"""The interface: tags, shell, sign-in, lock, error pages, gallery."""
