"""The application over the small province, for tests of the runtime."""

from tests.application import app, empty_store, filled_store, person, whole

__all__ = ["app", "empty_store", "filled_store", "person", "whole"]
