"""Writing an entry into a child's story: saved while somebody types, recorded on their word, corrected with a why."""

from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse

from alongside.agencies import api as agencies
from alongside.chronology import api as chronology
from alongside.chronology.api import Draft, Version
from alongside.desk.children import about_child
from alongside.desk.entry_forms import (
    NOT_ABOUT,
    SEEN,
    CorrectionForm,
    NoteForm,
    WordsForm,
    differences,
    initial_of,
    typed_words,
)
from alongside.desk.frame import framed, page
from alongside.families import api as families
from alongside.families.api import Identity
from alongside.kernel.answers import NotFound
from alongside.kernel.caller import Caller
from alongside.kernel.ids import ChildId
from alongside.layout.dates import LONDON, clock
from alongside.trust import api as trust


def family_open_to(caller: Caller, child: UUID, identity: Identity) -> tuple[Identity, ...]:
    """The child, and the brothers and sisters and others of the circle whose records are open to the caller too."""
    mine = {g.child for g in trust.my_grants(caller)}
    kin = families.family(caller, child=ChildId(child))
    siblings = {r.identity.person: r.identity for r in kin if r.identity.person in mine}
    return (identity, *sorted(siblings.values(), key=lambda i: i.name))


def _draft(caller: Caller, draft: UUID) -> Draft | None:
    return next((d for d in chronology.my_drafts(caller) if d.id == draft), None)


@page()
def begin(request: HttpRequest, caller: Caller, child: UUID) -> HttpResponse:
    """A new entry gets its id before the first letter, so that nothing is recorded twice."""
    return HttpResponseRedirect(reverse("write-entry", args=[str(child), str(uuid4())]))


@page()
def write(request: HttpRequest, caller: Caller, child: UUID, draft: UUID) -> HttpResponse:
    """The page on which an entry is written, and recorded."""
    told = about_child(caller, child, "")
    family = family_open_to(caller, child, told["identity"])
    kept = _draft(caller, draft)
    if request.method != "POST":
        form = NoteForm(initial=initial_of(kept, child, caller), family=family)
        return _writing(request, caller, child, draft, {**told, "form": form})
    form = NoteForm(request.POST, family=family)
    other = kept if kept and form.is_valid() and form.cleaned_data["version"] != kept.version else None
    if other:
        return _changed_elsewhere(request, caller, child, other, {**told, "form": form})
    if form.is_valid() and form.add_faults(caller, len(form.children())):
        note = chronology.write(caller, note=draft, children=form.children(), words=form.said())
        return HttpResponseRedirect(f"{reverse('child', args=[str(child)])}?recorded={note}")
    return _writing(request, caller, child, draft, {**told, "form": form}, status=422)


def _changed_elsewhere(
    request: HttpRequest, caller: Caller, child: UUID, kept: Draft, told: dict[str, Any]
) -> HttpResponse:
    """Both texts; recording again takes the words in the boxes."""
    form = told["form"]
    differing = differences(form, kept)
    form.data = form.data.copy()
    form.data["version"] = str(kept.version)
    return _writing(request, caller, child, kept.id, {**told, "differing": differing, "kept": kept}, status=409)


def _writing(
    request: HttpRequest, caller: Caller, child: UUID, draft: UUID, told: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    others = [d for d in chronology.my_drafts(caller) if d.child == child and d.id != draft]
    return framed(
        request, caller, "desk/write.html", {"differing": [], **told, "draft": draft, "others": others}, status=status
    )


@page()
def save(request: HttpRequest, caller: Caller, child: UUID, draft: UUID) -> HttpResponse:
    """While somebody types: keep what is there and say when it was kept."""
    fields = {
        name: request.POST.getlist(name) for name in request.POST if name not in ("csrfmiddlewaretoken", "version")
    }
    known = request.POST.get("version", "0")
    version = chronology.save_draft(
        caller, child=ChildId(child), draft=draft, fields=fields, version=int(known) if known.isdigit() else 0
    )
    return JsonResponse({"saved_at": clock(caller.now.astimezone(LONDON)), "fields": {"version": version}})


@page()
def throw_away(request: HttpRequest, caller: Caller, draft: UUID) -> HttpResponse:
    """Somebody throws a draft of their own away, after being asked."""
    kept = _draft(caller, draft)
    if kept is None:
        raise NotFound("You have no such draft. Perhaps it is recorded already, or thrown away.")
    if request.method == "POST":
        chronology.throw_draft_away(caller, draft=draft)
        return HttpResponseRedirect(reverse("my-children"))
    return framed(request, caller, "desk/throw_away.html", {"draft": kept, "typed": typed_words(kept)})


@page()
def entry(request: HttpRequest, caller: Caller, child: UUID, note: UUID) -> HttpResponse:
    """How an entry was written and corrected, version by version."""
    told = about_child(caller, child, "")
    found = _versions(caller, child, note)
    people = agencies.practitioners(caller, actors=(found[0].author,))
    names = {a.id: a.name for a in agencies.all_agencies(caller)}
    writer = people.get(found[0].author)
    by = f"{writer.name if writer else 'Somebody'}, {names.get(found[0].agency, '')}"
    mine = found[0].author == caller.actor
    told |= {"versions": found, "by": by, "mine": mine, "note": note, "seen": dict(SEEN)}
    return framed(request, caller, "desk/entry.html", told)


def _versions(caller: Caller, child: UUID, note: UUID) -> tuple[Version, ...]:
    found = chronology.versions(caller, child=ChildId(child), note=note)
    if not found:
        raise NotFound("No such entry is open to you.")
    return found


@page()
def correct(request: HttpRequest, caller: Caller, child: UUID, note: UUID) -> HttpResponse:
    """The writer puts an entry right and says why."""
    told = about_child(caller, child, "")
    newest = _versions(caller, child, note)[0]
    names = [n for n in WordsForm.base_fields if n not in ("when",)]
    initial = {n: getattr(newest.words, n) for n in names} | {
        "when": newest.words.when, "seen": newest.words.seen or NOT_ABOUT,
    }  # fmt: skip
    form = CorrectionForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.add_faults(caller, 1):
        version = request.POST.get("read", "")
        chronology.correct(
            caller, child=ChildId(child), note=note, words=form.said(), why=form.cleaned_data["why"],
            version=int(version) if version.isdigit() else 0,
        )  # fmt: skip
        return HttpResponseRedirect(reverse("entry", args=[str(child), str(note)]))
    status = 422 if form.is_bound else 200
    return framed(request, caller, "desk/correct.html", {**told, "form": form, "newest": newest}, status=status)
