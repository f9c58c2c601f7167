"""The trial office a newcomer plays with: two villages, invented people, all parts running."""
