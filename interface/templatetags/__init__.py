"""``{% load interface %}``: thin wrappers around the modules beside this package."""
