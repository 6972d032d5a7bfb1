"""Regimes and forms of the own agency.

``service``  list, create a regime, start a draft from the release in force or empty
``cloning``  a copy of a regime under ids of its own
``pages``    the list and the form of a new regime
"""
