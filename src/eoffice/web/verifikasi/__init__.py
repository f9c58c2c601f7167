"""The public face: whether a letter is genuine. Small pages, no sign-in, no script needed."""
