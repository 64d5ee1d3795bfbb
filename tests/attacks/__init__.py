"""Tries of somebody who means harm: each stands for a way in that was looked for."""
