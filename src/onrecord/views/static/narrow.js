"use strict";
(() => {
  const field = document.getElementById("narrow");
  const told = document.getElementById("narrowed");
  const rows = [...document.querySelectorAll("#found > li")];
  const texts = rows.map((row) => row.textContent.toLowerCase());
  const narrow = () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    rows.forEach((row, i) => {
      row.hidden = !words.every((word) => texts[i].includes(word));
      count += row.hidden ? 0 : 1;
    });
    told.textContent = words.length ? `${count} of ${rows.length} on this page` : "";
  };
  field.addEventListener("input", narrow);
  field.closest("p").hidden = false;
})();
