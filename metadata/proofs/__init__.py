"""Proofs over the rules of a form."""
