"""The WSGI entry point: `granian --interface wsgi wsgi:app`."""

import sys

from app.config import ConfigurationError
from app.factory import create_app

try:
    app = create_app()
except ConfigurationError as error:
    sys.exit(f"Parvis does not start: {error}")
