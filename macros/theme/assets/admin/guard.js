// What the editor may ask of the forge: nothing that would change the main branch. A branch that is protected on the forge is safe
// anyway; this holds where it isn't. `refused` tells of one question whether it would.
(function (here) {
  "use strict";

  /** The branch that a question would write to; undefined where it writes to none. */
  function target(body) {
    const input = body && body.variables && body.variables.input;
    return input && input.branch ? input.branch.branchName : body && body.actions && body.branch;
  }

  function body_of(more) {
    try {
      return JSON.parse(more.body);
    } catch (error) {
      return null;
    }
  }

  /** Whether a question would write to the main branch: by a commit, or by merging a proposal. */
  function refused(address, more, main) {
    if (!more || !more.body) return false;
    return target(body_of(more)) === main || /\/merge$/.test(new URL(address, here.location.href).pathname);
  }

  /** From here on, this page asks nothing of the kind. */
  function keep(main) {
    const ask = here.fetch.bind(here);
    here.fetch = function (address, more) {
      if (refused(address, more, main)) return Promise.reject(new Error("Changes become proposals. Nothing is written to " + main + " from here."));
      return ask(address, more);
    };
  }

  here.KimGuard = { keep: keep, refused: refused };
})(window);
