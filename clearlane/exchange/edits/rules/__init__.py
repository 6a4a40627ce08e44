"""The edits: one module a rule, named by the rule's id, and its cases beside it."""
