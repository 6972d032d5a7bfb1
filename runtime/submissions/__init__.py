"""Reports of units: from an assigned form to an accepted one.

``filled``      the stored document of one form
``cells``       which cells a form has for a kind of unit, and who fills them
``merge``       putting a save into a form, cell by cell
``opened``      a report opened for work: template, values, computing
``findings``    what stands between a report and its sending
``saving``, ``acts``   the acts, each one transaction
``collections`` opening a round of a period
``moving``      moving a started report to a newer release
``payload``, ``history``, ``neighbours``   what is shown
"""
