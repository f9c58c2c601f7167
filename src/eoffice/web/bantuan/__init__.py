"""The handbooks, to read and to print, and the sheet of keys: for everybody, also before signing in."""
