"""Web: the pages that people work with. It translates between HTTP and the rooms' front doors, and never decides.

One folder per page: `views.py` asks the rooms, `context.py` is what the template may know, the template draws it. The
frame (`frame/`) holds what every page shares; `static/` holds stylesheets, one per component, and small modules of
script. No tables of its own. Neighbours: it stands on `protocol`, `cluster`, `record`, `fhir` and `foundation`; `app`
mounts `routes()`; it does not know `api`.
"""

from medcluster.web.routes import routes
from medcluster.web.security import SESSION_COOKIE, identify

__all__ = ["SESSION_COOKIE", "identify", "routes"]
