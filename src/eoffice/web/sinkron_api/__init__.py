"""What installations of villages call at the hub. No pages: bytes and JSON."""
