"""The handbooks on the screen and on paper."""
