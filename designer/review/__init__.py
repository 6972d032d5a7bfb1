"""The two desks: the leader of the lead agency, then the IT department.

``desk``   what a desk shows of a draft, and what it can do
``proofs`` what is proven about the rules of the draft on a desk
``pages``  queues, detail pages and their buttons
``api``    the same acts over HTTP
"""
