"""The roof: settings, addresses, home, health, error pages and the demo. Nothing imports it."""
