"""Envelope, archive, snapshots, and the places an archive is kept at."""
