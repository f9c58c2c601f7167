/* Small comforts for every face. Each page works without this file.
   - the error summary gets the focus, so that keyboard and screen reader start there
   - a form is sent once: a second press is ignored while the first is on its way
   - a hidden PIN or passphrase can be shown while typing
   - a link with data-cetak prints the page; a button that is hidden without this file is shown
   - on a phone the menu is a band to be pushed: the page one is on is brought into sight */
(function () {
  "use strict";
  var ringkas = document.querySelector("[data-fokus]");
  if (ringkas) {
    ringkas.focus();
    document.title = "Galat: " + document.title.replace(/^Galat: /, "");
  }

  document.addEventListener("submit", function (e) {
    var form = e.target;
    if (form.method !== "post" || form.hasAttribute("data-antre")) return;
    if (form.hasAttribute("data-terkirim")) {
      e.preventDefault();
      return;
    }
    form.setAttribute("data-terkirim", "");
    var tombol = e.submitter;
    if (tombol) tombol.setAttribute("aria-busy", "true");
    setTimeout(lepas, 10000); /* a download leaves the page where it is */
  });
  function lepas() {
    document.querySelectorAll("[data-terkirim]").forEach(function (form) {
      form.removeAttribute("data-terkirim");
    });
    document.querySelectorAll("button[aria-busy]").forEach(function (b) {
      b.removeAttribute("aria-busy");
    });
  }
  /* coming back with the browser's back button: the form may be sent again */
  window.addEventListener("pageshow", lepas);

  document.querySelectorAll("input[type=password]").forEach(function (kotak) {
    var tombol = document.createElement("button");
    tombol.type = "button";
    tombol.className = "tombol teks mata";
    tombol.setAttribute("aria-controls", kotak.id);
    function tulis() {
      tombol.textContent = kotak.type === "password" ? "Tampilkan yang diketik" : "Sembunyikan lagi";
    }
    tombol.addEventListener("click", function () {
      kotak.type = kotak.type === "password" ? "text" : "password";
      tulis();
    });
    if (kotak.form) {
      kotak.form.addEventListener("submit", function () {
        kotak.type = "password"; /* password managers and the back button expect it */
      });
    }
    tulis();
    kotak.insertAdjacentElement("afterend", tombol);
  });

  document.querySelectorAll("[data-cetak][hidden]").forEach(function (tombol) {
    tombol.hidden = false;
  });
  document.querySelectorAll(".samping [aria-current], .tab [aria-current]").forEach(function (kini) {
    var pita = kini.closest("ul");
    pita.scrollLeft += kini.getBoundingClientRect().left - pita.getBoundingClientRect().left - 48;
  });

  document.addEventListener("click", function (e) {
    var cetak = e.target.closest && e.target.closest("[data-cetak]");
    if (cetak) {
      e.preventDefault();
      window.print();
    }
  });
})();
