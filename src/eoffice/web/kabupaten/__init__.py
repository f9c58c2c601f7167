"""The face of the regency: how the servers of all villages are, and what to do. Nothing of residents or letters."""
