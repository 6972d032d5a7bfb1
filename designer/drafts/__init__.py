"""Drafts: the operation log of the next release of a regime.

``log``      entries of the log, who may undo what
``service``  open, change, undo, redo, submit, withdraw, drop
``api``      the same over HTTP
``pages``    the page that carries the island
``parsing``  a formula, a check or a relation line as it is typed
``trying``   the draft filled as a unit would fill it
``proving``  what is proven about its rules, once for one content
``proofs_api``  the same over HTTP
``samples``  its checks tried on filled examples
``samples_reports``  its consolidation tried on sample units
``samples_api``  both over HTTP
"""
