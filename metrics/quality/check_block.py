"""What the data checks say of a version."""

from dataclasses import dataclass
from typing import Any

from metrics.formatting import plural
from metrics.quality.data_checks import SEVERITIES, DataFinding, Severity, check_data, finding_rows, list_data_checks
from metrics.query import Reader
from metrics.report import Block, Note, Sentence
from metrics.schema import contracts
from metrics.semantic import catalog

GROUPS: dict[Severity, str] = {"changes numbers": "These change numbers", "worth a look": "Worth a look"}


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What all checks found in one version."""

    reader: Reader
    findings: tuple[DataFinding, ...]

    @classmethod
    def of(cls, reader: Reader) -> "CheckReport":
        """The report of a version. It takes seconds in a large one."""
        return cls(reader, check_data(reader))

    def sentence(self, *, sample: bool) -> str:
        """How many checks went over the files, and how many found something."""
        return (
            f"{plural(len(list_data_checks()), 'check')} went over all files of version {self.reader.snapshot.number}"
            f"{' of the sample' if sample else ''}; {len(self.findings)} found something. No row was changed."
        )

    @property
    def groups(self) -> dict[str, tuple[DataFinding, ...]]:
        """The findings by how grave they are, the gravest first."""
        by_severity = {
            severity: tuple(finding for finding in self.findings if finding.severity == severity)
            for severity in SEVERITIES
        }
        return {
            f"{GROUPS[severity]}: {len(findings)}": findings for severity, findings in by_severity.items() if findings
        }

    def blocks(self, finding: DataFinding) -> tuple[Block, ...]:
        """How many, for example which, what it does, and what to do."""
        title = f"· {finding.count:,} in {contracts()[finding.table].title}"
        about = ", ".join(dict.fromkeys(catalog()[name].group.lower() for name in finding.metrics))
        bears = f" Bears on the metrics of {about}." if about else ""
        examples = (Note(f"For example {' · '.join(finding.examples)}"),) if finding.examples else ()
        return (
            Sentence(title, finding.title),
            *examples,
            Sentence(f"{finding.effect}{bears}"),
            Sentence(finding.fix, "To do:"),
        )

    def rows(self, finding: DataFinding) -> Any:
        """All rows a check found, as a frame."""
        return finding_rows(self.reader.meant_for("download"), finding.check)
