"""What Django can say by itself is asked once: its own checks, and whether a migration was forgotten."""

import pytest
from django.core import checks
from django.core.management import call_command


@pytest.mark.django_db
def test_django_finds_nothing_wrong_with_models_addresses_and_settings() -> None:
    found = checks.run_checks(databases=["default"])
    assert [one for one in found if one.level >= checks.WARNING] == []


@pytest.mark.django_db
def test_every_model_has_its_migration(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("makemigrations", check_changes=True, dry_run=True, verbosity=1)
    assert "No changes detected" in capsys.readouterr().out
