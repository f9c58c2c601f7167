"""Verbs of synchronisation."""
