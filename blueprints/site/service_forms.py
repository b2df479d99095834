"""The form of a service of the menu."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, ValidationError
from wtforms.validators import DataRequired, Length

from app.actions.services import ServiceSettings
from app.forms import ChoiceField, Readable, SwitchField, TextField, is_link_target, on_one_line
from app.targets import TargetsField
from blueprints.site.icons import SERVICE_ICONS

LONGEST_TITLE = 60
LONGEST_GROUP = 40
LONGEST_DESCRIPTION = 80
LONGEST_ADDRESS = 500


class SafeTarget:
    """Validator: a path of this site, or an address that begins with https://."""

    message = _l("Enter an address with https://, or a page of this site, as /contact.")

    def __call__(self, form: Any, field: TextField) -> None:
        """Raise ValidationError for any other target, one that is read on the way among them."""
        if not is_link_target(field.data) or str(field.data).startswith("http://"):
            raise ValidationError(self.message)


class ServiceForm(FlaskForm):
    """What is decided of a service; `state` is what it was when the form was shown."""

    state = HiddenField()
    title = TextField(
        _l("Name in the menu"),
        filters=[on_one_line],
        validators=[
            DataRequired(_l("Give the service a name.")),
            Length(max=LONGEST_TITLE, message=_l("A name has at most 60 characters.")),
            Readable(),
        ],
    )
    url = TextField(
        _l("Address"),
        filters=[lambda text: (text or "").strip()],
        validators=[
            DataRequired(_l("Enter the address of the service.")),
            Length(max=LONGEST_ADDRESS, message=_l("An address has at most 500 characters.")),
            SafeTarget(),
            Readable(),
        ],
        render_kw={"inputmode": "url", "autocomplete": "off", "spellcheck": "false"},
    )
    group = TextField(
        _l("Group in the menu"),
        description=_l("Services of the same group stand together, under its name."),
        filters=[on_one_line],
        validators=[Length(max=LONGEST_GROUP, message=_l("40 characters at most.")), Readable()],
        render_kw={"list": "groups", "autocomplete": "off"},
    )
    description = TextField(
        _l("A few words under the name"),
        filters=[on_one_line],
        validators=[
            Length(max=LONGEST_DESCRIPTION, message=_l("80 characters at most.")),
            Readable(),
        ],
    )
    icon = ChoiceField(_l("Icon"), default="")
    is_quick = SwitchField(
        _l("Quick access"),
        description=_l("It stands on the personal home page too, for those who see it."),
    )
    target = TargetsField(
        _l("Who sees it"),
        description=_l("One of these is enough. Visitors never see services."),
    )

    def offer(self, current_icon: str = "") -> None:
        """Give the icons; one that stands there stays among them."""
        known = {"": _l("None"), **SERVICE_ICONS}
        self.icon.choices = [*({current_icon: current_icon} | known).items()]

    def show(self, settings: ServiceSettings) -> None:
        """Fill the form with what is decided."""
        for name in NAMES:
            self[name].data = getattr(settings, name)
        self.target.data = list(settings.keys)

    def settings(self) -> ServiceSettings:
        """Return what was decided, once the form is valid."""
        values = {name: self[name].data for name in NAMES}
        return ServiceSettings(**values, keys=sorted(self.target.data))


NAMES = ("title", "url", "group", "description", "icon", "is_quick")
