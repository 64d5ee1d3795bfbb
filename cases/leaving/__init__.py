"""What a person holds in the case file, and what happens to it when their access ends.

``holding`` finds it, ``giving`` hands it on. Acts that end access call both through ``taskforces.holdings``.
"""
