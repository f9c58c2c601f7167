"""The faces: parse, call, answer. No rule of the office lives here."""
