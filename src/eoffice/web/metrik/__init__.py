"""Figures for a monitoring program (Prometheus text format); no person and no letter is in them."""
