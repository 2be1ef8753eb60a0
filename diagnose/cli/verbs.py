"""The group of verbs, in which `diagnose RUN...` needs no verb at all."""

from __future__ import annotations

from importlib import import_module

import click

MAIN = "run"
VERBS = {
    MAIN: "diagnose.cli.judge:judge",
    "read": "diagnose.cli.read:read",
    "explain": "diagnose.cli.explain:explain",
    "rules": "diagnose.cli.rules:rules",
    "serve": "diagnose.cli.serve:serve",
    "calibrate": "diagnose.cli.calibrate:calibrate",
}
OWN_OPTIONS = ("-h", "--help", "--version")


class Verbs(click.Group):
    """A group that loads a verb when it is called, and takes anything that is no verb for a log to judge."""

    def list_commands(self, _: click.Context) -> list[str]:
        """The verbs that the help lists."""
        return [name for name in VERBS if name != MAIN]

    def get_command(self, _: click.Context, cmd_name: str) -> click.Command | None:
        """The verb of that name, imported now."""
        if cmd_name not in VERBS:
            return None
        module, name = VERBS[cmd_name].split(":")
        command: click.Command = getattr(import_module(module), name)
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """The arguments, with the main verb put before them where none was given."""
        if args and args[0] not in OWN_OPTIONS and (args[0] not in VERBS or args[0] == MAIN):
            args = [MAIN, *args]
        return super().parse_args(ctx, args)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The two ways to call the command."""
        formatter.write_usage(ctx.command_path, "RUN... [OPTIONS]")
        formatter.write_usage(ctx.command_path, "VERB ...", prefix=" " * len("Usage: "))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options of the main job, then the other verbs."""
        main = self.get_command(ctx, MAIN)
        if main is not None:
            main.format_options(ctx, formatter)
        self.format_commands(ctx, formatter)
