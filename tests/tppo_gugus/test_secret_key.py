"""The secret key: given, made once for demo and tests, or a clear refusal."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from tppo_gugus.secret_key import secret_key


def test_a_given_key_is_taken(tmp_path: Path) -> None:
    assert secret_key("given", made_in=tmp_path) == "given"
    assert list(tmp_path.iterdir()) == []


def test_a_missing_key_is_made_once_and_kept_private(tmp_path: Path) -> None:
    first = secret_key("", made_in=tmp_path / "var")

    assert len(first) >= 50
    assert secret_key("", made_in=tmp_path / "var") == first
    assert (tmp_path / "var/secret_key").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in (tmp_path / "var").iterdir()] == ["secret_key"]


def test_production_has_no_default() -> None:
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY"):
        secret_key("", made_in=None)
