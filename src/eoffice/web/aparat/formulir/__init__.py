"""The forms of the office: plain fields; what they mean is decided by the rooms."""
