"""Receiving: what the lead agency does with the reports of the units, as an API and as pages."""
