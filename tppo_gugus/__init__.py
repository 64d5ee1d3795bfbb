"""The roof: settings, URLs, home, health, error pages and the demo. No other app imports it."""
