"""Sign-up before there is a tenant: addresses to be verified, what was answered so far, who wants to be called."""
