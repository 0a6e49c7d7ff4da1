"""The steps of an adoption: translate, write the hub file, check it, write the imports."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from constructs_lib.hub_files.imports import imports_file, imports_text
from constructs_lib.hub_files.read import check_hub_files
from constructs_lib.models.imports import Import
from jupyterhub_on_eks.adoption.found import FoundHub
from jupyterhub_on_eks.adoption.helm_release import AdoptionError
from jupyterhub_on_eks.adoption.hub_file import hub_file_text
from jupyterhub_on_eks.adoption.translation import Translation, translated
from jupyterhub_on_eks.report import Report


@dataclass(frozen=True, kw_only=True)
class Adoption:
    """The result of an adoption.

    Args:
        translation: the hub as in the file.
        hub_file: the file.
        imports_file: the file of imports.
        imports: content of that file.
        check: report of the check of the hub file.
    """

    translation: Translation
    hub_file: Path
    imports_file: Path
    imports: tuple[Import, ...]
    check: Report

    @property
    def complete(self) -> bool:
        """Whether the hub file can be deployed without changes, and nothing is unexplained or left out."""
        explained = all(difference.reason for difference in self.translation.differences)
        return not self.check.mistakes and explained and not self.translation.secrets.left_out


def refuse_other_formats(hub_file: Path) -> None:
    """Refuse a file that is not YAML by its name, or not a hub file.

    Raises:
        AdoptionError: the name has another ending.
    """
    if hub_file.suffix not in {".yaml", ".yml"}:
        raise AdoptionError(f"--output: {hub_file} is not the name of a YAML file. Its name must end in .yaml or .yml.")


def adopt_into(
    found: FoundHub, hub_file: Path, *, keep_open: bool = False, own_namespace: bool = False, overwrite: bool = False
) -> Adoption:
    """Write the hub file of a found hub, and the file of imports beside it.

    Args:
        found: the hub.
        hub_file: file to write; its folder is created.
        keep_open: as for `translated`.
        own_namespace: as for `translated`.
        overwrite: replace existing files.

    Raises:
        AdoptionError: a file already exists, can't be written or isn't YAML, or the hub can't be adopted.
    """
    refuse_other_formats(hub_file)
    beside = imports_file(hub_file)
    for path in (hub_file, beside):
        if path.exists() and not overwrite:
            raise AdoptionError(f"{path} already exists. Set another file with --output, or replace it with --overwrite.")
    translation = translated(found, keep_open=keep_open, own_namespace=own_namespace)
    _write(hub_file, hub_file_text(translation))
    beside.unlink(missing_ok=True)
    reading = check_hub_files([hub_file])
    check = Report(files=reading.paths, mistakes=reading.problems, warnings=reading.warnings())
    stack = reading.files[0].stack if reading.files else hub_file.stem
    from jupyterhub_on_eks.adoption.imports import imports_of  # noqa: PLC0415  # it loads CDKTF

    imports = tuple(imports_of(found, stack=stack, own_namespace=own_namespace))
    _write(beside, imports_text(imports))
    return Adoption(translation=translation, hub_file=hub_file, imports_file=beside, imports=imports, check=check)


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise AdoptionError(f"{path} can't be written: {error.strerror or error}.") from None
