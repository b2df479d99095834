"""Who does which kind of job: the one list of them."""

from collections.abc import Mapping

from app.actions.announcement_mail import ANNOUNCED_JOB, MAIL_ANNOUNCED
from app.actions.batches import BATCH_JOB
from app.actions.checks import CHECK_ALL_JOB, CHECK_JOB
from app.actions.directory_import import APPLY_JOB, READ_JOB
from app.actions.external_feeds import FEED_JOB
from app.actions.notices import MAIL_NOTICE
from app.jobs.announcements import (
    ANNOUNCED_DIGEST,
    ANNOUNCED_DIGEST_OF_PERSON,
    mail_announced,
    queue_announced_digests,
    send_announced_digest,
    tell_announced,
)
from app.jobs.batches import run_batch
from app.jobs.check import check_all, check_new
from app.jobs.directory_import import apply_import, give_import_up, read_import
from app.jobs.external_feeds import FEEDS_JOB, fetch_due, fetch_feed
from app.jobs.guests import END_GUESTS, end_guests
from app.jobs.mail import DIGEST_OF_PERSON, queue_digests, send_digest, send_mail, send_notice
from app.jobs.purge import purge
from app.jobs.run import Handler, Watched

HANDLERS: Mapping[str, Handler] = {
    "mail": send_mail,
    MAIL_NOTICE: send_notice,
    BATCH_JOB: run_batch,
    CHECK_JOB: check_new,
    CHECK_ALL_JOB: check_all,
    END_GUESTS: end_guests,
    READ_JOB: Watched(read_import, give_import_up),
    APPLY_JOB: Watched(apply_import, give_import_up),
    "digest": queue_digests,
    DIGEST_OF_PERSON: send_digest,
    "purge": purge,
    ANNOUNCED_JOB: tell_announced,
    MAIL_ANNOUNCED: mail_announced,
    ANNOUNCED_DIGEST: queue_announced_digests,
    ANNOUNCED_DIGEST_OF_PERSON: send_announced_digest,
    FEED_JOB: fetch_feed,
    FEEDS_JOB: fetch_due,
}
