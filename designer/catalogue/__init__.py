"""Indicators over all regimes: what they are, where they are used, what asks for the same figure.

``likeness``   how alike two captions are, and an index of many
``entries``    the captions and data points of a release, as the index keeps them
``reported``   the index over the published releases, kept up as releases come
``listing``    the catalogue: indicators of releases and of open drafts
``uses``       where an indicator, or a member of a list, is used
``proposals``  bindings proposed for a form; figures that are asked for elsewhere already
"""
