"""Accounts, invitations and failed attempts."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Now


class User(AbstractBaseUser):
    """Somebody who can sign in. What they may see is not said here but by grants and offices of their actor."""

    email = models.TextField(unique=True)
    name = models.TextField()
    actor = models.UUIDField(unique=True)
    made_up = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(db_default=Now())

    USERNAME_FIELD = "email"
    objects = BaseUserManager()


class Invitation(models.Model):
    """Somebody may make an account, once, within a week."""

    trace = models.TextField(primary_key=True)
    email = models.TextField()
    name = models.TextField()
    actor = models.UUIDField()
    invited_by = models.UUIDField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class FailedAttempt(models.Model):
    """Signing in failed; several of these within minutes pause it."""

    email = models.TextField(db_index=True)
    at = models.DateTimeField()
