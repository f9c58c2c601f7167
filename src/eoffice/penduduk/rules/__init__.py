"""Pure rules of the population register: numbers, code words, texts, and the reading of import files."""
