"""835s: payments and the adjudications in them. A payment is never cut, an unbalanced one is never posted."""
