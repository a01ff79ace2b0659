"""The launcher of the page: `python app.py`."""

from __future__ import annotations

import sys


def main() -> int:
    """Serve the page until it is stopped; gives the exit code."""
    from bot.settings import load_settings
    from bot.web import serve
    from index.errors import DocentError

    try:
        serve(load_settings())
    except DocentError as error:
        sys.stderr.write(f"docent: {error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
