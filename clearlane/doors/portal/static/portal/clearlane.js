// What the portal does beyond HTMX: nothing a page needs to work.
"use strict";
