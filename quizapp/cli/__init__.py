"""The ``quizapp`` command, one function a verb.

Exit status: 0 done, 1 something that was given could not be used, 2 the command was not written right. Errors are one
line on stderr.
"""

from quizapp.cli.command import main

__all__ = ["main"]
