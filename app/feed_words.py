"""Why a feed of another site cannot be read, in words for those who compose pages."""

from flask_babel import lazy_gettext as _l

from app.external.faults import Fault

FAULT_WORDS = {
    Fault.ADDRESS: _l("This address is not one of the public web, or leads to one that is not."),
    Fault.NAME: _l("No site has this name: check its spelling."),
    Fault.UNREACHABLE: _l("The other site cannot be reached."),
    Fault.INSECURE: _l("The certificate of the other site is not valid."),
    Fault.TOO_SLOW: _l("The other site takes too long to answer."),
    Fault.TOO_LARGE: _l("The feed is too large."),
    Fault.REDIRECTS: _l("The address sends from one place to another without end."),
    Fault.ABSENT: _l("The other site says that nothing is at this address."),
    Fault.REFUSED: _l("The other site refuses to give this feed."),
    Fault.TROUBLE: _l("The other site says that it has a problem."),
    Fault.GONE: _l("The other site says that this feed has ended. It is asked for no more."),
    Fault.UNREADABLE: _l("The answer of the other site cannot be read."),
    Fault.NO_FEED: _l("What is at this address is no feed."),
}
