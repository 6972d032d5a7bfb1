"""Filling: what a reporting unit does with its report, as an API and as pages."""
