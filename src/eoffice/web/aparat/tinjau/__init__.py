"""After an older database was put back: making the last number certain, and putting in order what is double."""
