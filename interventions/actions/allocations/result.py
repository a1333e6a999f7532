"""What an import has to tell: totals, and each line that is refused, updated or warned."""

from dataclasses import dataclass, field
from typing import Any, Literal

from cases.allocations.columns import Remark

Verdict = Literal["created", "unchanged", "updated", "refused"]

VERDICTS: dict[Verdict, str] = {
    "created": "Oprettet",
    "unchanged": "Uændret",
    "updated": "Opdateret",
    "refused": "Afvist",
}


@dataclass(frozen=True, slots=True)
class LineResult:
    """`line` is the physical line on which the record begins."""

    line: int
    verdict: Verdict
    column: str | None = None
    reason: str = ""
    remarks: tuple[Remark, ...] = ()

    @property
    def label(self) -> str:
        return VERDICTS[self.verdict]

    def as_json(self) -> dict[str, Any]:
        warnings = [{"column": r.column, "code": r.code, "text": r.text} for r in self.remarks]
        return {
            "line": self.line,
            "verdict": self.verdict,
            "column": self.column,
            "reason": self.reason,
            "warnings": warnings,
        }


@dataclass
class ImportResult:
    """Totals over all lines; `lines` holds those with something to tell, in the list's order."""

    rows: int = 0
    created: int = 0
    unchanged: int = 0
    updated: int = 0
    refused: int = 0
    planned: int = 0
    warnings: int = 0
    lines: list[LineResult] = field(default_factory=list)
    file_remarks: tuple[Remark, ...] = ()
    every: list[LineResult] | None = None  # all lines, when a page wants them

    def add(self, line: LineResult) -> None:
        self.rows += 1
        if self.every is not None:
            self.every.append(line)
        setattr(self, line.verdict, getattr(self, line.verdict) + 1)
        self.warnings += bool(line.remarks)
        if line.remarks or line.verdict in ("refused", "updated"):
            self.lines.append(line)

    def as_json(self) -> dict[str, Any]:
        totals = ("rows", "created", "unchanged", "updated", "refused", "planned", "warnings")
        return {
            **{name: getattr(self, name) for name in totals},
            "lines": [line.as_json() for line in self.lines],
            "file_warnings": [
                {"column": r.column, "code": r.code, "text": r.text} for r in self.file_remarks
            ],
        }
