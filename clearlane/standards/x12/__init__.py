"""ASC X12: reading, checking, answering and writing interchanges."""
