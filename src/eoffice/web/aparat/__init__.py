"""The face of the office: village officials check, initial, sign and keep the settings."""
