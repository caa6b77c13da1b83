"""Which files Rasa learns from: the dialogue's own folders, not everything that data/ holds."""

from __future__ import annotations

from pathlib import Path

from rasa.shared.importers.rasa import RasaFileImporter

FOLDERS = ("nlu", "stories", "rules")


class DialogueFiles(RasaFileImporter):
    """Reads nlu/, stories/ and rules/ of a data folder; needs, signs and sample services are not Rasa's."""

    def __init__(
        self,
        config_file: str | None = None,
        domain_path: str | None = None,
        training_data_paths: list[str] | str | None = None,
    ) -> None:
        given = [training_data_paths] if isinstance(training_data_paths, str) else training_data_paths or []
        super().__init__(config_file, domain_path, [part for each in given for part in _dialogue(Path(each))])


def _dialogue(given: Path) -> list[str]:
    inside = [given / name for name in FOLDERS if (given / name).is_dir()]
    return [str(each) for each in inside or [given]]
