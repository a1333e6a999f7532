"""Addresses of sign-in and sign-out."""

from django.urls import path

from accounts import views

urlpatterns = [
    path("log-ind/", views.SignIn.as_view(), name="sign-in"),
    path("log-ud/", views.SignOut.as_view(), name="sign-out"),
    path("rolle/", views.choose_role, name="choose-role"),
    path("bekraeft/", views.confirm, name="confirm"),
    path("tavshed/", views.promise_page, name="promise"),
]
