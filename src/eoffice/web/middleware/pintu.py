"""Every page wants a signed-in person; what an official typed meanwhile waits until he has signed in again."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Final

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from eoffice.web.middleware import titipan

KANTOR: Final = ("/aparat/", "/kabupaten/")
"""Below these addresses officials work."""


class SignInRequired(LoginRequiredMiddleware):
    """Django's own, with two differences on the pages of the office: a sent form is kept; htmx leaves the page."""

    def handle_no_permission(
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseRedirect:
        """Lead to the door, and from there back to where the person was."""
        if not request.path.startswith(KANTOR):
            return super().handle_no_permission(request, view_func)
        tersimpan = titipan.simpan(request)
        ke = redirect_to_login(reverse("aparat:lanjutkan") if tersimpan else request.get_full_path())
        if request.headers.get("HX-Request"):  # the sign-in page must not appear inside a corner of this one
            ke.status_code, ke.headers["HX-Redirect"] = HTTPStatus.NO_CONTENT, ke.url
        return ke
