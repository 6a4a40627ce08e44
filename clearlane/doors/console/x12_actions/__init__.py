"""The actions of ``clearlane x12``, a module each, named in ``clearlane/doors/console/x12.py``.

A module has ``add_arguments(parser)``, ``run(args) -> int``, ``EXAMPLE`` (one line that its parser takes) and
``EXIT_CODES`` (what 0, 1 and 2 say); its docstring is its description. ``--json`` is declared for each.
"""
