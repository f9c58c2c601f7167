"""Reading an import file: bytes to sheets, cells to values, rows to what they would change."""
