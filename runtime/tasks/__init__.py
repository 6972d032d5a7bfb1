"""Tasks: what a unit owes, and until when."""
