"""The words that the scripts of the editor show; those of HugeRTE itself are in `fr.js`."""

from flask_babel import gettext as _


def languages() -> list[dict[str, str]]:
    """Return the languages that a passage may be in, those taught in schools first."""
    named = {
        "fr": _("French"),
        "en": _("English"),
        "es": _("Spanish"),
        "de": _("German"),
        "it": _("Italian"),
        "pt": _("Portuguese"),
        "ar": _("Arabic"),
        "zh": _("Chinese"),
        "la": _("Latin"),
        "grc": _("Ancient Greek"),
        "oc": _("Occitan"),
        "eu": _("Basque"),
        "ca": _("Catalan"),
        "br": _("Breton"),
        "co": _("Corsican"),
        "ru": _("Russian"),
        "tr": _("Turkish"),
        "uk": _("Ukrainian"),
    }
    return [{"code": code, "title": title} for code, title in named.items()]


def words() -> dict[str, str]:
    """Return the names of our own buttons, and what the editor tells."""
    return _buttons() | _told()


def _buttons() -> dict[str, str]:
    return {
        "bigHeading": _("Heading"),
        "heading": _("Subheading"),
        "smallHeading": _("Small heading"),
        "paragraph": _("Paragraph"),
        "picture": _("Insert a picture…"),
        "changePicture": _("Description and caption…"),
        "removePicture": _("Remove the picture"),
        "embed": _("Show a video, a map, a digital wall…"),
        "changeEmbed": _("Change the title…"),
        "removeEmbed": _("Remove the frame"),
        "table": _("Insert a table"),
        "plainTable": _("Table without lines"),
        "more": _("Other styles"),
        "quote": _("Quotation"),
        "source": _("HTML code…"),
        "help": _("Help and shortcuts"),
        "characters": _("Special characters"),
        "noBreakSpace": _("No-break space"),
        "language": _("Language of the passage"),
    }


def _told() -> dict[str, str]:
    return {
        "area": _("Text of the article. Alt+F10 leads to the buttons, Alt+0 to the help."),
        "failed": _("The editor did not load: you can write here all the same."),
        "caption": _("Title of the table"),
        "oneWord": _("{} word"),
        "words": _("{} words"),
        "oneMinute": _("1 minute of reading"),
        "minutes": _("{} minutes of reading"),
        "titleMissing": _("Title missing"),
        "unknownSite": _(
            "This site cannot be shown in an article. Its link has been kept: {address}"
        ),
        "picturesDropped": _(
            "The pictures of the pasted text stayed where they were. Save each one on your"
            " computer, then insert it with the picture button."
        ),
        "uploading": _("The picture is being added…"),
        "uploadFailed": _("The picture could not be added. Please try again."),
        "notPicture": _("Only pictures can be dropped into the text. Add files further down."),
    }
