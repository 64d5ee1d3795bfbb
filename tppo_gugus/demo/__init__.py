"""The demo: invented people whose stories are told through the same actions as the screens."""
