"""The page: the only importer of gradio.

Read in this order: page (what stands where), ask_tab and pane (events to methods), desk (what the methods do), answers
and reading (how it looks), markup (the one place that escapes), server (routes, headers, login).
"""

from __future__ import annotations

import os

from bot.settings import Settings


def serve(settings: Settings) -> None:
    """Serve the page on `settings.host:settings.port` until it is stopped.

    Raises:
        SettingsError: the address cannot be used.
        ChatModelError: the chat model of the settings cannot be made.
    """
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # read when gradio is imported; nothing is ever reported
    from bot.web.server import run

    run(settings)
