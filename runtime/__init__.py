"""Filling, computing, checking, moving along, consolidating: the application that units and lead agencies use."""
