"""The way through the product in a real browser."""
