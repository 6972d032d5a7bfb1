"""Real regimes as documents, with filled samples; the tests and the demo use them."""
