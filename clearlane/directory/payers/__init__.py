"""Payers: one table for all tenants."""
