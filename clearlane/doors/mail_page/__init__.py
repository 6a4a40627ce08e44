"""The local mail page: mails are shown on this machine to the person who tries Clearlane here, and sent to nobody."""
