"""The page on which a person says where the figures of the release in force go: lines, proposals, what is open, a trial.

``lines``   one form: its places with where they take figures from, what is proposed, what is open
``trial``   old figures brought over: samples, or a report that the person may read
``api``     both over HTTP; edits go through the draft's operations like any other
"""
