"""The office's notice board: announcements to everybody, and where to complain."""
