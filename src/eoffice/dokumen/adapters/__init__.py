"""Everything that touches a document library or the disk; only this room imports it."""
