"""The operators' console in a browser: a process of its own, as the role ``operator``, for no tenant's login."""
