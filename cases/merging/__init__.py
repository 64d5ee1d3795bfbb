"""Two files about one human being: comparing, merging, undoing, telling apart."""
