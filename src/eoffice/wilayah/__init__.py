"""Regions, the villages this installation serves, and the walls between them."""
