"""Village and hub: batches of the stream over any medium, and the proof that both sides hold the same."""
