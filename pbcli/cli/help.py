"""Help pages that line up with Chinese in them: the formatter of every command."""

from typer._click import Context, HelpFormatter


class HelpContext(Context):
    """A context whose help is laid out by display width."""

    formatter_class = HelpFormatter
