"""Synthetic, seeded 837P files of realistic variety, and the manifest that says what should become of each claim.

Start at ``order.Order``; then ``file_837p`` makes a file in memory, ``stream_837p`` one of any size.
"""
