"""Backups: one sealed archive of the whole installation, and the way back from it."""
