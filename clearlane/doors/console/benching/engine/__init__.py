"""The X12 engine measured: how fast, beside pyx12 in the same run where that is installed; memory; start."""
