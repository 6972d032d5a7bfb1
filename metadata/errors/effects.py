"""Codes of the effect of a draft on stored data (``effects.*``)."""

from metadata.errors import entry

entry("effects.busy", 409, "Máy đang xét tác động của một bản thảo khác.", "The effect of another draft is being worked out.",
      "Chờ nửa phút rồi bấm xem lại.", "Wait half a minute and ask again.")
