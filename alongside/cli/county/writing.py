"""Six agencies, six ways to write a file."""

import csv
import json
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path

import openpyxl

from alongside.cli.county.mess import Written
from alongside.cli.county.plan import GP, HEALTH, HOUSING, POLICE, SCHOOL, SOCIAL_CARE, Happening, Why, Working

Row = dict[str, object]


class Sheet:
    """All that one agency writes: people, events, involvements, reasons, ties, each as rows."""

    def __init__(self, agency: str, today: date) -> None:
        """Start empty; the files say that they cover eight years up to last Sunday."""
        self.agency = agency
        self.covers_to = today - timedelta(days=today.isoweekday())
        self.covers_from = self.covers_to - timedelta(days=8 * 365)
        self.people: list[Written] = []
        self.events: list[tuple[str, str, Happening]] = []
        self.working: list[tuple[str, Working, str]] = []
        self.reasons: list[tuple[str, Why]] = []
        self.ties: list[tuple[str, str, str]] = []
        self.households: dict[str, str] = {}


def write(sheet: Sheet, folder: Path) -> tuple[Path, ...]:
    """The files this agency sends."""
    folder.mkdir(parents=True, exist_ok=True)
    return _WRITERS[sheet.agency](sheet, folder)


def _covering(sheet: Sheet, rows: list[Row]) -> list[Row]:
    """The first row says which days the extract covers, as agencies' extracts do."""
    told: Row = {"Extract covers from": _iso(sheet.covers_from), "Extract covers to": _iso(sheet.covers_to)}
    return [{**row, **told} for row in rows]


def _uk(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _on(happening: Happening, shape: Callable[[date | None], str]) -> str:
    if happening.precision == "month":
        return f"{happening.on:%Y-%m}"
    if happening.precision == "year":
        return f"{happening.on:%Y}"
    return shape(happening.on) + (f" {happening.clock}" if happening.clock else "")


def _csv(path: Path, rows: Sequence[Row]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]) if rows else ["empty"])
        writer.writeheader()
        writer.writerows(rows)
    return path


def _sex(written: Written) -> str:
    return {"f": "Female", "m": "Male"}.get(written.person.sex, "")


def _social_care(sheet: Sheet, folder: Path) -> tuple[Path, ...]:
    people: list[Row] = [
        {
            "Person ID": w.reference, "Forename": w.forename, "Surname": w.surname,
            "DOB": "" if w.person.unborn else _uk(w.born), "Expected DOB": _uk(w.born) if w.person.unborn else "",
            "Gender": _sex(w), "Address": w.address, "Postcode": w.postcode, "NHS No": w.nhs_number,
            "Household": sheet.households.get(w.reference, ""),
        }
        for w in sheet.people
    ]  # fmt: skip
    notes: list[Row] = [
        {
            "Note ID": r, "Person ID": p, "Date of event": _on(h, _uk), "Type": h.kind, "Heading": h.title,
            "Summary": h.text, "Action taken": h.action, "Outcome": h.outcome,
        }
        for r, p, h in sheet.events
    ]  # fmt: skip
    work: list[Row] = [
        {
            "Person ID": p,
            "Worker": w.worker,
            "Email": email,
            "Role": w.role,
            "Start": _uk(w.from_on),
            "End": _uk(w.to_on),
        }
        for p, w, email in sheet.working
    ]
    episodes: list[Row] = [
        {"Person ID": p, "Episode": w.kind, "Opened": _uk(w.from_on), "Closed": _uk(w.to_on)} for p, w in sheet.reasons
    ]
    ties: list[Row] = [{"Person ID": a, "Related person ID": b, "Relationship": kind} for a, b, kind in sheet.ties]
    return (
        _csv(folder / "persons.csv", _covering(sheet, people)),
        _csv(folder / "case_notes.csv", notes),
        _csv(folder / "allocations.csv", work),
        _csv(folder / "episodes.csv", episodes),
        _csv(folder / "relationships.csv", ties),
    )


def _health(sheet: Sheet, folder: Path) -> tuple[Path, ...]:
    people: list[Row] = [
        {
            "client_no": w.reference, "nhs_number": w.nhs_number, "family_name": w.surname, "given_name": w.forename,
            "known_as": w.person.known_as, "date_of_birth": _iso(w.born), "sex": w.person.sex.upper(),
            "address": ", ".join(x for x in (w.address, w.postcode) if x), "mother_client_no": "",
        }
        for w in sheet.people
    ]  # fmt: skip
    mothers = {a: b for a, b, kind in sheet.ties if kind == "mother"}
    for row in people:
        row["mother_client_no"] = mothers.get(str(row["client_no"]), "")
    contacts: list[Row] = [
        {
            "contact_no": r, "client_no": p, "contact_date": _on(h, _iso), "kind": h.kind, "contact_type": h.title,
            "notes": h.text, "plan": h.action, "outcome": h.outcome,
        }
        for r, p, h in sheet.events
    ]  # fmt: skip
    caseload: list[Row] = [
        {
            "client_no": p,
            "practitioner": w.worker,
            "email": email,
            "role": w.role,
            "from": _iso(w.from_on),
            "to": _iso(w.to_on),
        }
        for p, w, email in sheet.working
    ]
    return (
        _csv(folder / "clients.csv", _covering(sheet, people)), _csv(folder / "contacts.csv", contacts),
        _csv(folder / "caseload.csv", caseload),
    )  # fmt: skip


def _schools(sheet: Sheet, folder: Path) -> tuple[Path, ...]:
    book = openpyxl.Workbook(write_only=True)
    pupils = book.create_sheet("Pupils")
    pupils.append(
        [
            "Adm No",
            "UPN",
            "Surname",
            "Forename",
            "Preferred name",
            "DOB",
            "Gender",
            "Address",
            "Postcode",
            "School",
            "Extract covers from",
            "Extract covers to",
        ]
    )
    for w in sheet.people:
        school = "Hillside Primary School" if w.born and w.born.year > 2013 else "Marl Valley Academy"
        row = [
            w.reference,
            w.upn,
            w.surname,
            w.forename,
            w.person.known_as,
            w.born,
            _sex(w),
            w.address,
            w.postcode,
            school,
            sheet.covers_from,
            sheet.covers_to,
        ]
        pupils.append(row)
    log = book.create_sheet("Safeguarding log")
    log.append(["Log No", "Adm No", "Date", "Category", "Heading", "What happened", "What we did", "What came of it"])
    for r, p, h in sheet.events:
        log.append([r, p, _on(h, _iso), h.kind, h.title, h.text, h.action, h.outcome])
    staff = book.create_sheet("Key staff")
    staff.append(["Adm No", "Member of staff", "Email", "Role", "From", "To"])
    for p, w2, email in sheet.working:
        staff.append([p, w2.worker, email, w2.role, w2.from_on, w2.to_on])
    book.save(folder / "schools.xlsx")
    return (folder / "schools.xlsx",)


def _gp(sheet: Sheet, folder: Path) -> tuple[Path, ...]:
    lines: list[Row] = [
        {
            "record_type": "patient", "patient": w.reference, "nhs": w.nhs_number,
            "name": f"{w.surname}, {w.forename}", "dob": _iso(w.born), "sex": w.person.sex,
            "address": ", ".join(x for x in (w.address, w.postcode) if x),
        }
        for w in sheet.people
    ]  # fmt: skip
    lines += [
        {
            "record_type": "encounter", "encounter": r, "patient": p, "when": _on(h, _iso), "category": h.kind,
            "reason": h.title, "text": h.text, "plan": h.action, "result": h.outcome,
        }
        for r, p, h in sheet.events
    ]  # fmt: skip
    lines[: len(sheet.people)] = _covering(sheet, lines[: len(sheet.people)])
    path = folder / "practice.ndjson"
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    return (path,)


def _police(sheet: Sheet, folder: Path) -> tuple[Path, ...]:
    nominals: list[Row] = [
        {
            "Nominal Ref": w.reference, "Surname": w.surname.upper(), "Forename(s)": w.forename,
            "Date of Birth": f"{w.born:%d-%b-%Y}" if w.born else "", "Sex": _sex(w),
            "Last known address": ", ".join(x for x in (w.address, w.postcode) if x),
        }
        for w in sheet.people
    ]  # fmt: skip
    occurrences: list[Row] = [
        {
            "Occurrence": r, "Nominal Ref": p, "Date/Time": _on(h, _uk), "Class": h.kind, "Title": h.title,
            "MO / Summary": h.text, "Police action": h.action, "Disposal": h.outcome,
        }
        for r, p, h in sheet.events
    ]  # fmt: skip
    return _csv(folder / "nominals.csv", _covering(sheet, nominals)), _csv(folder / "occurrences.csv", occurrences)


def _housing(sheet: Sheet, folder: Path) -> tuple[Path, ...]:
    tenants: list[Row] = [
        {
            "Tenancy person": w.reference, "Name": f"{w.forename} {w.surname}", "D.O.B.": _uk(w.born),
            "Property": w.address, "Post code": w.postcode, "Tenancy": sheet.households.get(w.reference, ""),
        }
        for w in sheet.people
    ]  # fmt: skip
    visits: list[Row] = [
        {
            "Ref": r, "Tenancy person": p, "Date": _on(h, _uk), "Kind": h.kind, "Subject": h.title, "Detail": h.text,
            "Done": h.action, "Result": h.outcome,
        }
        for r, p, h in sheet.events
    ]  # fmt: skip
    return _csv(folder / "tenants.csv", _covering(sheet, tenants)), _csv(folder / "tenancy_log.csv", visits)


_WRITERS: dict[str, Callable[[Sheet, Path], tuple[Path, ...]]] = {
    SOCIAL_CARE: _social_care,
    HEALTH: _health,
    SCHOOL: _schools,
    GP: _gp,
    POLICE: _police,
    HOUSING: _housing,
}
