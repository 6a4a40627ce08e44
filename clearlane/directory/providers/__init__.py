"""Providers: who may bill under an NPI and tax id, who receives their remittances, where they are enrolled."""
