"""A contract of our own for import-linter: a context is entered from outside only by its doors."""

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class FacadeContract(Contract):
    """`doors` are the modules of a context that others may import; `open_packages` have no doors."""

    type_name = "facade"

    root = fields.StringField()
    open_packages = fields.SetField(subfield=fields.StringField())
    doors = fields.SetField(subfield=fields.StringField())
    exceptions = fields.SetField(subfield=fields.StringField(), required=False)

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Every import that reaches past a door."""
        reached = sorted(
            (importer, imported)
            for importer in graph.modules
            if importer.startswith(f"{self.root}.")
            for imported in graph.find_modules_directly_imported_by(importer)
            if self._reaches_past(importer, imported)
        )
        return ContractCheck(kept=not reached, metadata={"reached": reached})

    def _reaches_past(self, importer: str, imported: str) -> bool:
        parts = imported.split(".")
        if parts[0] != self.root or len(parts) < 3 or f"{importer} -> {imported}" in (self.exceptions or ()):
            return False
        inside = parts[1] in self.open_packages or importer.split(".")[1] == parts[1]
        return not inside and parts[2] not in self.doors

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Say which import reaches past which door."""
        for importer, imported in check.metadata["reached"]:
            output.print_error(f"{importer} reaches past the door into {imported}")
