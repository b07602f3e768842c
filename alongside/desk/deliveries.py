"""Bringing in what an agency sends: upload, check how it is read, take it in, see what came of it."""

import csv
from typing import Any
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from alongside.agencies.api import Agency
from alongside.desk import intake
from alongside.desk.agencies import agency_called
from alongside.desk.correcting import MARK, sheet_to_correct
from alongside.desk.errands import TAKE_IN, ask_to_take_in
from alongside.desk.frame import framed, looked_after, page
from alongside.desk.uploading import MOST_AT_ONCE, TOO_LARGE, is_too_large
from alongside.kernel.caller import Caller, Purpose
from alongside.kernel.ids import AgencyId
from alongside.records import api as records
from alongside.trust import api as trust
from alongside.work import api as work


class SeveralFiles(forms.FileInput):
    """One box for one file or several."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One file or several, each of a kind that can be read, not too large together."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list["UploadedFile[bytes]"]:
        """Each file checked as Django does, then its ending and the size of all."""
        one = super().clean
        files = [one(file, initial) for file in (data or [None])]
        for file in files:
            if not str(file.name).casefold().endswith(records.ENDINGS):
                known = ", ".join(records.ENDINGS)
                raise forms.ValidationError(f"{file.name} cannot be read. Choose a file that ends in {known}.")
        if sum(file.size for file in files) > MOST_AT_ONCE:
            raise forms.ValidationError(TOO_LARGE)
        return files


class DeliveryForm(forms.Form):
    """Whose files these are, and the files."""

    agency = forms.ChoiceField(label="Which agency do the files come from?")
    uploads = FilesField(label="Files", help_text="One or several: CSV, Excel, XML and others, up to 50 MB together")

    def __init__(self, *given: Any, mine: tuple[Agency, ...]) -> None:
        """`mine`: the agencies whose deliveries this person looks after."""
        super().__init__(*given)
        field = self.fields["agency"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Choose one"), *((str(a.id), a.name) for a in mine)]


@page(Purpose.RECEIVING)
def deliveries(request: HttpRequest, caller: Caller) -> HttpResponse:
    """What my agencies have sent, and a place for new files."""
    mine = looked_after(caller, trust.Office.STEWARD)
    form = DeliveryForm(request.POST or None, request.FILES or None, mine=mine)
    if is_too_large(request):
        form.errors["uploads"] = form.error_class([TOO_LARGE])
    elif request.method == "POST" and form.is_valid():
        agency = AgencyId(UUID(form.cleaned_data["agency"]))
        records.send(caller, agency=agency)
        key = intake.keep(agency, caller.actor, form.cleaned_data["uploads"])
        return HttpResponseRedirect(reverse("delivery-reading", args=[str(agency), key]))
    sent = [(a, d) for a in mine for d in records.deliveries_of(caller, agency=a.id)]
    told = {"form": form, "mine": mine, "sent": sorted(sent, key=lambda s: s[1].received_at, reverse=True)}
    told["running"] = work.mine(caller, kind=TAKE_IN)
    status = 422 if form.is_bound else 200
    return framed(request, caller, "desk/deliveries.html", told, here="deliveries", status=status)


@page(Purpose.RECEIVING)
def reading(request: HttpRequest, caller: Caller, agency: UUID, key: str) -> HttpResponse:
    """How the files would be read, column by column; confirmed, they are taken in and linked, and a report follows."""
    kept = intake.kept(AgencyId(agency), caller.actor, key)
    shipped = records.mappings(caller)
    name = request.POST.get("mapping") or request.GET.get("mapping")
    chosen = next((m for m in shipped if m.name == name), None) or records.guess_mapping(kept.files, shipped)
    if request.method == "POST" and chosen:
        records.send(caller, agency=AgencyId(agency))  # the door is asked before anything is taken in
        job = ask_to_take_in(caller, AgencyId(agency), key, chosen.name)
        return HttpResponseRedirect(reverse("work", args=[str(job.id)]))
    told = {
        "agency": agency_called(caller, agency), "files": _first_rows(kept, chosen), "mappings": shipped,
        "chosen": chosen, "guessed": not name,
    }  # fmt: skip
    status = 422 if request.method == "POST" else 200
    return framed(request, caller, "desk/reading.html", told, here="deliveries", status=status)


def _first_rows(
    kept: intake.Kept, mapping: records.MappingFile | None
) -> list[tuple[str, tuple[records.ColumnMeaning, ...]]]:
    found = []
    for file in kept.files:
        row = next(records.read_files((file,)), None)
        columns = records.meanings(mapping, row.table or file.name, row.values) if row and mapping else ()
        found.append((file.name, columns))
    return found


@page(Purpose.RECEIVING)
def delivery(request: HttpRequest, caller: Caller, agency: UUID, delivery: int) -> HttpResponse:
    """What came of a delivery: how many rows, and each that could not be taken with what was expected."""
    report = records.report_of(caller, agency=AgencyId(agency), delivery=delivery)
    told = {"report": report, "agency": agency_called(caller, agency), "again": "again" in request.GET}
    told["disposals"] = records.disposals_of(caller, agency=AgencyId(agency), delivery=delivery)
    return framed(request, caller, "desk/delivery.html", told, here="deliveries")


@page(Purpose.RECEIVING)
def refused_rows(request: HttpRequest, caller: Caller, agency: UUID, delivery: int) -> HttpResponse:
    """The refused rows as a CSV file with their own columns, to correct and send again."""
    rows = records.refused_rows(caller, agency=AgencyId(agency), delivery=delivery)
    answer = HttpResponse(
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="refused-{delivery}.csv"'},
    )
    answer.write(MARK)
    csv.writer(answer).writerows(sheet_to_correct(rows))
    return answer
