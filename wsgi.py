"""The WSGI entry point: `granian --interface wsgi wsgi:app`."""

import gc
import sys

gc.disable()  # what is loaded now stays: looking it through for rubbish took a fifth of the start

from app.config import ConfigurationError  # noqa: E402 - the line above comes first
from app.factory import create_app  # noqa: E402

try:
    app = create_app()
except ConfigurationError as error:
    sys.exit(f"Parvis does not start: {error}")
gc.freeze()
gc.enable()
