/* Keys for people who work with the keyboard all day. Nothing can be done by them alone, they are silent while
   somebody types in a box, and each browser can switch them off (WCAG 2.1.4): voice control types letters.
   - "/" goes to the box of the office's search, or to its page where the box has no room
   - "?" opens the help of the page
   - "g" and a letter goes where the menu goes, if this person has that line in his menu */
(function () {
  "use strict";
  var KUNCI = "eoffice-tombol";
  var KE = { b: "", p: "permohonan/", l: "loket/", w: "penduduk/", t: "tanda-tangan/", a: "pengaturan/" };
  var pergi = 0;

  function mati() {
    try {
      return localStorage.getItem(KUNCI) === "mati";
    } catch (e) {
      return false; /* a browser that keeps nothing */
    }
  }

  function cari() {
    return ["[aria-keyshortcuts]", ".cari-pergi"].some(function (pilih) {
      return [].some.call(document.querySelectorAll(pilih), function (satu) {
        if (!satu.offsetParent) return false;
        satu.href ? satu.click() : satu.focus();
        return true;
      });
    });
  }

  function bantuan() {
    var rinci = document.getElementById("bantuan");
    if (!rinci) return false;
    rinci.open = true;
    rinci.querySelector("summary").focus();
    rinci.scrollIntoView();
    return true;
  }

  function menu(huruf) {
    var ke = Object.prototype.hasOwnProperty.call(KE, huruf) ? KE[huruf] : null;
    var butir = ke === null ? null : document.querySelector('.samping a[href="/aparat/' + ke + '"]');
    if (butir) butir.click();
    return !!butir;
  }

  document.addEventListener("keydown", function (e) {
    if (e.ctrlKey || e.metaKey || e.altKey || e.key === "Shift" || mati()) return;
    if (e.target.closest("input, textarea, select")) return;
    var dulu = Date.now() - pergi < 2000;
    pergi = !dulu && e.key === "g" ? Date.now() : 0;
    var dipakai = dulu ? menu(e.key) : e.key === "/" ? cari() : e.key === "?" ? bantuan() : false;
    if (dipakai) e.preventDefault();
  });

  var sakelar = document.querySelector("[data-tombol-pintas]");
  if (!sakelar) return;
  function tulis() {
    sakelar.textContent = mati() ? "Nyalakan tombol pintas" : "Matikan tombol pintas";
    document.querySelector("[data-tombol-keadaan]").textContent = mati()
      ? "Tombol pintas mati di peramban ini."
      : "Tombol pintas menyala di peramban ini.";
  }
  sakelar.addEventListener("click", function () {
    try {
      localStorage.setItem(KUNCI, mati() ? "nyala" : "mati");
    } catch (e) {
      /* nothing is kept: they stay on */
    }
    tulis();
  });
  tulis();
  sakelar.hidden = false;
})();
