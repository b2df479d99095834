"""The pages of people: the directory, one's own page, announcements."""

from tests.sights import CPE, GUEST, HEAD, PARENT, TEACHER, Sight


def _announcement(name: str, login: str = HEAD, view: str = "announcement") -> Sight:
    return Sight(f"communication.{view}", login, {"announcement_id": name})


SIGHTS = {
    "own page of a parent": Sight("personal.home", PARENT),
    "own page of a pupil": Sight("personal.home", "lou.dubosc"),
    "own page of a teacher": Sight("personal.home", TEACHER),
    "own page of the head": Sight("personal.home"),
    "own page of a guest": Sight("personal.home", "insp.hg"),
    "own announcements": Sight("personal.announcements", PARENT),
    "an announcement with a file": Sight("personal.announcement", TEACHER, {"announcement_id": 7}),
    "an announcement to others": Sight(
        "personal.announcement", PARENT, {"announcement_id": 7}, 404
    ),
    "slips": Sight("directory.activation", CPE),
    "slips for somebody": Sight("directory.activation", CPE, {"q": "dub"}),
    "slips for nobody": Sight("directory.activation", CPE, {"q": "zzz"}),
    "slips of a class": Sight("directory.class_activation", CPE, {"group_id": "4B"}),
    "slips of parents": Sight(
        "directory.class_activation", CPE, {"group_id": "4B", "cote": "parents"}
    ),
    "groups": Sight("directory.groups"),
    "groups of a teacher": Sight("directory.groups", TEACHER, {"quels": "miens"}),
    "groups of a parent": Sight("directory.groups", PARENT),
    "no group found": Sight("directory.groups", HEAD, {"q": "zzz"}),
    "new group": Sight("directory.new_group"),
    "a free group": Sight("directory.group", HEAD, {"group_id": "a free group"}),
    "a class": Sight("directory.group", TEACHER, {"group_id": "4B"}),
    "a class of a parent": Sight("directory.group", PARENT, {"group_id": "4B"}),
    "adding members": Sight("directory.new_group_members", HEAD, {"group_id": "a free group"}),
    "finding members": Sight(
        "directory.new_group_members", HEAD, {"group_id": "a free group", "q": "le"}
    ),
    "group settings": Sight("directory.group_settings", HEAD, {"group_id": "a free group"}),
    "finding a group manager": Sight(
        "directory.find_group_manager", HEAD, {"group_id": "a free group", "q": "dub"}
    ),
    "ending a group": Sight("directory.ending_group", HEAD, {"group_id": "a free group"}),
    "duties": Sight("directory.duties"),
    "duties of a parent": Sight("directory.duties", PARENT),
    "a duty": Sight("directory.duty", HEAD, {"slug": "cpe", "q": "vidal"}),
    "the duty of the head": Sight("directory.duty", HEAD, {"slug": "chef-d-etablissement"}),
    "requests about data": Sight("directory.data_requests"),
    "answered requests": Sight("directory.data_requests", HEAD, {"vue": "repondues"}),
    "erasing": Sight("directory.erasing", HEAD, {"person_id": "l.ferrer"}),
    "erasing oneself": Sight("directory.erasing", HEAD, {"person_id": HEAD}),
    "import of the directory": Sight("directory.imports"),
    "import to decide on": Sight("directory.one_import", HEAD, {"import_id": "import to decide"}),
    "import under way": Sight("directory.one_import", HEAD, {"import_id": "import under way"}),
    "import refused": Sight("directory.one_import", HEAD, {"import_id": "import refused"}),
    "import done": Sight("directory.one_import", HEAD, {"import_id": "import done"}),
    "people": Sight("directory.people"),
    "people searched": Sight(
        "directory.people", HEAD, {"q": "dub", "profil": "parent", "etat": "tous"}
    ),
    "people of a parent": Sight("directory.people", PARENT),
    "people of a guest": Sight("directory.people", GUEST),
    "no person found": Sight("directory.people", TEACHER, {"q": "zzz"}),
    "refused search of people": Sight("directory.people", HEAD, {"depuis": "hier"}, 422),
    "a pupil": Sight("directory.person", HEAD, {"person_id": "lou.dubosc"}),
    "one’s own child": Sight("directory.person", PARENT, {"person_id": "lou.dubosc"}),
    "a guest": Sight("directory.person", HEAD, {"person_id": GUEST}),
    "tying a companion": Sight(
        "directory.find_companion", HEAD, {"person_id": "lou.dubosc", "q": "dub"}
    ),
    "guests": Sight("directory.guests", HEAD, {"vue": "inutilises"}),
    "no suspended guest": Sight("directory.guests", HEAD, {"vue": "suspendus"}),
    "new guest": Sight("directory.new_guest"),
    "new announcement": Sight("communication.new_announcement", TEACHER),
    "announcements closed": Sight("communication.new_announcement", PARENT, status=403),
    "announcement under way": _announcement("refused announcement", TEACHER, "edit"),
    "announcement refused": _announcement("refused announcement", TEACHER),
    "announcement that waits": _announcement("waiting announcement"),
    "announcement sent": _announcement("sent announcement", TEACHER),
    "announcements to approve": Sight("communication.waiting"),
    "announcements": Sight("communication.announcements"),
    "announcements of a teacher": Sight("communication.announcements", TEACHER),
    "announcements filtered": Sight(
        "communication.announcements", HEAD, {"cible": "parents", "tri": "statut"}
    ),
    "no announcement found": Sight("communication.announcements", HEAD, {"cible": "zzz"}),
    "refused filter of announcements": Sight(
        "communication.announcements", HEAD, {"auteur": "x" * 101}, 422
    ),
    "announcement": Sight("communication.announcement", HEAD, {"announcement_id": 3}),
    "acknowledged announcement": Sight(
        "communication.announcement", CPE, {"announcement_id": "acknowledged announcement"}
    ),
}
