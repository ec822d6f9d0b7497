"""The frame: what every page shares. Templates `base.html`, `macros.html`, `error.html`; contexts in `context.py`."""
