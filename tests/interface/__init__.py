"""The look of the product: tags, shell, sign-in, lock, error pages, gallery."""
