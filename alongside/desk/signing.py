"""Signing in and out, and accepting an invitation."""

from django import forms
from django.contrib.auth import get_user_model, login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from alongside.accounts import api as accounts
from alongside.desk.frame import caller_of, visitor
from alongside.kernel.answers import NotPossible, Refused
from alongside.kernel.caller import Purpose

_BACKEND = "django.contrib.auth.backends.ModelBackend"


class SignInForm(forms.Form):
    """Address and password."""

    email = forms.EmailField(label="E-mail address", widget=forms.EmailInput({"autocomplete": "username"}))
    password = forms.CharField(
        label="Password", strip=False, widget=forms.PasswordInput({"autocomplete": "current-password"})
    )


class JoinForm(forms.Form):
    """Name and a new password."""

    name = forms.CharField(label="Your name", widget=forms.TextInput({"autocomplete": "name"}))
    password = forms.CharField(
        label="Choose a password", strip=False, help_text="At least 12 characters; three words you can remember",
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )  # fmt: skip


class FoundingForm(JoinForm):
    """The first administrator types their own address, too."""

    email = forms.EmailField(label="Your e-mail address at work", widget=forms.EmailInput({"autocomplete": "username"}))
    field_order = ("name", "email", "password")


@never_cache
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in."""
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        account = accounts.sign_in(visitor(), **form.cleaned_data)
        if account:
            login(request, get_user_model().objects.get(pk=account.id), backend=_BACKEND)
            return HttpResponseRedirect(_next(request))
        form.add_error(
            "password", "Address and password do not fit. After five tries signing in pauses for a quarter of an hour."
        )
    status = 422 if form.is_bound else 200
    return render(request, "desk/sign_in.html", {"form": form, "next": request.GET.get("next", "")}, status=status)


def _next(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    return wanted if url_has_allowed_host_and_scheme(wanted, {request.get_host()}) else "/"


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out, and ask the browser to forget what it kept."""
    if request.user.is_authenticated:
        accounts.sign_out(caller_of(request, Purpose.OWN_ACCOUNT))
    logout(request)
    answer = HttpResponseRedirect("/sign-in")
    answer["Clear-Site-Data"] = '"cache", "storage"'
    return answer


@never_cache
def join(request: HttpRequest, token: str) -> HttpResponse:
    """Accept an invitation."""
    try:
        greeting = accounts.greet(visitor(), token=token)
    except Refused as refusal:
        return render(
            request, "desk/invitation_over.html", {"why": refusal.why, "next_step": refusal.next_step}, status=410
        )
    kind = FoundingForm if greeting.founding else JoinForm
    form = kind(request.POST or None, initial={"name": "" if greeting.founding else greeting.name})
    if request.method == "POST" and form.is_valid():
        try:
            account = accounts.accept(visitor(), token=token, **form.cleaned_data)
            login(request, get_user_model().objects.get(pk=account.id), backend=_BACKEND)
            return HttpResponseRedirect(reverse("agencies") if greeting.founding else "/")
        except NotPossible as error:
            form.add_error("password", str(error))
    return render(request, "desk/join.html", {"form": form, "greeting": greeting}, status=422 if form.is_bound else 200)
