"""Pure machinery without Django: clock, ids, canonical JSON, chain, workflow type, messages, errors."""
