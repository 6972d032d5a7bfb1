"""Targets printed from the bound tree, never from the text: closures, asteval, JSON for the browser, words."""
