"""Signing in and out, passwords, the choice of role."""
