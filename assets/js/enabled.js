// Loaded first in <body>, not deferred: the components' styles differ with and without JavaScript.
// A file of its own because the content security policy allows no inline script.
document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) {
  document.body.classList.add("govuk-frontend-supported");
}
