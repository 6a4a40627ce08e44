"""What goes back: the 277CA and the summary for a submitter, the payment for its holder."""
