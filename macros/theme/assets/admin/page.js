// The page of the editor at /admin/editor/: it gets the settings that the build made, and starts the editor with them.
import CMS from "./vendor/sveltia-cms-0.221.1.js";

const status = document.getElementById("kim-admin-status");

/** The editor would keep people from making the page larger: its word on that is taken out again. */
function let_zoom() {
  document.querySelectorAll("meta[name=viewport][content*=maximum-scale]").forEach(function (meta) { meta.remove(); });
}

fetch("../settings.json").then(function (answer) {
  if (!answer.ok) throw new Error(answer.status);
  return answer.json();
}).then(function (made) {
  Object.values(made.registers).forEach(function (about) {
    CMS.registerCustomFormat(about.format, "yml", window.KimFormat.of(about));
  });
  window.KimGuard.keep(made.settings.backend.branch);
  new MutationObserver(let_zoom).observe(document.head, { childList: true });
  status.remove();
  CMS.init({ config: made.settings });
}).catch(function () {
  status.textContent = "The editor could not start: its settings did not arrive.";
});
