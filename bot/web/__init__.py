"""The page: the only importer of gradio."""

from __future__ import annotations

from bot.settings import Settings


def serve(settings: Settings) -> None:
    """Serve the page on `settings.host:settings.port` until it is stopped."""
    from bot.web.page import launch

    launch(settings)
