"""The demo province: Hưng Yên after 1 July 2025, with people, regimes and reports in every state.

Everything goes through the services that the screens use, so that the demo is as true as real use.
Loading twice changes nothing.
"""

from designer.demo.load import Loaded, accounts, load_demo

__all__ = ["Loaded", "accounts", "load_demo"]
