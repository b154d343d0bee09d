// Where a forge edits a file or makes a new one, what of it an address can fill in, and what to do there.
(function (here) {
  "use strict";

  const LONGEST = 7000; // letters of an address: above that some servers refuse it

  const PASTE = "Select all of the text there (Ctrl+A, or Cmd+A on a Mac) and paste the new text over it (Ctrl+V or Cmd+V).";
  const FILL = "Paste the text into the empty file (Ctrl+V or Cmd+V).";

  /** Each forge: how to tell it by the address of its editor, and its addresses. `filled` says that an address carries the text. */
  const FORGES = [
    { name: "GitLab", is: /\/-\/edit\//, edit: "{repo}/-/edit/{branch}/{path}", add: "{repo}/-/new/{branch}/{folder}?file_name={name}" },
    { name: "Forgejo", is: /\/_edit\//, edit: "{repo}/_edit/{branch}/{path}", add: "{repo}/_new/{branch}/{folder}/?filename={name}", filled: "&value={text}" },
    { name: "Azure DevOps", is: /\/_git\/|dev\.azure\.com|visualstudio\.com/, edit: "{repo}?path=/{path}&version=GB{branch}&_a=contents", add: "{repo}?path=/{folder}&version=GB{branch}",
      open: "Press “Edit” there.", start: "Press the three dots beside the folder, “New” and “File”, and call it {name}." },
    { name: "Bitbucket", is: /bitbucket/, edit: "{repo}/src/{branch}/{path}?mode=edit&spa=0&at={branch}", add: "{repo}/create-file/{branch}/{folder}/?at={branch}", open: "Press “Edit” if the file isn’t open for editing.",
      start: "An empty file opens. Call it {name}." },
    { name: "GitHub", is: /\/edit\//, edit: "{repo}/edit/{branch}/{path}", add: "{repo}/new/{branch}/{folder}?filename={name}", filled: "&value={text}" },
  ];

  /** The branch in the address of an editor; "main" where it names none. */
  function branch_of(editor) {
    const parts = /\/(?:edit|_edit|src|blob)\/([^/]+)\//.exec(editor) || /version=GB([^&]+)/.exec(editor);
    return parts ? parts[1] : "main";
  }

  function put(pattern, parts) {
    return pattern.replace(/\{(\w+)\}/g, function (_, name) { return parts[name]; });
  }

  /**
   * What leads to a file on the forge: {href, name, filled, steps}. `filled` says whether the address carries the text.
   * Null where the settings name no forge.
   */
  function way(form, path, text, is_new) {
    if (!form.forge || !form.editor) return null;
    const forge = FORGES.find(function (other) { return other.is.test(form.editor); });
    const folder = path.slice(0, path.lastIndexOf("/"));
    const name = path.slice(path.lastIndexOf("/") + 1);
    const parts = { repo: form.forge.replace(/\/$/, ""), branch: branch_of(form.editor), path: encodeURI(path), folder: encodeURI(folder), name: encodeURIComponent(name), text: encodeURIComponent(text) };
    if (!forge) return { href: is_new ? parts.repo : form.editor.replace("{path}", parts.path), name: "the forge", filled: false, steps: [is_new ? "Make a new file there, " + path + "." : "Open the file for editing.", is_new ? FILL : PASTE] };
    const address = put(is_new ? forge.add : forge.edit, parts);
    const whole = is_new && forge.filled ? address + put(forge.filled, parts) : "";
    const filled = whole !== "" && whole.length <= LONGEST;
    const first = is_new ? forge.start : forge.open;
    const steps = filled ? ["The new file is there already, with its name and its text."] : [first ? first.replace("{name}", name) : "", is_new ? FILL : PASTE];
    return { href: filled ? whole : address, name: forge.name === "GitHub" && !/github/.test(form.forge) ? "the forge" : forge.name, filled: filled, steps: steps.filter(Boolean) };
  }

  here.KimForge = { way: way };
})(window);
