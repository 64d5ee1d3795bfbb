"""The demo: invented people whose stories are made with the same actions as the screens."""
