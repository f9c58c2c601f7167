"""Pure rules of synchronisation."""
