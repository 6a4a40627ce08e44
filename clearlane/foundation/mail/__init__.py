"""Mails to people: put in the caller's transaction, sealed, sent by SMTP once, or shown on the local mail page."""
