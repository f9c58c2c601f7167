/* Passkeys. Without this file, without https or in an old browser the buttons stay hidden, and passwords do.
   - a form with data-kunci asks its own address what to ask the device, asks the device, and sends the answer
   - what the server refuses it says on its page, as for every form */
(function () {
  "use strict";
  var forms = document.querySelectorAll("form[data-kunci]");
  if (!window.isSecureContext || !window.PublicKeyCredential || !navigator.credentials) {
    document.querySelectorAll("[data-kunci-tanpa]").forEach(function (p) {
      p.hidden = false;
    });
    return;
  }

  function bita(teks) {
    var isi = atob(teks.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(isi, function (huruf) {
      return huruf.charCodeAt(0);
    });
  }
  function teks(isi) {
    if (!isi) return undefined;
    var huruf = String.fromCharCode.apply(null, new Uint8Array(isi));
    return btoa(huruf).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  }

  function soal(opsi) {
    opsi.challenge = bita(opsi.challenge);
    if (opsi.user) opsi.user.id = bita(opsi.user.id);
    (opsi.allowCredentials || []).concat(opsi.excludeCredentials || []).forEach(function (satu) {
      satu.id = bita(satu.id);
    });
    return { publicKey: opsi };
  }
  function jawaban(kunci) {
    var r = kunci.response;
    return JSON.stringify({
      id: kunci.id,
      rawId: teks(kunci.rawId),
      type: kunci.type,
      clientExtensionResults: {},
      response: {
        clientDataJSON: teks(r.clientDataJSON),
        attestationObject: teks(r.attestationObject),
        authenticatorData: teks(r.authenticatorData),
        signature: teks(r.signature),
        userHandle: teks(r.userHandle),
      },
    });
  }

  forms.forEach(function (form) {
    var kotak = form.querySelector("[name=jawaban]");
    var tombol = form.querySelector("button");
    var kabar = form.querySelector("[data-kunci-kabar]");
    function sebut(nama) {
      kabar.hidden = false;
      kabar.textContent = form.querySelector("[data-kunci-kata=" + nama + "]").innerHTML;
      tombol.removeAttribute("aria-busy");
    }
    function tanya(balas) {
      /* not an answer for a script: the server's page says why, and stays */
      if (!/json/.test(balas.headers.get("Content-Type"))) return form.submit();
      return balas.json().then(function (opsi) {
        return navigator.credentials[form.getAttribute("data-kunci")](soal(opsi)).then(
          function (kunci) {
            kotak.value = jawaban(kunci);
            form.submit();
          },
          function (galat) {
            sebut(galat.name === "InvalidStateError" ? "ada" : "batal");
          }
        );
      });
    }
    form.addEventListener("submit", function (e) {
      e.preventDefault();
      e.stopPropagation(); /* halus.js counts sent forms; this one is sent when the device has answered */
      if (tombol.hasAttribute("aria-busy")) return;
      tombol.setAttribute("aria-busy", "true");
      kabar.hidden = true;
      kotak.value = "";
      fetch(form.action, {
        method: "POST",
        body: new FormData(form),
        headers: { Accept: "application/json" },
        credentials: "same-origin",
      })
        .then(tanya)
        .catch(function () {
          sebut("putus");
        });
    });
    form.hidden = false;
    window.addEventListener("pageshow", function () {
      tombol.removeAttribute("aria-busy");
    });
  });
})();
