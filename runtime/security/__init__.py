"""What stands between the network and the pages: sessions, the gate, headers, limits, strict reading of bodies."""
