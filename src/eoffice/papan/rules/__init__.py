"""Pure rules of the notice board."""
