"""The verb `serve`: the HTTP service, until it is interrupted."""

from __future__ import annotations

import click

from diagnose.cli.exits import Exit
from diagnose.cli.streams import tell
from diagnose.layout import load_api

GRACE = 2  # seconds for open requests at the end; a stream would hold the process for ever


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="The port to listen on.")
def serve(host: str, port: int) -> Exit:
    """Start the HTTP service."""
    import uvicorn

    app = load_api().create_app()
    tell(f"POST a History to http://{host}:{port}/v1/diagnose; the API is described at /docs")
    uvicorn.run(app, host=host, port=port, log_level="warning", timeout_graceful_shutdown=GRACE)
    return Exit.CLEAN
