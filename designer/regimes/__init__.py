"""Regimes and forms of the own agency.

``service``  list, create a regime, start a draft from the release in force or empty
``pages``    the list and the form of a new regime
"""
