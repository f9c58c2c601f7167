"""The work piles of the trial: letters in every state, with a past, made by the real services."""
