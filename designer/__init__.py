"""Drawing, reviewing, approving and publishing templates.

``operations``  typed operations on documents, pure: apply, invert, merge
``drafts``      the operation log of a draft: service and API
``review``      the desks of the leader and of the IT department
``publish``     freezing a draft into an immutable release
``regimes``     regimes and forms of the own agency
``packages_web`` packages in and out on screen
``commands``    the same as functions for the command line
"""
