"""How HTML mails look: the colours and sizes of the design kit as ``style`` attributes, since mail programs read no
style sheets. A template says ``<p style="{{ look.p }}">``."""

from __future__ import annotations

_SANS = "font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Inter,Roboto,'Noto Sans',Arial,sans-serif"
INK, INK_2, INK_3, LINE = "#131e27", "#3f4d59", "#586673", "#dce2e6"
GROUND, SURFACE, SUNKEN, ACCENT, ON_ACCENT = "#f5f7f8", "#ffffff", "#eff2f4", "#0a6074", "#ffffff"

LOOK = {
    "body": f"margin:0;padding:0;background:{GROUND};color:{INK};-webkit-text-size-adjust:100%",
    "ground": f"background:{GROUND};padding:32px 16px",
    "card": f"background:{SURFACE};border:1px solid {LINE};border-radius:8px;padding:32px",
    "brand": f"{_SANS};font-size:18px;line-height:26px;font-weight:700;color:{INK};letter-spacing:-0.3px",
    "mark": (
        f"{_SANS};width:26px;height:26px;line-height:26px;border-radius:6px;background:{ACCENT};color:{ON_ACCENT};"
        "font-size:15px;font-weight:700;text-align:center"
    ),
    "h1": f"{_SANS};margin:0 0 12px;font-size:24px;line-height:30px;font-weight:650;color:{INK};letter-spacing:-0.3px",
    "p": f"{_SANS};margin:0 0 16px;font-size:16px;line-height:24px;color:{INK_2}",
    "small": f"{_SANS};margin:0 0 12px;font-size:13px;line-height:20px;color:{INK_3}",
    "link": f"{_SANS};color:{ACCENT};text-decoration:underline;word-break:break-all",
    "well": (
        f"{_SANS};margin:0 0 16px;padding:12px 16px;border-radius:6px;background:{SUNKEN};font-size:14px;"
        f"line-height:20px;color:{INK_2}"
    ),
    "button": (
        f"{_SANS};display:inline-block;padding:11px 20px;border-radius:6px;background:{ACCENT};color:{ON_ACCENT};"
        "font-size:16px;line-height:22px;font-weight:600;text-decoration:none"
    ),
    "rule": f"border:0;border-top:1px solid {LINE};margin:24px 0 16px",
}
"""The attribute of each part, by its name."""
