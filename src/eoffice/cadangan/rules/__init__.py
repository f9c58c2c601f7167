"""Pure rules of backups."""
