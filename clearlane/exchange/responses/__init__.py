"""999, TA1 and 277CA from a payer, put onto the claims that they speak of."""
