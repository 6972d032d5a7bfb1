"""The four generic package names must be ours alone."""

import pytest

from metadata.errors import KhuonError
from runtime.ownership import PACKAGES, check_ownership


def test_the_installed_packages_are_ours() -> None:
    check_ownership()


def test_our_own_claim_is_no_finding() -> None:
    check_ownership({package: ["khuon"] for package in PACKAGES})


def test_another_distribution_is_named() -> None:
    owners = {package: ["khuon"] for package in PACKAGES} | {"metadata": ["khuon", "metadata"]}
    with pytest.raises(KhuonError) as caught:
        check_ownership(owners)
    assert [(p.code, p.place, p.args["owner"]) for p in caught.value.problems] == [
        ("startup.foreign_package", "metadata", "metadata"),
    ]


def test_a_package_found_elsewhere_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    foreign = tmp_path / "renderers" / "__init__.py"
    foreign.parent.mkdir()
    foreign.touch()

    class Spec:
        origin = str(foreign)

    import runtime.ownership as ownership

    real = ownership.find_spec
    monkeypatch.setattr(ownership, "find_spec", lambda name: Spec if name == "renderers" else real(name))
    with pytest.raises(KhuonError) as caught:
        check_ownership({})
    assert caught.value.problems[0].args == {"package": "renderers", "owner": str(tmp_path)}
