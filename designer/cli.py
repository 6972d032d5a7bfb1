"""The command line, `khuon`: serve, keep the store, carry templates in and out, look at things as text.

Each group of commands stands in a module of `designer.commands`; this one puts them together and turns coded
problems into sentences. Exit status: 0 done, 1 a coded problem, 2 wrong usage.
"""

from __future__ import annotations

from typing import Any

import click

from designer.commands.output import print_problems
from metadata.errors import KhuonError


class KhuonGroup(click.Group):
    """A group whose commands end in sentences instead of tracebacks when a coded problem stops them."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a :class:`KhuonError` is printed to stderr and ends with status 1."""
        try:
            return super().invoke(ctx)
        except KhuonError as error:
            print_problems(error.problems, ctx.params.get("lang", "vi"))
            ctx.exit(1)


@click.group(cls=KhuonGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="khuon", message="%(prog)s %(version)s")
@click.option("--lang", type=click.Choice(["vi", "en"]), default="vi", help="Ngôn ngữ của thông báo.")
@click.pass_context
def main(ctx: click.Context, lang: str) -> None:
    """Khuôn: chế độ báo cáo nhà nước không cần viết mã."""
    ctx.obj = lang


def _add_commands() -> None:
    from designer.commands import (
        demo,
        figures,
        formulas,
        importing,
        library,
        packages,
        people,
        proving,
        serving,
        showing,
        store,
    )

    commands: tuple[click.Command, ...] = (
        serving.serve,
        store.db,
        demo.demo,
        packages.check,
        proving.prove,
        packages.export,
        importing.import_,
        library.library,
        showing.show,
        formulas.formulas,
        people.user,
        figures.bench,
    )
    for command in commands:
        main.add_command(command)


_add_commands()
