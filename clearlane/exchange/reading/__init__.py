"""What pages, reports and the API show: one function each, frozen values out."""
