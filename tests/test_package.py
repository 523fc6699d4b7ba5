"""The built package carries the programme and the look, and runs from any folder."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this checkout and unpacked."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(folder), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def learning(installed: Path, *arguments: str, folder: Path) -> str:
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(installed)}
    command = [sys.executable, "-P", "-m", "learning", *arguments]
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout


def test_an_installed_package_serves_its_own_programme(installed: Path, tmp_path: Path) -> None:
    assert "no mistakes" in learning(installed, "check", folder=tmp_path)
    settings = learning(installed, "settings", folder=tmp_path)
    assert f"LEARNING_DATA = {tmp_path / 'var'}" in settings
    assert "shipped" in settings

    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(installed)}
    visit = (
        "from learning.web import create_app\n"
        "client = create_app().test_client()\n"
        "assert client.get('/').status_code == 200\n"
        "assert client.get('/modules/why-anchors').status_code == 200\n"
    )
    subprocess.run(
        [sys.executable, "-P", "-W", "ignore", "-c", visit],
        cwd=tmp_path,
        env=environment,
        check=True,
    )


def test_the_package_holds_no_tests_and_every_font_has_its_licence(installed: Path) -> None:
    names = {path.relative_to(installed).parts[0] for path in installed.rglob("*.py")}
    assert names == {"learning"}
    fonts = installed / "learning" / "typesetting" / "fonts"
    assert any(fonts.rglob("*.ttf"))
    assert any("OFL" in path.name or "LICEN" in path.name.upper() for path in fonts.rglob("*"))
