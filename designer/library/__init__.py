"""Parts that regimes share: rows, columns, lists, indicators, kept by revision and pinned by the drafts that use them.

``following``  codes, numbers and ids of a part in the form that it goes into
``taking``     a part out of a form
``placing``    a part into a form
``updating``   a newer revision into a form that is pinned to an older one
``lists``      the same for parts that are whole documents: lists and indicators
``shelf``      the revisions in the store
``starter``    the parts that come with the software
"""
