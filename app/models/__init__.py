"""What the school keeps: one file for each aggregate, typed columns, database constraints."""

from app.models.access_code import AccessCode, CodeKind
from app.models.announcement import (
    Announcement,
    AnnouncementReading,
    AnnouncementTarget,
    Origin,
)
from app.models.article import Article
from app.models.base import Base
from app.models.batch import Batch, BatchItem, BatchState, Outcome
from app.models.checked_text import CheckedText
from app.models.data_request import DataRequest, DataRequestKind
from app.models.directory_import import DirectoryImport, ImportState
from app.models.draft import Draft, DraftTile
from app.models.event import Event, EventSeries
from app.models.external_feed import ExternalFeed, ExternalItem, FeedCheck
from app.models.group import Group, GroupKind, GroupManager, Membership
from app.models.home_visit import HomeVisit
from app.models.job import Job, JobState
from app.models.last_login import LastLogin
from app.models.layout import Finish, Layout, Tile, TileAudience
from app.models.log import LogEntry
from app.models.login_failure import LoginFailure
from app.models.media import Media, MediaCrop, MediaForm, MediaKind, MediaUse, Slot
from app.models.newest_text import NewestText
from app.models.notice import Notice, NoticeKind
from app.models.person import Guardian, MailChoice, Person, PersonDuty, PersonFunction, Source
from app.models.preview_link import PreviewLink
from app.models.revision import Decision, Revision
from app.models.rubrique import Grant, Rubrique
from app.models.search import SearchDocument
from app.models.service_link import ServiceAudience, ServiceLink
from app.models.setting import Setting
from app.models.site_right import SiteRight
from app.models.site_version import SiteVersion
from app.models.user_session import UserSession
from app.models.waiver import Waiver
from app.models.working_copy import WorkingCopy, WorkingFile
from app.rules.pages import PageKind

__all__ = [
    "AccessCode",
    "Announcement",
    "AnnouncementReading",
    "AnnouncementTarget",
    "Article",
    "Base",
    "Batch",
    "BatchItem",
    "BatchState",
    "CheckedText",
    "CodeKind",
    "DataRequest",
    "DataRequestKind",
    "Decision",
    "DirectoryImport",
    "Draft",
    "DraftTile",
    "Event",
    "EventSeries",
    "ExternalFeed",
    "ExternalItem",
    "FeedCheck",
    "Finish",
    "Grant",
    "Group",
    "GroupKind",
    "GroupManager",
    "Guardian",
    "HomeVisit",
    "ImportState",
    "Job",
    "JobState",
    "LastLogin",
    "Layout",
    "LogEntry",
    "LoginFailure",
    "MailChoice",
    "Media",
    "MediaCrop",
    "MediaForm",
    "MediaKind",
    "MediaUse",
    "Membership",
    "NewestText",
    "Notice",
    "NoticeKind",
    "Origin",
    "Outcome",
    "PageKind",
    "Person",
    "PersonDuty",
    "PersonFunction",
    "PreviewLink",
    "Revision",
    "Rubrique",
    "SearchDocument",
    "ServiceAudience",
    "ServiceLink",
    "Setting",
    "SiteRight",
    "SiteVersion",
    "Slot",
    "Source",
    "Tile",
    "TileAudience",
    "UserSession",
    "Waiver",
    "WorkingCopy",
    "WorkingFile",
]
