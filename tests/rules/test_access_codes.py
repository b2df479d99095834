"""Who prints codes for whom."""

import pytest

from app.rules.access_codes import may_issue_code_for, may_issue_codes
from app.rules.audience import Duty, Function, Viewer, keys_of

DUTIES = {
    "head": [Duty.HEAD],
    "deputy": [Duty.DEPUTY],
    "admin": [Duty.ADMIN],
    "cpe": [Duty.CPE],
    "secretary": [Duty.SECRETARIAT],
    "nurse": [Duty.NURSE],
    "teacher": [],
}
FOR_ALL = {"head", "admin"}
FOR_MOST = {"deputy", "cpe", "secretary"}


@pytest.mark.parametrize("issuer", DUTIES)
@pytest.mark.parametrize("target", DUTIES)
def test_a_code_is_printed_for_nobody_stronger(issuer: str, target: str) -> None:
    viewer = Viewer(1, keys_of(1, [Function.ETA], DUTIES[issuer], []))
    assert may_issue_codes(viewer) is (issuer in FOR_ALL | FOR_MOST)
    is_guarded = target in ("head", "deputy", "admin")
    expected = issuer in FOR_ALL or (issuer in FOR_MOST and not is_guarded)
    assert may_issue_code_for(viewer, 2, DUTIES[target]) is expected
    assert may_issue_code_for(viewer, 2, DUTIES[target], holds_more=True) is (issuer in FOR_ALL)
    assert not may_issue_code_for(viewer, 1, DUTIES[target])
