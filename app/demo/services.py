"""Store the menu of services of the demo school."""

from sqlalchemy.orm import Session

from app.demo.keys import Keys
from app.demo.texts import load
from app.models import ServiceAudience, ServiceLink


def store_services(session: Session, keys: Keys) -> None:
    """Store the links in the order of their file."""
    for position, about in enumerate(load("services")["service"], 1):
        audience = [ServiceAudience(key=keys.resolve(key)) for key in about["audience"]]
        values = {name: value for name, value in about.items() if name != "audience"}
        session.add(ServiceLink(position=position, audience=audience, **values))
