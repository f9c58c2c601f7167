"""The components, by kind; each module registers its own tags."""
