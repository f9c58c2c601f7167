"""Settings of the village: identity, letters, numbers, officials, certificates."""
