// A long list that is searched by typing any part of its words: a select with data-searchable. Without this script it stays
// a select, and with it the select still holds the answer, so drafts and what waits for a signal know nothing of it.
import accessibleAutocomplete from "accessible-autocomplete";

const folded = (text) => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, " ").trim();

class Searchable {
  constructor(select) {
    this.select = select;
    this.id = select.id;
    this.options = [...select.options].filter((option) => option.value);
    this.draw();
    // A form that was filled by a script, from what was kept, says so of itself: then the words are of another answer.
    select.form?.addEventListener("change", (event) => event.target === select.form && this.redraw());
  }

  redraw() {
    this.input.closest(".autocomplete__wrapper").parentElement.remove();
    this.select.id = this.id;
    this.draw();
  }

  draw() {
    const select = this.select;
    const chosen = select.value ? select.selectedOptions[0].text : "";
    accessibleAutocomplete.enhanceSelectElement({
      selectElement: select,
      defaultValue: chosen,
      source: (query, show) => show(this.found(query)),
      showAllValues: true,
      inputClasses: "govuk-input",
      onConfirm: (text) => this.choose(text),
      tNoResults: () => "Nothing has these words",
    });
    this.input = select.parentElement.querySelector(".autocomplete__input");
  }

  /** What holds every word that was typed; everything where that is what is chosen already, so that another can be. */
  found(query) {
    const words = folded(query).split(" ").filter(Boolean);
    const isChosen = this.options.some((option) => option.text === query);
    const fits = (option) => {
      const text = folded(`${option.text} ${option.closest("optgroup")?.label || ""}`);
      return words.every((word) => text.includes(word));
    };
    return this.options.filter((option) => isChosen || fits(option)).map((option) => option.text);
  }

  /** The one whose words stand there; words of none choose nothing, and the server asks. */
  choose(text) {
    const words = text ?? this.input?.value ?? "";
    const found = this.options.find((option) => option.text === words);
    const value = found ? found.value : "";
    if (this.select.value !== value) {
      this.select.value = value;
      this.select.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }
}

export function startSearchable(scope) {
  for (const select of scope.querySelectorAll("select[data-searchable]")) {
    new Searchable(select);
  }
}
