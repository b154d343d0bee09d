"""Puts into the wheel what `kim start` makes a new project from; all else is in pyproject.toml."""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

GIVEN = (
    *("docs", "registers", "schemas", "mkdocs.yml", "mkdocs.public.yml", "requirements.lock"),
    *(".editorconfig", ".gitattributes", ".gitlab-ci.yml", ".pre-commit-config.yaml"),
    *(".github", ".vscode"),
)
"""Also named in macros/cli/given_files.py, as what the folder holds."""


class BuildWithGiven(build_py):
    """A build of the package, with the given files in it."""

    def run(self) -> None:
        """Build as ever, and then add the files, but where the package stays where it is."""
        super().run()
        if not self.editable_mode:
            self._copy(Path(__file__).parent, Path(self.build_lib, "macros", "given"))

    def _copy(self, home: Path, given: Path) -> None:
        given.mkdir(parents=True, exist_ok=True)
        for name in GIVEN:
            if (home / name).is_dir():
                shutil.copytree(home / name, given / name, dirs_exist_ok=True)
            else:
                shutil.copy(home / name, given / name)


setup(cmdclass={"build_py": BuildWithGiven})
