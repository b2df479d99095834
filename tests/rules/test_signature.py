"""Signatures: staff by name; a pupil's last name and a parent's name never reach a visitor."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.audience import Profile
from app.rules.signature import Author, Signature, SignatureKind, signature


def author(*profiles, first_name="Lou", last_name="Dubosc", **others):
    return Author(first_name, last_name, frozenset(profiles), **others)


@pytest.mark.parametrize("profile", [Profile.TEACHER, Profile.STAFF, Profile.LOCAL_AUTHORITY])
def test_staff_sign_with_their_full_name(profile):
    written = author(profile, first_name="Hélène", last_name="Castagné")
    assert signature(written) == Signature(SignatureKind.STAFF, "Hélène Castagné")


@pytest.mark.parametrize(
    ("classes", "text"), [(("4B",), "Lou, 4B"), ((), "Lou"), (("4B", "ULIS"), "Lou, 4B")]
)
def test_a_pupil_signs_with_first_name_and_class(classes, text):
    written = author(Profile.PUPIL, classes=classes)
    assert signature(written) == Signature(SignatureKind.PUPIL, text)


@pytest.mark.parametrize(
    ("profiles", "kind"),
    [
        ([Profile.PARENT], SignatureKind.PARENT),
        ([Profile.PARENT, Profile.OTHER], SignatureKind.PARENT),
        ([Profile.OTHER], SignatureKind.MEMBER),
        ([], SignatureKind.MEMBER),
    ],
)
def test_the_others_sign_with_a_label(profiles, kind):
    assert signature(author(*profiles)) == Signature(kind)


@pytest.mark.parametrize("other", [Profile.PARENT, Profile.OTHER])
def test_a_teacher_who_is_also_a_parent_signs_as_a_teacher(other):
    assert signature(author(Profile.TEACHER, other)).kind is SignatureKind.STAFF


@pytest.mark.parametrize("profile", Profile)
def test_who_has_left_signs_as_a_former_member(profile):
    assert signature(author(profile, has_left=True)) == Signature(SignatureKind.FORMER)


def test_an_account_that_no_longer_exists_signs_as_a_former_member():
    assert signature(None) == Signature(SignatureKind.FORMER)


@pytest.mark.parametrize(
    ("first", "last", "text"), [("", "Agence", "Agence"), (" Zoé ", "", "Zoé")]
)
def test_a_name_of_one_word_has_no_stray_space(first, last, text):
    assert signature(author(Profile.STAFF, first_name=first, last_name=last)).text == text


@given(
    st.frozensets(st.sampled_from([Profile.PUPIL, Profile.PARENT, Profile.OTHER])),
    st.lists(st.sampled_from(["4B", "6A"])),
    st.booleans(),
)
def test_only_staff_are_named_in_full(profiles, classes, has_left):
    text = signature(author(*profiles, classes=tuple(classes), has_left=has_left)).text
    assert "Dubosc" not in text
