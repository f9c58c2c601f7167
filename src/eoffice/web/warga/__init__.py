"""The citizen's face: small pages, one thing on each, complete by plain POST."""
