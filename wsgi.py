"""The app for any WSGI server, and for ``flask`` commands: ``FLASK_APP=wsgi.py flask db upgrade``."""

from quizapp.app import create_app

app = create_app()
