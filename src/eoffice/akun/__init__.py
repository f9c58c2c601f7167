"""People of the office and citizens: accounts, posts with dates, delegation, sign-in."""
