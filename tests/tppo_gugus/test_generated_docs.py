"""Pages written from the code: complete, and stale ones are detected."""

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from taskforces.access.permissions import Permission
from tppo_gugus import generated_docs


@pytest.fixture(autouse=True)
def folder(settings: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write into a temporary folder."""
    settings.BASE_DIR = tmp_path
    monkeypatch.setattr(generated_docs, "FOLDER", tmp_path / "generated")
    return tmp_path / "generated"


def test_a_missing_or_changed_page_fails_the_check(folder: Path) -> None:
    with pytest.raises(CommandError, match=r"Stale: generated/permissions\.md"):
        call_command("generate_docs", check=True)

    call_command("generate_docs", stdout=io.StringIO())
    call_command("generate_docs", check=True, stdout=io.StringIO())
    (folder / "audit.md").write_text("something else")

    with pytest.raises(CommandError, match=r"^Stale: generated/audit\.md\."):
        call_command("generate_docs", check=True)
    assert generated_docs.write() == [folder / "audit.md"]


def test_every_act_every_verb_and_every_stage_is_there() -> None:
    pages = {path.stem: text for path, text in generated_docs.pages().items()}

    assert all(f"| `{act.value}` |" in pages["permissions"] for act in Permission)
    assert "| `complaint.logged` |" in pages["audit"]
    assert "complaint --> identification" in pages["workflow"]
    assert "## referrals: `NEXT_STATES`" in pages["workflow"]
    assert "| `Person` |" in pages["privacy"]
