import pytest

from corpus.persons import same_person


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Andrew Waugh", "Andy Waugh"),
        ("Máire Atherton", "MAIRE ATHERTON"),
        ("Ms Nicola Bennett", "Nicky Bennett"),
        ("Dominic Porter-Moore", "Dominic Porter Moore"),
        ("J. Penn", "Jo Penn"),
        ("Steve Lowe", "Stephen Q. Lowe"),
        ("Mr Haley", "David Haley"),
        ("Pat O’Brien", "Patrick O'Brien"),
    ],
)
def test_names_that_may_be_one_person(one: str, other: str) -> None:
    assert same_person(one, other)
    assert same_person(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Andrew Waugh", "Andrew Vaughan"),
        ("Steve Lowe", "Nick Lowe"),
        ("J. Penn", "Kay Penn"),
        ("", "Andrew Waugh"),
        ("Mr", "Mr"),
    ],
)
def test_names_that_are_not_one_person(one: str, other: str) -> None:
    assert not same_person(one, other)
    assert not same_person(other, one)
