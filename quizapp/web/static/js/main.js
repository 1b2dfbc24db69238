// Everything here makes pages quicker or kinder; none of it is needed for them to work.
import "./swap.js";
import "./reveal.js";
import "./evidence.js";
import "./menu.js";
import "./keys.js";
import "./forms.js";
import "./paste.js";
import "./job.js";
