"""A form, filled or empty, as something to look at or keep.

One neutral tree (`renderers.document`), made by `renderers.build`; one module an output. An output is a module
of this package with a `RENDERER`; `renderers.base` finds it, and the contract tests pick it up.
Knows no web, no database and no clock.
"""
